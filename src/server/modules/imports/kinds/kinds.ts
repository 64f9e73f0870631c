/** The kinds of sheet, with the headings that three departments and two public lists give their columns. */

import type { ImportKind } from "#api/imports.ts";
import { asTyped, currency, email, oneOf, phone, text, timeZone, yesOrNo } from "./cells.ts";
import { date, dateOrAnswer, dateOrOpenEnded } from "./dates.ts";
import { optional, required, type Kind } from "./kind.ts";

const reference = required(
  "Customer Ref",
  text,
  "Customer No",
  "Customer Number",
  "Customer ID",
  "Account Ref",
  "Account No",
  "Account ID",
  "Cust Ref",
);

export const customers = {
  name: "customers",
  title: "Customers",
  fields: {
    reference,
    name: required("Customer", text, "Customer Name", "Account", "Account Name", "Company", "Company Name", "Name"),
    timeZone: required("Time zone", timeZone, "Zone", "TZ"),
    currency: required("Currency", currency, "Curr", "CCY"),
    parent: optional("Parent Ref", text, "Parent", "Parent Account", "Parent Customer", "Group Ref"),
  },
} as const satisfies Kind;

export const contacts = {
  name: "contacts",
  title: "Contacts",
  fields: {
    reference,
    name: required("Name", text, "Contact", "Contact Name", "Full Name", "Person"),
    email: optional("E-mail", email, "Email Address", "Mail"),
    phone: optional("Telephone", phone, "Phone", "Tel", "Phone Number", "Mobile"),
    namedCaller: optional("Named caller", yesOrNo, "Named", "Authorised Caller", "May Call"),
  },
} as const satisfies Kind;

const statuses = oneOf(
  {
    "in use": "in_use",
    active: "in_use",
    live: "in_use",
    installed: "in_use",
    spare: "spare",
    stock: "spare",
    "in stock": "spare",
    retired: "retired",
    scrapped: "retired",
    disposed: "retired",
  },
  "In use, Spare or Retired",
);

export const assets = {
  name: "assets",
  title: "Assets",
  fields: {
    tag: optional("Asset Tag", text, "Tag", "Asset No", "Asset Number", "Asset ID"),
    serial: optional("Serial Number", text, "Serial No", "Serial", "S/N"),
    maker: optional("Manufacturer", text, "Maker", "Vendor", "Make", "Brand"),
    product: required("Product", text, "Product Name", "Model"),
    version: optional("Version", text, "Release"),
    reference,
    site: optional("Site", text, "Location", "Site Name"),
    installedOn: optional("Installed", date, "Installed on", "Install Date", "Installation Date"),
    warrantyUntil: optional("Warranty until", date, "Warranty End", "Warranty Ends", "Warranty Expiry"),
    status: optional("Status", statuses, "State"),
    environment: optional("Environment", text, "Env"),
  },
} as const satisfies Kind;

const billings = oneOf(
  {
    annual: "year",
    annually: "year",
    yearly: "year",
    year: "year",
    quarterly: "quarter",
    quarter: "quarter",
    monthly: "month",
    month: "month",
  },
  "Annual, Quarterly or Monthly",
);

export const contracts = {
  name: "contracts",
  title: "Contracts",
  fields: {
    number: required("Contract No", text, "Contract Number", "Contract", "Contract ID", "Agreement No"),
    reference,
    customer: optional("Customer", text, "Customer Name", "Account Name"),
    level: required("Support Level", text, "Plan", "Support Plan", "Level", "Service Level"),
    start: required("Start", date, "Start Date", "Starts on", "Valid from"),
    end: required("End", dateOrOpenEnded, "End Date", "Ends on", "Valid to"),
    currency: required("Currency", currency, "Curr", "CCY"),
    billing: required("Billing", billings, "Billing Period", "Billed", "Billing Frequency"),
    signedOn: optional("Signed on", date, "Signed"),
    cancelledOn: optional("Cancelled on", date, "Cancelled", "Canceled on", "Cancellation Date"),
    renewalOf: optional("Renewal of", text, "Renews"),
    timeZone: optional("Time zone", timeZone, "Zone", "TZ"),
  },
} as const satisfies Kind;

const subjects = oneOf(
  { asset: "asset", product: "product", site: "site", account: "account", customer: "account" },
  "Asset, Product, Site or Account",
);

export const contractLines = {
  name: "contract_lines",
  title: "Contract lines",
  fields: {
    contract: required("Contract No", text, "Contract Number", "Contract", "Contract ID", "Agreement No"),
    line: required("Line", text, "Line No", "Line Number", "Item"),
    covers: required("Covers", subjects, "Scope", "Covered"),
    serial: optional("Serial No", text, "Serial Number", "Serial", "S/N"),
    product: optional("Product", text, "Product Name", "Model"),
    site: optional("Site", text, "Location"),
    service: optional("Service", text),
    from: required("From", date, "Start", "Starts on", "Valid from"),
    to: required("To", dateOrOpenEnded, "Until", "End", "Ends on", "Valid to"),
    value: required("Value p.a.", asTyped, "Value per annum", "Annual Value", "Yearly Value", "Price p.a.", "Price per year"),
    removedOn: optional("Removed on", date, "Removed", "Removal Date"),
  },
} as const satisfies Kind;

export const products = {
  name: "products",
  title: "Products",
  fields: {
    slug: required("slug", text, "Product Key", "Product ID"),
    title: required("title", text, "Product Name", "Product", "Name"),
    category: optional("category", text),
  },
} as const satisfies Kind;

export const productVersions = {
  name: "product_versions",
  title: "Product versions",
  fields: {
    product: required("product", text, "slug", "Product Key"),
    cycle: required("cycle", text, "Version", "Release"),
    label: optional("label", text),
    releasedOn: optional("release_date", date, "Released", "Released on"),
    discontinued: optional("discontinued", dateOrAnswer),
    activeSupport: optional("active_support_until", dateOrAnswer, "Active Support", "Support End"),
    endOfLife: optional("eol", dateOrAnswer, "End of Life"),
    extendedSupport: optional("extended_support_until", dateOrAnswer, "Extended Support"),
    longTerm: optional("lts", dateOrAnswer, "Long Term Support"),
    latest: optional("latest", text),
    latestOn: optional("latest_release_date", date),
  },
} as const satisfies Kind;

export const deviceTypes = {
  name: "device_types",
  title: "Device types",
  fields: {
    maker: required("manufacturer", text, "Maker", "Vendor"),
    model: required("model", text, "Product"),
    category: optional("kind", text, "Category"),
    slug: optional("slug", text),
    partNumber: optional("part_number", text, "Part No", "Part Number", "SKU"),
  },
} as const satisfies Kind;

/** In the order of dependence: what names something else comes after it. */
export const kinds: readonly Kind[] = [
  customers,
  products,
  productVersions,
  deviceTypes,
  contacts,
  assets,
  contracts,
  contractLines,
];

export const kindOf = (name: ImportKind): Kind => kinds.find((kind) => kind.name === name)!;
