/** The plans, their versions and how they are ranked, kept in memory: each answer of the register tells whether they are still the newest. */

import { sql } from "kysely";
import type { Coverage } from "#core/coverage/coverage.ts";
import { localDays } from "#core/coverage/in-force.ts";
import { defaultRanking, type PlanFact, type Ranking } from "#core/entitlement/facts.ts";
import type { Plan, PlanTerms } from "#core/entitlement/terms.ts";
import { compareText } from "#core/order.ts";
import type { Db } from "#platform/db/database.ts";

/** Versions that are kept; a desk has dozens. Beyond it the oldest would be needed only for dates long past. */
const maxVersions = 2000;

type Version = {
  readonly plan: Plan;
  readonly effectiveOn: string;
  readonly version: number;
  /** In epoch milliseconds. */
  readonly recordedAt: number;
};

/** All versions of all plans, and the installation's settings, at one state of them. */
export type Plans = {
  readonly state: string;
  /** By plan, the latest first. */
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  /** Plans of which some version counts tickets against an allowance. */
  readonly withAllowances: readonly string[];
  readonly defaultPlanId: string | null;
  readonly ranking: Ranking;
};

export const noPlans: Plans = {
  state: "",
  versions: new Map(),
  withAllowances: [],
  defaultPlanId: null,
  ranking: defaultRanking,
};

type Row = {
  readonly id: string;
  readonly plan_id: string;
  readonly name: string;
  readonly version: number;
  readonly effective_on: string;
  readonly terms: PlanTerms;
  /** As text where it comes in JSON. */
  readonly recorded_at: Temporal.Instant | string;
};

/** All that is made into `Plans`. */
export type PlanRows = {
  readonly versions: readonly Row[];
  readonly setting: { readonly default_plan_id: string | null; readonly ranking: unknown } | null;
};

export async function loadPlans(db: Db, state: string): Promise<Plans> {
  const { rows: versions } = await sql<Row>`
    select v.id, v.plan_id, p.name, v.version, v.effective_on, v.terms, v.recorded_at
    from plan_version v join plan p on p.id = v.plan_id`.execute(db);
  const setting = await db.selectFrom("setting").select(["default_plan_id", "ranking"]).executeTakeFirst();
  return plansOf({ versions, setting: setting ?? null }, state);
}

export function plansOf({ versions: rows, setting }: PlanRows, state: string): Plans {
  const versions = rows
    .map(({ id, plan_id, name, version, effective_on, terms, recorded_at }) => ({
      plan: { id: plan_id, versionId: id, name, terms },
      effectiveOn: effective_on,
      version,
      recordedAt: Temporal.Instant.from(recorded_at).epochMilliseconds,
    }))
    .toSorted((a, b) => compareText(b.effectiveOn, a.effectiveOn) || b.version - a.version)
    .slice(0, maxVersions);
  return {
    state,
    versions: Map.groupBy(versions, ({ plan }) => plan.id),
    withAllowances: [...new Set(versions.filter(({ plan }) => plan.terms.allowances.length > 0).map(({ plan }) => plan.id))],
    defaultPlanId: setting?.default_plan_id ?? null,
    ranking: (setting?.ranking as Ranking | undefined) ?? defaultRanking,
  };
}

/** The plans as they were known then (COV9): the versions recorded by that instant, and of a plan that had none yet its first. */
export function plansKnownAt(plans: Plans, { epochMilliseconds: knownAt }: Temporal.Instant): Plans {
  const known = (versions: readonly Version[]): readonly Version[] => {
    const recorded = versions.filter(({ recordedAt }) => recordedAt <= knownAt);
    return recorded.length > 0 ? recorded : [versions.reduce((first, one) => (one.version < first.version ? one : first))];
  };
  return { ...plans, versions: new Map([...plans.versions].map(([id, versions]) => [id, known(versions)])) };
}

/**
 * The version of each plan that these coverages are under, by the day that it is at `at` in the coverage's own zone (COV4); where
 * the midnights of two zones make a difference, the second's with its zone. The default plan's is by the day in UTC.
 */
export function plansFor(plans: Plans, coverages: readonly Coverage[], at: string): PlanFact[] {
  const dayIn = localDays(at);
  const chosen = new Map<string, PlanFact>();
  let before: Coverage | undefined;
  for (const coverage of coverages) {
    const { planId, timeZone } = coverage;
    if (planId === before?.planId && timeZone === before.timeZone) continue;
    before = coverage;
    const plan = planOn(plans, planId, dayIn(timeZone));
    const first = chosen.get(planId);
    if (first === undefined) chosen.set(planId, plan);
    else if (first.versionId !== plan.versionId) chosen.set(`${planId} ${timeZone}`, { ...plan, timeZone });
  }
  const { defaultPlanId } = plans;
  if (defaultPlanId !== null && !chosen.has(defaultPlanId)) chosen.set(defaultPlanId, planOn(plans, defaultPlanId, dayIn("UTC")));
  return [...chosen.values()];
}

/** The plan's version in force on `day`, else its first. Throws where there is no such plan: every coverage names one. */
export function planOn({ versions }: Plans, planId: string, day: string): Plan {
  const all = versions.get(planId);
  if (all === undefined) throw new Error(`There is no plan ${planId}.`);
  return (all.find(({ effectiveOn }) => effectiveOn <= day) ?? all.at(-1)!).plan;
}
