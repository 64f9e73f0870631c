/** Tiers on the wire (ALW9): rules by which purchases call for a plan, and what they propose. */

import { z } from "zod";
import { amendmentEffects } from "./amendment-effects.ts";
import { amendmentPreview, amendmentRow } from "./amendments.ts";
import { endpoint } from "./endpoint.ts";
import { admits } from "./plan-terms.ts";
import { byId, id, inCountedYears, isoDate, trace } from "./values.ts";

const reason = z.string().trim().min(1).max(1000);
const day = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");

const wanted = {
  /** Names the rule to programs: "computers". */
  key: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "is small letters, digits and dashes, such as office-computers"),
  /** What is counted, in the plural, as a proposal says it: "computers". */
  noun: z.string().trim().min(1).max(60),
  /** Products, each standing for its branch of the product tree. */
  counts: admits(id),
  /** Contracts that it speaks for: under any plan, or under these and those of its tiers. */
  moves: z.union([z.literal("any"), z.strictObject({ only: z.array(id).max(200) })]),
  active: z.boolean(),
};
const tier = { atLeast: z.number(), planId: id };

export const tierRuleRow = z.object({
  id,
  ...wanted,
  /** The one that asks for most comes first. */
  tiers: z.array(z.object({ ...tier, plan: z.string() })),
  revision: z.number().int(),
  changed: trace,
});
export const writtenTierRule = z.strictObject({
  ...wanted,
  moves: wanted.moves.default("any"),
  active: wanted.active.default(true),
  tiers: z.array(z.strictObject(tier)).max(20),
});

export const listTierRules = endpoint({
  method: "GET",
  path: "/api/v1/tier-rules",
  tag: "tiers",
  summary: "Rules by which what was bought calls for a plan.",
  reply: z.object({ rows: z.array(tierRuleRow) }),
});
export const createTierRule = endpoint({
  method: "POST",
  path: "/api/v1/tier-rules",
  tag: "tiers",
  summary: "Makes a tier rule. It proposes; nothing is changed by it.",
  body: writtenTierRule,
  reply: tierRuleRow,
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "refused"],
});
export const changeTierRule = endpoint({
  method: "PUT",
  path: "/api/v1/tier-rules/{id}",
  tag: "tiers",
  summary: "Writes a tier rule anew, whole. With `If-Match`.",
  params: byId,
  body: writtenTierRule,
  reply: tierRuleRow,
  problems: ["not_found", "conflict", "refused", "stale_version", "version_required"],
});

const planName = z.object({ planId: id, plan: z.string() });
export const tierProposalRow = z.object({
  /** Names rule, contract and present plan. */
  id: z.string(),
  ruleId: id,
  ruleKey: z.string(),
  noun: z.string(),
  accountId: id,
  accountName: z.string(),
  contractId: id,
  contractNumber: z.string(),
  from: planName,
  to: planName.extend({ atLeast: z.number().int() }),
  quantity: z.number().int(),
  /** "512 computers since 1 June 2026, 500 or more: Premium." */
  text: z.string(),
  /** The day from which the other plan has been called for; of one to come, will be. */
  since: isoDate,
  state: z.enum(["open", "declined", "to_come"]),
  /** How many subjects of the contract would move. */
  covered: z.number().int(),
  declined: trace.extend({ reason: z.string() }).nullable(),
});
export type TierProposalRow = z.infer<typeof tierProposalRow>;

export const listTierProposals = endpoint({
  method: "GET",
  path: "/api/v1/tier-proposals",
  tag: "tiers",
  summary: "What the tier rules propose today, reckoned when asked: open ones first, then those to come, then those declined.",
  query: z.object({ accountId: id.optional(), contractId: id.optional() }),
  reply: z.object({ rows: z.array(tierProposalRow) }),
});

const byProposal = z.object({ id: z.string().max(200) });
const moving = {
  /** The day from which the other plan is to hold; today in the contract's zone when left out. */
  effectiveOn: day.optional(),
  /** What becomes of what is recorded for later (COV13). */
  laterFacts: z.enum(["keep", "supersede"]).optional(),
};
export const previewTierProposal = endpoint({
  method: "POST",
  path: "/api/v1/tier-proposals/{id}/preview",
  tag: "tiers",
  summary: "What taking up the proposal would do to the contract. Nothing is recorded.",
  params: byProposal,
  body: z.strictObject(moving),
  reply: amendmentPreview,
  problems: ["not_found", "conflict", "refused"],
});
export const applyTierProposal = endpoint({
  method: "POST",
  path: "/api/v1/tier-proposals/{id}/apply",
  tag: "tiers",
  summary: "Moves the contract's lines from their plan to the tier's, by an amendment.",
  params: byProposal,
  body: z.strictObject({
    ...moving,
    /** The proposal's own words when left out. */
    reason: reason.optional(),
    /** What a preview gave along with its effects. */
    basis: z.string().max(200).optional(),
  }),
  reply: z.object({ amendment: amendmentRow, effects: amendmentEffects }),
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "outdated_preview", "refused"],
});
export const declineTierProposal = endpoint({
  method: "POST",
  path: "/api/v1/tier-proposals/{id}/decline",
  tag: "tiers",
  summary: "Declines a proposal. The same is proposed again only after another tier was called for meanwhile.",
  params: byProposal,
  body: z.strictObject({ reason }),
  reply: tierProposalRow,
  problems: ["not_found", "conflict"],
});
