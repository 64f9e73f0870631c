/** Policy for a no on the wire (ENT7), goodwill (ENT9), and how far an account's records can be relied on (ENT8). */

import { z } from "zod";
import { endpoint, type ReplyOf } from "./endpoint.ts";
import { isoMonth } from "./projects.ts";
import { byId, channel, id, inCountedYears, isoDate, isoInstant, money, page, pageQuery, severity } from "./values.ts";

/** Rules that a policy may have, and ids that a rule may name: far more than anybody reads. */
export const maxPolicyRules = 2000;
const maxNamed = 5000;
/** Records that one call verifies. */
export const maxVerified = 5000;
const why = z.string().trim().min(1, "say why").max(2000);
const countedDay = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");

/** What is done with a no: serve and record; serve and tell; refuse and send to renewals; serve against an approved quote. */
export const handlingKind = z.enum(["observe", "advise", "enforce", "bill"]);

const admits = <T extends z.ZodType>(of: T) =>
  z.union([
    z.literal("any"),
    z.literal("none"),
    z.strictObject({ only: z.array(of).min(1, "name some, or say any").max(maxNamed) }),
  ]);

const policyRule = z.strictObject({
  key: z.string().max(100),
  accounts: admits(id),
  plans: admits(id),
  channels: admits(channel),
  severities: admits(severity),
  handling: handlingKind,
  /** From which confidence in the account it holds, in hundredths of a percent, and what is done below. */
  confidence: z.union([z.literal("any"), z.strictObject({ fromBp: z.number(), below: handlingKind })]),
});

export const policy = z.strictObject({
  /** The most specific that fits decides; of equally specific ones, the first. */
  rules: z.array(policyRule).max(maxPolicyRules, `a policy has at most ${maxPolicyRules} rules`),
  /** Where no rule fits. */
  otherwise: handlingKind,
  severity1: z.enum(["exempt", "as_others"]),
  /** For so many days after cover has ended nobody is turned away, nor made to wait for a quote. */
  graceDays: z.number(),
  withoutGoodwill: z.enum(["enforce", "bill"]),
  /** Which cover a ticket has when it was decided again with another answer (ENT11). */
  onRedecision: z.enum(["keep", "switch", "ask"]),
});
export type PolicyReply = z.infer<typeof policy>;

const policyVersion = z.object({
  /** Null for the policy that holds until somebody sets one. */
  id: id.nullable(),
  /** Counted from 1; 0 for the policy that holds until somebody sets one. It is the ETag, and `If-Match` of a change. */
  version: z.number().int(),
  policy,
  reason: z.string(),
  author: z.string(),
  /** Null for version 0. */
  recordedAt: isoInstant.nullable(),
});
export type PolicyVersion = z.infer<typeof policyVersion>;

export const getPolicy = endpoint({
  method: "GET",
  path: "/api/v1/policy",
  tag: "policy",
  summary: "What is done with a no: the policy in force, and the names of the accounts and plans in its rules.",
  reply: policyVersion.extend({ names: z.array(z.object({ id, name: z.string() })) }),
});

export const changePolicy = endpoint({
  method: "PUT",
  path: "/api/v1/policy",
  tag: "policy",
  summary: "Records another version of the policy, which holds from now on. Send the version that it follows as `If-Match`.",
  body: z.strictObject({ policy, reason: why }),
  reply: policyVersion.extend({ names: z.array(z.object({ id, name: z.string() })) }),
  problems: ["refused", "stale_version", "version_required"],
});

export const listPolicyVersions = endpoint({
  method: "GET",
  path: "/api/v1/policy/versions",
  tag: "policy",
  summary: "All that the policy ever was, the latest first.",
  query: pageQuery,
  reply: page(policyVersion),
});

const goodwill = z.object({
  accountId: id,
  /** How often a budget was set; the ETag, and `If-Match` of a change. 0: never. */
  version: z.number().int(),
  year: z.number().int(),
  /** What may be served for nothing in a calendar year; null: as much as there is. */
  budget: money.nullable(),
  /** What the work on this year's exceptions comes to; null where no hourly rate turns minutes into money. */
  spent: money.nullable(),
  spentMinutes: z.number().int(),
  /** Null where there is no budget. Never below zero. */
  left: money.nullable(),
  history: z.array(z.object({ budget: money.nullable(), reason: z.string(), author: z.string(), recordedAt: isoInstant })),
});
export type Goodwill = z.infer<typeof goodwill>;

export const getGoodwill = endpoint({
  method: "GET",
  path: "/api/v1/accounts/{id}/goodwill",
  tag: "policy",
  summary: "An account's goodwill budget for a calendar year, and what has been served for nothing in the year.",
  params: byId,
  reply: goodwill,
  problems: ["not_found"],
});

