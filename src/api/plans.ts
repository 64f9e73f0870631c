/** Support plans on the wire: what they promise in versions, templates to make them from, trying terms out, the order of preference. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { decision, moment } from "./entitlements.ts";
import { planTerms } from "./plan-terms.ts";
import { byId, channel, id, inCountedYears, isoDate, isoInstant, severity, trace } from "./values.ts";

const name = z.string().trim().min(1).max(100);
const reason = z.string().trim().min(1).max(1000);
const countedDay = isoDate.regex(inCountedYears, "is of the years 1900 to 2999");

const planHead = z.object({
  id,
  name,
  /** Counts changes of the plan; `If-Match` of each. */
  revision: z.number().int(),
  /** Offered for nothing new since then; what names it stays as it is. */
  retiredAt: isoInstant.nullable(),
  /** What callers get of whom nobody knows who they are (ENT10). */
  isDefault: z.boolean(),
  /** How many contracts name it. */
  contracts: z.number().int(),
});

export const planRow = planHead.extend({
  /** The version in force today (UTC). */
  version: z.number().int(),
  effectiveOn: isoDate,
  terms: planTerms,
  /** The next version that is recorded already. */
  next: z.object({ version: z.number().int(), effectiveOn: isoDate }).nullable(),
});

export const planVersionRow = z.object({
  id,
  version: z.number().int(),
  effectiveOn: isoDate,
  /** The day of the version after it; null where none is recorded, or where it never holds. */
  endsBefore: isoDate.nullable(),
  /** Of today (UTC). "superseded": a later version holds from the same day or another took its place. */
  phase: z.enum(["past", "now", "to_come", "superseded"]),
  terms: planTerms,
  reason: z.string(),
  recorded: trace,
});
export const planDetail = planHead.extend({
  /** The latest first. */
  versions: z.array(planVersionRow),
});
export type PlanDetail = z.infer<typeof planDetail>;

export const listPlans = endpoint({
  method: "GET",
  path: "/api/v1/plans",
  tag: "plans",
  summary: "Support plans by name with their terms in force today, retired ones among them.",
  reply: z.object({ rows: z.array(planRow) }),
});
export const getPlan = endpoint({
  method: "GET",
  path: "/api/v1/plans/{id}",
  tag: "plans",
  summary: "A support plan with all its versions.",
  params: byId,
  reply: planDetail,
  problems: ["not_found"],
});
export const createPlan = endpoint({
  method: "POST",
  path: "/api/v1/plans",
  tag: "plans",
  summary: "Makes a plan, from a template or from terms. Its first version holds for all days before the second.",
  body: z.strictObject({
    name,
    /** One of the two. */
    templateId: id.optional(),
    terms: planTerms.optional(),
    reason: reason.default("made"),
  }),
  reply: planDetail,
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "refused"],
});
export const changePlan = endpoint({
  method: "PATCH",
  path: "/api/v1/plans/{id}",
  tag: "plans",
  summary: "Renames a plan, retires it, or takes it up again. With `If-Match`.",
  params: byId,
  body: z.strictObject({ name: name.optional(), isRetired: z.boolean().optional() }),
  reply: planDetail,
  problems: ["not_found", "conflict", "refused", "stale_version", "version_required"],
});
export const addPlanVersion = endpoint({
  method: "POST",
  path: "/api/v1/plans/{id}/versions",
  tag: "plans",
  summary: "Gives a plan other terms from a day on. What was promised and decided before stays. With `If-Match`.",
  params: byId,
  body: z.strictObject({
    effectiveOn: countedDay,
    terms: planTerms,
    reason,
    /**
     * "change": from the day on it is another. "correct": the record was wrong; needed for a past day on whose terms decisions
     * rest already. They stay as they were made; who asks about these days from now on is answered by the correction.
     */
    kind: z.enum(["change", "correct"]).default("change"),
    /** What becomes of versions recorded for later days (COV13); there is no default where there are any. */
    laterVersions: z.enum(["keep", "supersede"]).optional(),
  }),
  reply: planDetail,
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "refused", "stale_version", "version_required"],
});

/** What is wrong with terms: where (`/allowances/0/buckets/1/amount`), and what to do. */
export const termsFault = z.object({ pointer: z.string(), code: z.string(), message: z.string() });

