/**
 * The facts of a decision as they are kept: of the plans only which versions they were. A version is never rewritten, and its terms
 * are much of what a decision is made from and the same for thousands. Those kept earlier have the terms in full.
 */

import { sql, type Kysely } from "kysely";
import type { Facts, PlanFact } from "#core/entitlement/facts.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import { factsOf, type EarlierFacts } from "./earlier-form.ts";

type Tables = Kysely<Pick<DB, "plan_version">>;

export type KeptFacts = (Omit<Facts, "plans"> & { readonly plans: readonly KeptPlan[] }) | EarlierFacts;
type KeptPlan = Omit<PlanFact, "terms"> & { readonly terms?: PlanTerms };

/** The terms of versions of plans, by the version's id. */
export type Terms = ReadonlyMap<string, PlanTerms>;

/** Facts of plans that are on record, to be kept. */
export function keptFacts({ plans, ...facts }: Facts): KeptFacts {
  return { ...facts, plans: plans.map(({ terms: _, ...plan }) => plan) };
}

/** Facts that were kept with a decision, as the rules read them today. */
export function factsFrom(kept: KeptFacts, terms: Terms): Facts {
  if ("uses" in kept) return factsOf(kept);
  return { ...kept, plans: kept.plans.map((plan) => ({ ...plan, terms: plan.terms ?? termsOf(plan, terms) })) };
}

function termsOf({ versionId, name }: KeptPlan, terms: Terms): PlanTerms {
  const found = terms.get(versionId);
  if (found === undefined)
    throw new Error(`There is no version ${versionId} of the plan ${name}, by which something was decided.`);
  return found;
}

/** The terms that these facts were kept without. */
export async function selectTerms(db: Tables, kept: readonly KeptFacts[]): Promise<Terms> {
  const named = new Set(
    kept.flatMap((facts) =>
      "uses" in facts ? [] : facts.plans.flatMap(({ versionId, terms }) => (terms === undefined ? [versionId] : [])),
    ),
  );
  if (named.size === 0) return new Map();
  const { rows } = await sql<{ id: string; terms: PlanTerms }>`
    select id, terms from plan_version where id in ${idSetOf(named)}`.execute(db);
  return new Map(rows.map(({ id, terms }) => [id, terms]));
}
