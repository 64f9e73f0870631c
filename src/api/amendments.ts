/** Amendments on the wire (COV8): preview what a change would do, record it, take it back, hand in a spreadsheet of changes. */

import { z } from "zod";
import { amendmentEffects } from "./amendment-effects.ts";
import { endpoint } from "./endpoint.ts";
import { byId, id, inCountedYears, isoDate, isoInstant } from "./values.ts";

/** Subjects that one amendment may name: a large estate at once, and no more than is answered while somebody waits. */
export const maxCovered = 20_000;
export const maxChanges = 20_000;
/** A spreadsheet of that many rows. */
export const maxSheetBytes = 8 * 1024 * 1024;

const day = isoDate.regex(inCountedYears, "must lie in the years 1900 to 2999");
const name = z.string().trim().min(1).max(200);
/** The price of a year in minor units of the contract's currency, as digits. */
const yearlyMinor = z.string().regex(/^\d{1,15}$/);
/** The number of a line of the contract, as printed on it. */
const line = name;

/** A thing to be covered, by what it is known by. A product or an account without `accountId` is the contract's own account's. */
const subjectFields = {
  assetId: id.optional(),
  serial: name.optional(),
  assetTag: name.optional(),
  productId: id.optional(),
  siteId: id.optional(),
  accountId: id.optional(),
};
export const wireSubject = z
  .strictObject({ ...subjectFields, coversParts: z.boolean().optional(), coversSubAccounts: z.boolean().optional() })
  .describe("One of assetId, serial, assetTag, productId (perhaps with accountId), siteId, accountId.");
/** What is covered already. The line may be left out where one line of the contract alone covers the subject. */
export const wireCovered = z.strictObject({ line: line.optional(), ...subjectFields });

/** What becomes of what is recorded for later than the change (COV13). Left out where nothing is; there is no default. */
const laterFacts = z.enum(["keep", "supersede"]).optional();
const covered = z.array(wireCovered).min(1).max(maxCovered);
const plan = { plan: name.optional().describe("The plan's name."), planId: id.optional() };

/** A line that is new: numbered after the last, for the days of what it is made with, unless it says otherwise. */
const newLine = z.strictObject({
  number: line.optional(),
  service: name.optional(),
  startsOn: day.optional(),
  endsBefore: day.nullable().optional(),
});

const add = z.strictObject({
  kind: z.literal("add"),
  line: z.union([line, newLine]).optional().describe("The number of a line, or a new line; left out: a new line."),
  subjects: z.array(wireSubject).min(1).max(maxCovered),
  ...plan,
  yearlyMinor,
  startsOn: day,
  endsBefore: day.nullable().optional().describe("Left out: as long as the line."),
  laterFacts,
});
const remove = z.strictObject({ kind: z.literal("remove"), covered, lastDay: day, laterFacts });
const replace = z.strictObject({
  kind: z.literal("replace"),
  covered: wireCovered,
  by: wireSubject,
  lastDay: day,
  laterFacts,
});
const move = z.strictObject({ kind: z.literal("move"), covered, ...plan, effectiveOn: day, laterFacts });
const reprice = z.strictObject({
  kind: z.literal("reprice"),
  covered,
  yearlyMinor: yearlyMinor.optional(),
  byPercent: z
    .string()
    .regex(/^[+-]?\d{1,4}(\.\d{1,4})?$/)
    .optional()
    .describe("In place of a price: what is added to each one's price, such as 3.5 or -10. Half a minor unit is rounded up."),
  effectiveOn: day,
  laterFacts,
});
const extend = z.strictObject({
  kind: z.literal("extend"),
  endsBefore: day.nullable(),
  carries: z.enum(["what_runs_to_the_end", "nothing"]),
});
const shorten = z.strictObject({
  kind: z.literal("shorten"),
  lastDay: day,
  agreedClamps: z.array(wireCovered).max(maxCovered).optional(),
});
const suspend = z.strictObject({ kind: z.literal("suspend"), startsOn: day, resumesOn: day.nullable() });
const resume = z.strictObject({
  kind: z.literal("resume"),
  effectiveOn: day,
  agreedClamps: z.array(wireCovered).max(maxCovered).optional(),
});
const cancel = z.strictObject({ kind: z.literal("cancel"), lastDay: day, laterFacts });
const transfer = z.strictObject({ kind: z.literal("transfer"), accountId: id, effectiveOn: day, laterFacts });
const correct = z.strictObject({
  kind: z.literal("correct"),
  covered: wireCovered,
  startsOn: day,
  endsBefore: day,
  to: z
    .strictObject({ ...plan, yearlyMinor })
    .nullable()
    .describe("null: not covered on these days."),
});

