/** Support plans: what a contract promises, in versions. */

import { defaultRanking } from "#core/entitlement/facts.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { standardFrom, standardPlans } from "./standard.ts";
import * as store from "./store.ts";
import type { PlanInForce } from "./store.ts";

export type { PlanInForce } from "./store.ts";

/** The plans that each installation starts with, and ENT3's ranking. What is already there is left as it is; called at each start. */
export async function ensureStandardPlans(ctx: Context): Promise<void> {
  for (const [name, terms] of Object.entries(standardPlans)) {
    const id = ctx.newId();
    if (!(await store.insertPlan(ctx.tx, { id, name, nameKey: nameKey(name) }))) continue;
    await store.insertVersion(ctx.tx, {
      id: ctx.newId(),
      planId: id,
      version: 1,
      effectiveOn: standardFrom,
      terms,
      recordedAt: ctx.now,
    });
  }
  await store.insertSetting(ctx.tx, defaultRanking);
}

/** All plans by name with the terms in force today (UTC), and how many contracts name each. There are few: no pages. */
export async function listPlans(ctx: Context): Promise<PlanInForce[]> {
  permit(ctx.actor, "plans.read");
  return store.selectPlans(ctx.tx, ctx.now.toZonedDateTimeISO("UTC").toPlainDate().toString());
}
