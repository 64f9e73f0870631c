/** Recorded decisions made again (ENT3, ENT13): as they were, or with something of the rules supposed otherwise. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { planTerms } from "./plan-terms.ts";
import { ranking } from "./plans.ts";
import { handlingKind, policy } from "./policy.ts";
import { id, isoDate, isoInstant, money } from "./values.ts";

/** Decisions that one page may replay: about a second's work. */
export const maxReplayed = 5000;

const said = z.object({
  outcome: z.enum(["entitled", "not_entitled", "undecided"]),
  /** "SC-2001 line 1, Gold", "warranty", or the default plan's name; null where nothing covers. */
  coveredBy: z.string().nullable(),
  /** What was, or would be, done with a no; null where there is none, and where no policy was asked. */
  handling: handlingKind.nullable(),
});

export const replayDifference = z.object({
  decisionId: id,
  decidedAt: isoInstant,
  accountName: z.string().nullable(),
  /** The serial of the asset that it was about. */
  serial: z.string().nullable(),
  ticket: z.object({ id, number: z.string(), subject: z.string() }).nullable(),
  before: said,
  after: said,
  /** Why it comes out as it does now, in a sentence. */
  reason: z.string(),
  /** What the work on its ticket has cost so far; null where there is none, or no hourly rate. */
  cost: money.nullable(),
  /** It would be turned away, or made to wait for a quote, though by what is known today it was covered, or somebody overrode it. */
  wrongly: z.boolean(),
});
export type ReplayDifference = z.infer<typeof replayDifference>;

export const replayDecisions = endpoint({
  method: "POST",
  path: "/api/v1/decisions/replay",
  tag: "entitlements",
  summary:
    "Makes recorded decisions again from their facts, page by page, and lists those that come out differently; writes nothing.",
  body: z.strictObject({
    /** Decisions made on this day or later (UTC). */
    since: isoDate,
    /** Decisions made on this day or before (UTC). */
    through: isoDate.optional(),
    limit: z.number().int().min(1).max(maxReplayed).default(1000),
    /** Where the page before ended, as its `nextCursor` said. */
    cursor: z.string().max(500).optional(),
    /** What is supposed to have held instead. Then those are listed whose outcome, cover or handling would have been another. */
    with: z
      .strictObject({
        policy: policy.optional(),
        ranking: ranking.optional(),
        plan: z.strictObject({ planId: id, terms: planTerms }).optional(),
      })
      .optional(),
  }),
  reply: z.object({
    replayed: z.number().int(),
    same: z.number().int(),
    differences: z.array(replayDifference),
    /** null on the last page. */
    nextCursor: z.string().nullable(),
  }),
  problems: ["refused"],
  transaction: "read",
});
