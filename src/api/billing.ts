/** Billing on the wire (BIL1, BIL2): invoices and credit notes, what is due and not yet invoiced, and the runs that post it. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { byId, id, inCountedYears, isoDate, isoInstant, page, pageQuery } from "./values.ts";

/** Whole minor units of the document's currency as digits; credits are negative. */
const minor = z.string().regex(/^-?\d+$/);
const knownAt = isoInstant.regex(inCountedYears, "is of the years 1900 to 2999");
/** Days are looked at one by one: no further than a counted year reaches. */
const through = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");

export const documentKind = z.enum(["invoice", "credit_note"]);
export type DocumentKind = z.infer<typeof documentKind>;

export const invoiceRow = z.object({
  id,
  kind: documentKind,
  /** "INV-2026-000001": without gaps within its series. */
  number: z.string(),
  contractId: id,
  contractNumber: z.string(),
  accountId: id,
  /** As it was when issued. */
  accountName: z.string(),
  /** By the issuer's calendar. */
  issuedOn: isoDate,
  /** null for a credit note. */
  payableBy: isoDate.nullable(),
  /** The days that its lines are about lie in [startsOn, endsBefore). */
  startsOn: isoDate,
  endsBefore: isoDate,
  currency: z.string().length(3),
  netMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  lines: z.number().int(),
  postedAt: isoInstant,
  postedBy: z.string(),
  /** The run that made it; null for goodwill. */
  runId: id.nullable(),
  /** Why goodwill was given. */
  reason: z.string().nullable(),
});
export type InvoiceRow = z.infer<typeof invoiceRow>;

export const billedAmendment = z.object({
  id,
  kind: z.string(),
  effectiveOn: isoDate,
  /** null for the customer's contacts. */
  reason: z.string().nullable(),
});

/** What one line says of its amount, posted or not: whom, which days, of which period at which price, and by which amendment. */
export const billedLine = z.object({
  kind: z.enum(["charge", "credit", "goodwill"]),
  lineId: id,
  lineNumber: z.string(),
  service: z.string(),
  scope: z.enum(["asset", "product", "site", "account"]),
  assetId: id.nullable(),
  /** The subject in words, such as a serial, and what it is, such as the product's name. */
  title: z.string(),
  detail: z.string(),
  startsOn: isoDate,
  endsBefore: isoDate,
  periodStartsOn: isoDate,
  periodEndsBefore: isoDate,
  /** The price of the whole period, of which `numerator` of `denominator` days are charged or credited. */
  priceMinor: minor,
  numerator: z.number().int(),
  denominator: z.number().int(),
  amountMinor: minor,
  /** Of a credit, what goodwill had given back already. */
  withheldMinor: minor,
  /** The rate of tax in basis points: 2000 is 20 %. */
  taxBp: z.number().int(),
  taxMinor: minor,
  amendment: billedAmendment.nullable(),
});

export const invoiceLine = billedLine.extend({
  id,
  ordinal: z.number().int(),
  /** Of a credit, the charge that it takes from. */
  charge: z.object({ lineId: id, invoiceId: id, invoiceNumber: z.string() }).nullable(),
  /** Of a charge, what is left of it, and what took the rest. */
  leftMinor: minor.nullable(),
  credits: z.array(z.object({ invoiceId: id, invoiceNumber: z.string(), amountMinor: minor })),
});
export type InvoiceLine = z.infer<typeof invoiceLine>;

export const supplier = z.object({
  name: z.string(),
  /** Lines parted by line breaks. */
  address: z.string(),
  taxNumber: z.string(),
  paymentDetails: z.string(),
});
export type Supplier = z.infer<typeof supplier>;

const taxShare = z.object({ taxBp: z.number().int(), netMinor: minor, taxMinor: minor });

