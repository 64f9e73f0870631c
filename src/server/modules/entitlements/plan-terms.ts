/** The plans, their versions and how they are ranked, kept in memory: each answer of the register tells whether they are still the newest. */

import { sql } from "kysely";
import { defaultRanking, type Ranking } from "#core/entitlement/facts.ts";
import type { Plan, PlanTerms } from "#core/entitlement/terms.ts";
import { compareText } from "#core/order.ts";
import type { Db } from "#platform/db/database.ts";

/** Versions that are kept; a desk has dozens. Beyond it the oldest would be needed only for dates long past. */
const maxVersions = 2000;

type Version = { readonly plan: Plan; readonly effectiveOn: string; readonly version: number };

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
};

/** All that is made into `Plans`. */
export type PlanRows = {
  readonly versions: readonly Row[];
  readonly setting: { readonly default_plan_id: string | null; readonly ranking: unknown } | null;
};

export async function loadPlans(db: Db, state: string): Promise<Plans> {
  const { rows: versions } = await sql<Row>`
    select v.id, v.plan_id, p.name, v.version, v.effective_on, v.terms from plan_version v join plan p on p.id = v.plan_id`.execute(
    db,
  );
  const setting = await db.selectFrom("setting").select(["default_plan_id", "ranking"]).executeTakeFirst();
  return plansOf({ versions, setting: setting ?? null }, state);
}

export function plansOf({ versions: rows, setting }: PlanRows, state: string): Plans {
  const versions = rows
    .map(({ id, plan_id, name, version, effective_on, terms }) => ({
      plan: { id: plan_id, versionId: id, name, terms },
      effectiveOn: effective_on,
      version,
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

/** The plan's version in force on `day`, else its first. Throws where there is no such plan: every coverage names one. */
export function planOn({ versions }: Plans, planId: string, day: string): Plan {
  const all = versions.get(planId);
  if (all === undefined) throw new Error(`There is no plan ${planId}.`);
  return (all.find(({ effectiveOn }) => effectiveOn <= day) ?? all.at(-1)!).plan;
}
