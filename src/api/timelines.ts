/** The coverage timeline: a row per subject, a bar per coverage. The same picture wherever it appears. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, inCountedYears, isoDate, isoInstant } from "./values.ts";

export const timelineBar = z.object({
  coverageId: id,
  source: z.enum(["contract", "warranty"]),
  contractId: id.nullable(),
  contractNumber: z.string().nullable(),
  lineNumber: z.string().nullable(),
  plan: z.string(),
  scope: z.enum(["asset", "product", "site", "account"]),
  service: z.string(),
  startsOn: isoDate,
  endsBefore: isoDate.nullable(),
  endReason: z.enum(["term", "removed", "cancelled"]),
  timeZone: z.string(),
  /** Agreed for these days, and covered for nobody. */
  suspended: z.boolean(),
});
export type TimelineBar = z.infer<typeof timelineBar>;

export const timelineRow = z.object({
  /** The id of what is covered; of a contract's row that of the line, then of what it covers there. */
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  bars: z.array(timelineBar),
});
export type TimelineRow = z.infer<typeof timelineRow>;

export const timelineMark = z.object({
  id,
  contractId: id,
  contractNumber: z.string(),
  kind: z.string(),
  effectiveOn: isoDate,
  recordedAt: isoInstant,
  reason: z.string(),
});

export const getTimeline = endpoint({
  method: "GET",
  path: "/api/v1/timelines",
  tag: "contracts",
  summary: "Coverage over time of one asset, one contract or one account, as known at `knownAt` (COV9).",
  query: z.object({
    assetId: id.optional(),
    contractId: id.optional(),
    accountId: id.optional(),
    knownAt: isoInstant.regex(inCountedYears, "is of the years 1900 to 2999").optional(),
  }),
  reply: z.object({
    today: isoDate,
    rows: z.array(timelineRow),
    /** Rows left out because the account or contract has more than a screen can hold. */
    rowsLeftOut: z.number().int(),
    marks: z.array(timelineMark),
  }),
  problems: ["not_found", "validation_failed"],
});