/** The changes of COV8; `lastDay` is still covered (COV3). */
export const wireChange = z.discriminatedUnion("kind", [
  add,
  remove,
  replace,
  move,
  reprice,
  extend,
  shorten,
  suspend,
  resume,
  cancel,
  transfer,
  correct,
]);
export type WireChange = z.infer<typeof wireChange>;
export type WireSubject = z.infer<typeof wireSubject>;
export type WireCovered = z.infer<typeof wireCovered>;

const wanted = {
  changes: z.array(wireChange).min(1).max(maxChanges).optional().describe("All of them land, or none."),
  reverse: id.optional().describe("In place of changes: the amendment to take back."),
};
const reason = z.string().trim().min(1).max(2000);

export const amendmentKind = z.enum([
  "activate",
  "add",
  "remove",
  "replace",
  "move",
  "reprice",
  "extend",
  "shorten",
  "suspend",
  "resume",
  "cancel",
  "transfer",
  "correct",
  "several",
  "reverse",
]);

export const amendmentRow = z.object({
  id,
  kind: amendmentKind,
  /** The first day on which it makes a difference. */
  effectiveOn: isoDate,
  reason: z.string(),
  authorName: z.string(),
  origin: z.enum(["import", "person", "key"]),
  recordedAt: isoInstant,
  /** What it takes back. */
  reverses: id.nullable(),
  /** What takes it back, as it now stands. */
  reversedBy: id.nullable(),
  /** The changes as they were asked for; of an import what it noted. */
  changes: z.unknown(),
  /** Facts that it ended, and that it recorded. */
  closed: z.number().int(),
  opened: z.number().int(),
});
export type AmendmentRow = z.infer<typeof amendmentRow>;

export const amendmentPreview = z.object({
  effects: amendmentEffects,
  /** What these effects were computed from: handed back with the amendment, it is refused where they are no longer the same. */
  basis: z.string(),
});
export type AmendmentPreview = z.infer<typeof amendmentPreview>;

/** What was recorded since a preview was made. */
export const changedSince = z.object({
  amendments: z.array(
    amendmentRow.pick({ id: true, kind: true, effectiveOn: true, reason: true, authorName: true, recordedAt: true }),
  ),
  invoices: z.array(z.object({ id, number: z.string(), postedAt: isoInstant, authorName: z.string() })),
});

export const previewAmendment = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/amendments/preview",
  tag: "amendments",
  summary: "What an amendment would do: coverage, money, budget, tickets. Nothing is recorded.",
  params: byId,
  body: z.strictObject({ ...wanted, reason: reason.optional() }),
  reply: amendmentPreview,
  problems: ["not_found", "conflict", "refused"],
});
export const amendContract = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/amendments",
  tag: "amendments",
  summary:
    "Records an amendment. With the basis of a preview that no longer holds it is refused, with what changed and a fresh preview.",
  params: byId,
  body: z.strictObject({ ...wanted, reason, basis: z.string().max(200).optional() }),
  reply: z.object({ amendment: amendmentRow, effects: amendmentEffects }),
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "outdated_preview", "refused"],
});
export const listAmendments = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/amendments",
  tag: "amendments",
  summary: "A contract's amendments, the latest first.",
  params: byId,
  reply: z.object({ rows: z.array(amendmentRow) }),
  problems: ["not_found"],
});
export const readAmendmentSheet = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/amendments/sheet",
  tag: "amendments",
  summary:
    "Reads changes from a CSV or XLSX file (multipart/form-data): serial or tag, action (add, remove, replace, reprice, move), day, price, plan, line, new serial. Nothing is recorded: preview and record what comes back.",
  params: byId,
  reply: z.object({
    rows: z.number().int(),
    changes: z.array(wireChange),
    /** Rows that are in none of the changes. */
    refused: z.array(z.object({ row: z.number().int(), column: z.string().nullable(), code: z.string(), message: z.string() })),
  }),
  problems: ["not_found", "too_large", "refused"],
  transaction: "none",
});