export const invoiceDetail = invoiceRow.extend({
  supplier,
  customer: z.object({ name: z.string(), reference: z.string().nullable() }),
  /** Net and tax by rate, the lowest rate first. */
  taxes: z.array(taxShare),
  /** The first page of its lines; the next by the lines' own endpoint. */
  linePage: page(invoiceLine),
});
export type InvoiceDetail = z.infer<typeof invoiceDetail>;

const invoiceFilter = z.object({
  contractId: id.optional(),
  accountId: id.optional(),
  runId: id.optional(),
  kind: documentKind.optional(),
  /** Part of the document's or the contract's number. */
  q: z.string().max(200).optional(),
  /** Issued on or after, and on or before. */
  from: isoDate.optional(),
  through: isoDate.optional(),
  /** As known then: what was posted later is left out (COV9). */
  knownAt: knownAt.optional(),
});

export const listInvoices = endpoint({
  method: "GET",
  path: "/api/v1/invoices",
  tag: "billing",
  summary: "Invoices and credit notes, the latest posted first; a contact sees those of their own account.",
  query: pageQuery.extend(invoiceFilter.shape),
  reply: page(invoiceRow),
  problems: ["not_found"],
});
export const getInvoice = endpoint({
  method: "GET",
  path: "/api/v1/invoices/{id}",
  tag: "billing",
  summary: "An invoice or credit note: who, what, how much, and its first lines.",
  params: byId,
  query: z.object({ knownAt: knownAt.optional() }),
  reply: invoiceDetail,
  problems: ["not_found"],
});
export const listInvoiceLines = endpoint({
  method: "GET",
  path: "/api/v1/invoices/{id}/lines",
  tag: "billing",
  summary: "The lines of an invoice or credit note.",
  params: byId,
  query: pageQuery.extend({ knownAt: knownAt.optional() }),
  reply: page(invoiceLine),
  problems: ["not_found"],
});
export const getInvoicePdf = endpoint({
  method: "GET",
  path: "/api/v1/invoices/{id}/pdf",
  tag: "billing",
  summary: "The document as the customer gets it.",
  params: byId,
  reply: z.unknown(),
  transaction: "none",
  problems: ["not_found"],
});
export const exportInvoices = endpoint({
  method: "GET",
  path: "/api/v1/invoices/export",
  tag: "billing",
  summary: "The lines of the invoices and credit notes that the filters leave, for accounting: a row each.",
  query: invoiceFilter.extend({ format: z.enum(["csv", "xlsx"]).default("csv") }),
  reply: z.unknown(),
  transaction: "none",
  problems: ["not_found", "too_large"],
});
export const giveGoodwill = endpoint({
  method: "POST",
  path: "/api/v1/invoices/{id}/lines/{lineId}/goodwill",
  tag: "billing",
  summary: "Gives money of a charge back by a credit note, and no days: at most what is left of it (BIL2).",
  params: z.object({ id, lineId: id }),
  body: z.strictObject({
    /** What is given back before tax, above nothing. */
    amountMinor: z.string().regex(/^[1-9]\d{0,17}$/),
    reason: z.string().trim().min(1).max(1000),
  }),
  reply: invoiceDetail,
  status: 201,
  creates: true,
  problems: ["not_found", "refused"],
});

export const currencyTotal = z.object({
  currency: z.string().length(3),
  contracts: z.number().int(),
  invoices: z.number().int(),
  creditNotes: z.number().int(),
  lines: z.number().int(),
  chargedMinor: minor,
  /** Not above 0. */
  creditedMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
});
export type CurrencyTotal = z.infer<typeof currencyTotal>;

export const billingRun = z.object({
  id,
  through: isoDate,
  /** A preview: nothing was posted. */
  dryRun: z.boolean(),
  status: z.enum(["running", "done", "cancelled", "failed"]),
  actorName: z.string(),
  createdAt: isoInstant,
  finishedAt: isoInstant.nullable(),
  /** Contracts looked at, of how many. */
  progress: z.object({ done: z.number().int(), of: z.number().int() }),
  totals: z.array(currencyTotal),
  /** Contracts that could not be billed; the others were. */
  problems: z.number().int(),
  /** Why it did not come to its end, and what to do. */
  problem: z.string().nullable(),
});
export type BillingRun = z.infer<typeof billingRun>;

