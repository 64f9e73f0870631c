/** Contracts on the wire: as they are, as they were, as they were known; how they are made and signed. */

import { z } from "zod";
import { wireSubject } from "./amendments.ts";
import { endpoint } from "./endpoint.ts";
import { byId, id, inCountedYears, isoDate, isoInstant, money, page, pageQuery, trace } from "./values.ts";

/** COV5: computed when read. */
export const contractState = z.enum(["draft", "signed", "in_force", "suspended", "ended", "cancelled"]);

export const billingEvery = z.enum(["month", "quarter", "year"]);
export const billingTiming = z.enum(["advance", "arrears"]);
/** What happens at the end: it renews by itself, somebody renews it, or it ends. */
export const renewalMode = z.enum(["automatic", "manual", "ends"]);
export const subjectKind = z.enum(["asset", "product", "site", "account"]);
const endReason = z.enum(["term", "removed", "cancelled"]);
const days = z.object({ startsOn: isoDate, endsBefore: isoDate.nullable() });
const countedDay = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");
const countedInstant = isoInstant.regex(inCountedYears, "is of the years 1900 to 2999");

/** What of a contract wants looking at, counted on the day that is read. */
export const contractHealth = z.object({
  /** The day is within the notice period before the end. */
  noticeDue: z.boolean(),
  /** Lines in their days that cover nothing, though the contract is in force. */
  idleLines: z.number().int(),
  /** Assets that are covered though they are retired. */
  retiredAssets: z.number().int(),
  /** Amendments recorded that take effect after the day. */
  amendmentsToCome: z.number().int(),
});

export const contractRow = z.object({
  id,
  number: z.string(),
  /** Whose it is on the day. */
  accountId: id,
  accountName: z.string(),
  plan: z.string(),
  state: contractState,
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
  cancelledOn: isoDate.nullable(),
  billingEvery,
  billingTiming,
  timeZone: z.string(),
  renewalOf: z.string().nullable(),
  renewalMode,
  lines: z.number().int(),
  /** What is agreed for the day, a year: of a contract to come for its first day, of one that is over for its last. */
  yearlyValue: money,
  /** Days still to come, the day itself among them; null for what is open-ended, a draft, or over. */
  daysToEnd: z.number().int().nullable(),
  /** The last day to give notice; null for what is open-ended, a draft, cancelled, or over. */
  noticeBy: isoDate.nullable(),
  health: contractHealth,
});
export type ContractRow = z.infer<typeof contractRow>;

/** A subject in words, and what it is. */
export const subjectRow = z.object({
  kind: subjectKind,
  assetId: id.nullable(),
  productId: id.nullable(),
  siteId: id.nullable(),
  /** Set for an account, and for a product at one. */
  accountId: id.nullable(),
  /** A serial or tag, a product's, site's or account's name. */
  words: z.string(),
  /** What an asset is, whose products are meant; "" where there is nothing to add. */
  detail: z.string(),
});

export const contractLineRow = z.object({
  id,
  number: z.string(),
  service: z.string(),
  scope: subjectKind,
  /** The first of its subjects and how many more there are. */
  subject: z.string(),
  /** The asset, where the line covers one and nothing else. */
  assetId: id.nullable(),
  /** How many subjects it covers or, on some day, covered. */
  subjects: z.number().int(),
  plan: z.string(),
  startsOn: isoDate,
  /** The first day on which it covers none of its subjects any more. */
  endsBefore: isoDate.nullable(),
  endReason,
  /** Nothing is covered by it on the day, because it is suspended. */
  suspended: z.boolean(),
  yearlyValue: money,
  /** Its tax rate in basis points: 2000 is 20 %. */
  taxBp: z.number().int(),
});

export const contractDetail = contractRow.extend({
  /** The day that is read, in the contract's zone. */
  at: isoDate,
  /** Null: as known now. */
  knownAt: isoInstant.nullable(),
  /** The last day on which it was found to be as finance has it (ENT8); null: never. */
  reconciledOn: isoDate.nullable(),
  /** Counts amendments and other changes; `If-Match` of a change of terms. */
  revision: z.number().int(),
  signedOn: isoDate.nullable(),
  /** Billing periods are counted from this day; its day of the month stands unless another is named. */
  anchorOn: isoDate,
  anchorDay: z.number().int().nullable(),
  noticeDays: z.number().int(),
  suspensions: z.array(days),
  suspensionMovesEnd: z.boolean(),
  /** Whose it is from which day on. */
  accounts: z.array(z.object({ startsOn: isoDate, accountId: id, accountName: z.string() })),
  lineList: z.array(contractLineRow),
  linesLeftOut: z.number().int(),
});

/** Of which day, and as known when (COV9). */
export const asOf = z.object({
  /** A day in the contract's zone; today when left out. */
  at: countedDay.optional(),
  /** As it was known then; as it is known now when left out. */
  knownAt: countedInstant.optional(),
});

export const listContracts = endpoint({
  method: "GET",
  path: "/api/v1/contracts",
  tag: "contracts",
  summary: "Contracts by number or by end, their state, money and health computed on a day (COV5).",
  query: pageQuery.extend({
    /** Part of a number, or the beginning of a word of the account's name. */
    q: z.string().max(200).optional(),
    accountId: id.optional(),
    /** Those that name the plan. */
    planId: id.optional(),
    state: contractState.optional(),
    /** Only those that want looking at. */
    attention: z.literal("true").optional(),
    /** "end": the soonest to end first; what has no end comes last. */
    sort: z.enum(["number", "end"]).default("number"),
    at: countedDay.optional(),
  }),
  reply: page(contractRow),
  problems: ["not_found"],
});
export const getContract = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}",
  tag: "contracts",
  summary: "A contract with its lines, on a day, as known at `knownAt` (COV9).",
  params: byId,
  query: asOf,
  reply: contractDetail,
  problems: ["not_found"],
});