export const tryPlan = endpoint({
  method: "POST",
  path: "/api/v1/plans/try",
  tag: "plans",
  summary:
    "What these terms would answer: a decision on an invented contract whose first day is `startsOn`. Nothing is recorded.",
  body: z.strictObject({
    /** As the answer is to call it. */
    name: name.default("This plan"),
    terms: planTerms,
    /** Who asks: nobody is named, a named caller, a contact who is not, somebody unknown at the account. */
    contact: z.enum(["any", "named", "unnamed", "unknown"]).default("any"),
    channel: channel.optional(),
    severity: severity.optional(),
    productId: id.optional(),
    /** Local to `timeZone` without a zone of its own; now when left out. */
    at: moment.optional(),
    timeZone: z.string().max(100).default("UTC"),
    /** The invented contract's first day; it runs for a year. The first day of the year of `at` when left out. */
    startsOn: countedDay.optional(),
    /** What was used of an allowance's bucket in the period of `at`, in its units. */
    used: z
      .array(
        z.strictObject({
          allowance: z.string().max(60),
          bucket: z.string().max(60),
          /** Of what one of its limits admits. */
          limit: z.string().max(60).optional(),
          quantity: z.number().int().min(0),
        }),
      )
      .max(100)
      .default([]),
  }),
  reply: z.object({
    /** Where there are any, the decision is null. */
    faults: z.array(termsFault),
    decision: decision.omit({ handling: true }).nullable(),
  }),
  problems: ["not_found", "refused"],
  transaction: "none",
});

export const planTemplateRow = z.object({
  id,
  name,
  description: z.string(),
  terms: planTerms,
  /** It came with the installation. */
  isBuiltIn: z.boolean(),
  recorded: trace,
});
export const listPlanTemplates = endpoint({
  method: "GET",
  path: "/api/v1/plan-templates",
  tag: "plans",
  summary: "Templates that plans are made from, by name.",
  reply: z.object({ rows: z.array(planTemplateRow) }),
});
export const createPlanTemplate = endpoint({
  method: "POST",
  path: "/api/v1/plan-templates",
  tag: "plans",
  summary: "Makes a template, from a plan's terms in force today or from terms.",
  body: z.strictObject({
    name,
    description: z.string().trim().max(1000).default(""),
    /** One of the two. */
    planId: id.optional(),
    terms: planTerms.optional(),
  }),
  reply: planTemplateRow,
  status: 201,
  creates: true,
  problems: ["not_found", "conflict", "refused"],
});
export const removePlanTemplate = endpoint({
  method: "DELETE",
  path: "/api/v1/plan-templates/{id}",
  tag: "plans",
  summary: "Removes a template that did not come with the installation. Plans made from it stay.",
  params: byId,
  problems: ["not_found", "conflict"],
});

export const ranking = z.object({
  /** From the most preferred to the least (ENT3), each once. */
  scopes: z.array(z.enum(["asset", "parent_asset", "product", "site", "account", "default_plan"])),
  sources: z.array(z.enum(["contract", "warranty"])),
});
export const rankingInForce = ranking.extend({
  version: z.number().int(),
  /** The latest first, the one in force among them. */
  history: z.array(ranking.extend({ version: z.number().int(), reason: z.string(), recorded: trace })),
});
export const getRanking = endpoint({
  method: "GET",
  path: "/api/v1/ranking",
  tag: "plans",
  summary: "Which of several covers is preferred (ENT3), and which orders held before.",
  reply: rankingInForce,
});
export const changeRanking = endpoint({
  method: "PUT",
  path: "/api/v1/ranking",
  tag: "plans",
  summary: "Gives another order of preference, from now on. With `If-Match`.",
  body: z.strictObject({ ...ranking.shape, reason }),
  reply: rankingInForce,
  problems: ["refused", "stale_version", "version_required"],
});
export const setDefaultPlan = endpoint({
  method: "PUT",
  path: "/api/v1/default-plan",
  tag: "plans",
  summary: "Which plan callers get of whom nobody knows who they are (ENT10); null: none.",
  body: z.strictObject({ planId: id.nullable() }),
  problems: ["not_found", "refused"],
});