export const setGoodwill = endpoint({
  method: "PUT",
  path: "/api/v1/accounts/{id}/goodwill",
  tag: "policy",
  summary: "Sets what may be served to an account for nothing in a calendar year, in its currency; null: as much as there is.",
  params: byId,
  body: z.strictObject({
    budgetMinor: z
      .string()
      .regex(/^\d{1,15}$/, "is an amount in minor units, such as 50000")
      .nullable(),
    reason: why,
  }),
  reply: goodwill,
  problems: ["not_found", "stale_version", "version_required"],
});

export const confidencePart = z.object({
  key: z.enum(["serials", "contracts", "decisions"]),
  good: z.number().int(),
  of: z.number().int(),
  /** Hundredths of a percent, rounded down; null where there is nothing to go by. */
  shareBp: z.number().int().nullable(),
  weight: z.number().int(),
  text: z.string(),
});

const confidenceScore = z.object({ scoreBp: z.number().int(), parts: z.array(confidencePart) });

const confidenceRow = confidenceScore.extend({ accountId: id, accountName: z.string() });
export type ConfidenceRow = z.infer<typeof confidenceRow>;

export const getConfidence = endpoint({
  method: "GET",
  path: "/api/v1/accounts/{id}/confidence",
  tag: "policy",
  summary: "How far an account's records can be relied on (ENT8): score, parts, month by month, and what would raise it.",
  params: byId,
  query: z.object({
    /** The months of the history, both included; the last twelve when left out. At most sixty. */
    from: isoMonth.optional(),
    through: isoMonth.optional(),
  }),
  reply: confidenceRow.extend({
    on: isoDate,
    /** As it was at the end of each month; of the present month, today. Nothing done later changes it. */
    history: z.array(z.object({ month: isoMonth, on: isoDate, scoreBp: z.number().int() })),
    /** What would raise it, the most first, each by itself. */
    raises: z.array(
      z.object({
        act: z.enum(["verify_serials", "reconcile_contracts"]),
        count: z.number().int(),
        /** The score when all of them are done. */
        scoreBp: z.number().int(),
        text: z.string(),
      }),
    ),
    /** The first of the assets without a verified serial: those that tickets were about most lately come first. */
    unverified: z.array(
      z.object({ assetId: id, serial: z.string().nullable(), tag: z.string().nullable(), productName: z.string().nullable() }),
    ),
    /** The contracts in force that were not reconciled lately, those never reconciled first. */
    unreconciled: z.array(z.object({ contractId: id, contractNumber: z.string(), reconciledOn: isoDate.nullable() })),
  }),
  problems: ["not_found", "refused"],
});
export type AccountConfidence = ReplyOf<typeof getConfidence>;

export const listConfidence = endpoint({
  method: "GET",
  path: "/api/v1/confidence",
  tag: "policy",
  summary: "The confidence in all accounts, the lowest first.",
  query: pageQuery,
  reply: page(confidenceRow),
});

const seen = {
  /** The day on which somebody looked; today when left out, and not a day to come. */
  on: countedDay.optional(),
  note: z.string().trim().max(2000).default(""),
};

export const verifyAsset = endpoint({
  method: "POST",
  path: "/api/v1/assets/{id}/verification",
  tag: "assets",
  summary: "Records that somebody has seen the asset and its serial (ENT8). It counts from now on.",
  params: byId,
  body: z.strictObject(seen),
  reply: z.object({ assetId: id, serial: z.string().nullable(), on: isoDate, by: z.string() }),
  status: 201,
  creates: true,
  problems: ["not_found", "refused"],
});

export const verifyAssets = endpoint({
  method: "POST",
  path: "/api/v1/assets/verifications",
  tag: "assets",
  summary: "The same for many, by id or by serial as typed; serials that nothing bears are told.",
  body: z
    .strictObject({
      ...seen,
      assetIds: z.array(id).max(maxVerified).default([]),
      serials: z.array(z.string().trim().min(1).max(200)).max(maxVerified).default([]),
    })
    .refine(({ assetIds, serials }) => assetIds.length + serials.length > 0, { path: ["serials"], message: "name some assets" }),
  reply: z.object({ verified: z.number().int(), unknownIds: z.array(id), unknownSerials: z.array(z.string()) }),
  problems: ["refused"],
  creates: true,
});

export const reconcileContract = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/reconciliation",
  tag: "contracts",
  summary: "Records that a contract was found to be as finance has it (ENT8). It counts for 90 days.",
  params: byId,
  body: z.strictObject(seen),
  reply: z.object({ contractId: id, contractNumber: z.string(), on: isoDate, by: z.string() }),
  status: 201,
  creates: true,
  problems: ["not_found", "refused"],
});