/** One subject on one line: its days, and what is agreed for them. */
export const coveredRow = z.object({
  lineId: id,
  line: z.string(),
  service: z.string(),
  subject: subjectRow,
  /** On the day: covered, suspended, not yet, or no more (an interruption counts as one of the two last). */
  phase: z.enum(["covered", "suspended", "before", "after"]),
  /** The stretch of the day, or the nearest to it. */
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
  endReason,
  planId: id,
  plan: z.string(),
  yearlyValue: money,
  /** All its stretches in the order of time. */
  stretches: z.array(days.extend({ plan: z.string(), yearlyMinor: money.shape.minor, suspended: z.boolean(), endReason })),
});
export type CoveredRow = z.infer<typeof coveredRow>;

export const listCovered = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/coverage",
  tag: "contracts",
  summary: "What a contract covers, subject by subject, on a day, as known at `knownAt`; a draft: what it would cover.",
  params: byId,
  query: pageQuery.extend({
    ...asOf.shape,
    lineId: id.optional(),
    /** Part of a serial or tag, or of a name. */
    q: z.string().max(200).optional(),
    phase: coveredRow.shape.phase.optional(),
  }),
  reply: page(coveredRow).extend({ total: z.number().int() }),
  problems: ["not_found"],
});

const minor = z.string().regex(/^\d{1,18}$/, "is a whole number of minor units, such as 120000 for 1,200.00");
const newLine = z.strictObject({
  number: z.string().trim().min(1).max(40),
  service: z.string().trim().min(1).max(100).default("support"),
  /** The contract's days when left out. */
  startsOn: countedDay.optional(),
  endsBefore: countedDay.nullable().optional(),
  taxBp: z.number().int().min(0).max(10_000).default(0),
  covers: z
    .array(
      z.strictObject({
        subject: wireSubject,
        /** The line's days when left out. */
        startsOn: countedDay.optional(),
        endsBefore: countedDay.nullable().optional(),
        /** The contract's plan when left out. */
        planId: id.optional(),
        yearlyMinor: minor,
      }),
    )
    .min(1)
    .max(10_000),
});

export const newContract = z.strictObject({
  number: z.string().trim().min(1).max(100),
  accountId: id,
  planId: id,
  /** The account's when left out. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "is an ISO 4217 code, such as GBP")
    .optional(),
  timeZone: z.string().max(100).optional(),
  startsOn: countedDay,
  /** Null: open-ended. */
  endsBefore: countedDay.nullable(),
  billingEvery: billingEvery.default("year"),
  billingTiming: billingTiming.default("advance"),
  /** The first day when left out. */
  anchorOn: countedDay.optional(),
  anchorDay: z.number().int().min(1).max(31).nullable().default(null),
  noticeDays: z.number().int().min(0).max(3650).default(90),
  renewalMode: renewalMode.default("manual"),
  suspensionMovesEnd: z.boolean().default(false),
  renewalOf: z.string().max(100).nullable().default(null),
  lines: z.array(newLine).max(10_000).default([]),
  /** Signed at once on this day; a draft, which covers nothing, when null. */
  signedOn: countedDay.nullable().default(null),
});
export type NewContract = z.input<typeof newContract>;

export const createContract = endpoint({
  method: "POST",
  path: "/api/v1/contracts",
  tag: "contracts",
  summary: "Makes a contract: a draft, or signed at once; with its lines and what they cover.",
  body: newContract,
  reply: contractDetail,
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "refused"],
});
export const draftContract = endpoint({
  method: "PUT",
  path: "/api/v1/contracts/{id}/draft",
  tag: "contracts",
  summary: "Writes a draft anew, whole. With `If-Match`.",
  params: byId,
  body: newContract.omit({ signedOn: true }),
  reply: contractDetail,
  problems: ["not_found", "conflict", "refused", "stale_version", "version_required"],
});
export const signContract = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/sign",
  tag: "contracts",
  summary: "Signs a draft: from its first day on it covers what its lines say.",
  params: byId,
  body: z.strictObject({
    /** Today in the contract's zone when left out. */
    signedOn: countedDay.optional(),
    reason: z.string().trim().min(1).max(1000).default("signed"),
  }),
  reply: contractDetail,
  problems: ["not_found", "conflict", "refused"],
});
export const changeContract = endpoint({
  method: "PATCH",
  path: "/api/v1/contracts/{id}",
  tag: "contracts",
  summary: "Changes terms that are no dated facts: notice, renewal, tax. With `If-Match`. Dated facts change by amendment.",
  params: byId,
  body: z.strictObject({
    noticeDays: z.number().int().min(0).max(3650).optional(),
    renewalMode: renewalMode.optional(),
    renewalOf: z.string().max(100).nullable().optional(),
    /** Tax rates of lines from now on; what is invoiced stays as it is. */
    lines: z
      .array(z.strictObject({ id, taxBp: z.number().int().min(0).max(10_000) }))
      .max(10_000)
      .optional(),
  }),
  reply: contractDetail,
  problems: ["not_found", "conflict", "refused", "stale_version", "version_required"],
});

/** A change of the terms that are no dated facts. */
export const termsChangeRow = z.object({
  id,
  /** "notice_days", "renewal_mode", "renewal_of", "tax_bp". */
  field: z.string(),
  /** The number of the line, where it is a line's. */
  line: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  changed: trace,
});
export const listTermsChanges = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/changes",
  tag: "contracts",
  summary: "Changes of notice, renewal and tax, the latest first: who and when.",
  params: byId,
  reply: z.object({ rows: z.array(termsChangeRow) }),
  problems: ["not_found"],
});