export const billingResult = z.object({
  contractId: id,
  contractNumber: z.string(),
  accountId: id,
  accountName: z.string(),
  currency: z.string().length(3),
  lines: z.number().int(),
  chargedMinor: minor,
  creditedMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  invoiceId: id.nullable(),
  invoiceNumber: z.string().nullable(),
  creditNoteId: id.nullable(),
  creditNoteNumber: z.string().nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type BillingResult = z.infer<typeof billingResult>;

export const listBillingRuns = endpoint({
  method: "GET",
  path: "/api/v1/billing/runs",
  tag: "billing",
  summary: "Billing runs, newest first.",
  query: pageQuery,
  reply: page(billingRun),
});
export const startBillingRun = endpoint({
  method: "POST",
  path: "/api/v1/billing/runs",
  tag: "billing",
  summary:
    "Posts everything due through a day that is not invoiced yet, or with dryRun says what would be posted; goes on in the background, see progress.",
  body: z.strictObject({ through, dryRun: z.boolean().default(false), contractId: id.optional() }),
  reply: billingRun,
  status: 202,
  creates: true,
  transaction: "none",
  problems: ["not_found"],
});
export const getBillingRun = endpoint({
  method: "GET",
  path: "/api/v1/billing/runs/{id}",
  tag: "billing",
  summary: "A billing run: progress, totals per currency.",
  params: byId,
  reply: billingRun,
  problems: ["not_found"],
});
export const listBillingResults = endpoint({
  method: "GET",
  path: "/api/v1/billing/runs/{id}/contracts",
  tag: "billing",
  summary: "What a run found, by contract and account: what it posted or would post, and what stopped it.",
  params: byId,
  query: pageQuery.extend({ problems: z.enum(["only"]).optional() }),
  reply: page(billingResult),
  problems: ["not_found"],
});
export const cancelBillingRun = endpoint({
  method: "POST",
  path: "/api/v1/billing/runs/{id}/cancel",
  tag: "billing",
  summary: "Stops a run; what it has posted stays, and another run goes on from there.",
  params: byId,
  reply: billingRun,
  problems: ["not_found", "conflict"],
});

export const unpostedDocument = z.object({
  kind: documentKind,
  accountId: id,
  accountName: z.string(),
  netMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  lineCount: z.number().int(),
  /** The first of them, as many as a page holds. */
  lines: z.array(billedLine),
});

export const previewBilling = endpoint({
  method: "GET",
  path: "/api/v1/billing/preview",
  tag: "billing",
  summary: "The documents that a run through a day would post for one contract now.",
  query: z.object({ contractId: id, through }),
  reply: z.object({
    contractId: id,
    through: isoDate,
    currency: z.string().length(3),
    documents: z.array(unpostedDocument),
    /** What would stop it, and what to do. */
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  problems: ["not_found"],
});

export const billingSettings = supplier.extend({
  /** Days from issue until an invoice is payable. */
  paymentDays: z.number().int().min(0).max(365),
  /** Whose calendar dates the documents. */
  timeZone: z.string(),
});
export type BillingSettings = z.infer<typeof billingSettings>;

export const getBillingSettings = endpoint({
  method: "GET",
  path: "/api/v1/billing/settings",
  tag: "billing",
  summary: "Who issues documents, as printed on those to come.",
  reply: billingSettings,
});
export const changeBillingSettings = endpoint({
  method: "PUT",
  path: "/api/v1/billing/settings",
  tag: "billing",
  summary: "Changes who issues documents; those posted stay as they are.",
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    address: z.string().trim().max(1000),
    taxNumber: z.string().trim().max(100),
    paymentDetails: z.string().trim().max(1000),
    paymentDays: billingSettings.shape.paymentDays,
    timeZone: z.string().max(100),
  }),
  reply: billingSettings,
  problems: ["refused"],
});
