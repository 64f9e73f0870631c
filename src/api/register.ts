/** The register as read: accounts, contacts, assets and products. */

import { z } from "zod";
import { asOf, contractRow } from "./contracts.ts";
import { endpoint } from "./endpoint.ts";
import { byId, id, isoDate, page, pageQuery } from "./values.ts";

export const accountRow = z.object({
  id,
  reference: z.string().nullable(),
  name: z.string(),
  parentId: id.nullable(),
  parentName: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string(),
  contacts: z.number().int(),
  assets: z.number().int(),
  coveredAssets: z.number().int(),
});

export const contactRow = z.object({
  id,
  accountId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  namedCaller: z.boolean(),
});

export const assetRow = z.object({
  id,
  accountId: id,
  accountName: z.string(),
  serial: z.string().nullable(),
  tag: z.string().nullable(),
  productId: id.nullable(),
  productName: z.string().nullable(),
  maker: z.string().nullable(),
  version: z.string().nullable(),
  siteName: z.string().nullable(),
  environment: z.string().nullable(),
  status: z.enum(["in_use", "spare", "retired"]),
  installedOn: isoDate.nullable(),
  /** Whether anything covers it on the day: "suspended" is agreed, and covered for nobody. */
  cover: z.enum(["covered", "suspended", "none"]),
});

export const listAccounts = endpoint({
  method: "GET",
  path: "/api/v1/accounts",
  tag: "accounts",
  summary: "Accounts by name.",
  query: pageQuery.extend({ q: z.string().max(200).optional() }),
  reply: page(accountRow),
});
export const getAccount = endpoint({
  method: "GET",
  path: "/api/v1/accounts/{id}",
  tag: "accounts",
  summary: "An account with its contacts and contracts.",
  params: byId,
  reply: accountRow.extend({ contactList: z.array(contactRow), contractList: z.array(contractRow) }),
  problems: ["not_found"],
});
export const listAssets = endpoint({
  method: "GET",
  path: "/api/v1/assets",
  tag: "assets",
  summary: "Assets by serial, and whether each is covered on a day, as known at `knownAt` (COV9).",
  query: pageQuery.extend({
    ...asOf.shape,
    q: z.string().max(200).optional(),
    accountId: id.optional(),
    status: z.enum(["in_use", "spare", "retired"]).optional(),
  }),
  reply: page(assetRow),
  problems: ["not_found"],
});
export const getAsset = endpoint({
  method: "GET",
  path: "/api/v1/assets/{id}",
  tag: "assets",
  summary: "An asset, and whether it is covered on a day, as known at `knownAt` (COV9).",
  params: byId,
  query: asOf,
  reply: assetRow.extend({
    /** The last day on which somebody saw it with the serial that it has (ENT8); null: never. */
    verifiedOn: isoDate.nullable(),
  }),
  problems: ["not_found"],
});
export const productRow = z.object({
  id,
  kind: z.enum(["application", "package", "module", "session", "hardware"]),
  maker: z.string(),
  name: z.string(),
  slug: z.string().nullable(),
  partNumber: z.string().nullable(),
  category: z.string().nullable(),
  versions: z.number().int(),
});
/** A day, plain yes or no, or unknown. */
const lifecycle = z.union([isoDate, z.boolean()]).nullable();
export const productVersionRow = z.object({
  id,
  name: z.string(),
  label: z.string().nullable(),
  releasedOn: isoDate.nullable(),
  activeSupportEnds: lifecycle,
  endOfLife: lifecycle,
  extendedSupportEnds: lifecycle,
  discontinued: lifecycle,
  latest: z.string().nullable(),
  latestOn: isoDate.nullable(),
});
export const listProducts = endpoint({
  method: "GET",
  path: "/api/v1/products",
  tag: "products",
  summary: "Products by name, slug or part number.",
  query: pageQuery.extend({ q: z.string().max(200).optional() }),
  reply: page(productRow),
});
export const getProduct = endpoint({
  method: "GET",
  path: "/api/v1/products/{id}",
  tag: "products",
  summary: "A product with its versions.",
  params: byId,
  reply: productRow.extend({ versionList: z.array(productVersionRow) }),
  problems: ["not_found"],
});
