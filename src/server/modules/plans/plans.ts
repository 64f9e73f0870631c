/** Support plans: what a contract promises, in versions; templates to make them from; which cover is preferred. */

import { defaultRanking } from "#core/entitlement/facts.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { builtInTemplates } from "./built-in-templates.ts";
import { insertSetting } from "./ranking-store.ts";
import { standardFrom, standardPlans } from "./standard.ts";
import * as store from "./store.ts";
import { insertTemplate } from "./template-store.ts";
import { dayOf } from "./versions.ts";

export * from "./change.ts";
export * from "./ranking.ts";
export * from "./templates.ts";
export { standardPlans } from "./standard.ts";
export { tryPlan } from "./try.ts";

/**
 * The plans and templates that each installation starts with, and ENT3's ranking. What is already there is left as it is; called
 * at each start.
 */
export async function ensureStandardPlans(ctx: Context): Promise<void> {
  const author = { reason: "as installed", authorId: ctx.actor.id, authorName: ctx.actor.name };
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
      ...author,
    });
  }
  for (const template of builtInTemplates)
    await insertTemplate(ctx.tx, { ...template, ...author, id: ctx.newId(), isBuiltIn: true, recordedAt: ctx.now });
  await insertSetting(ctx.tx, { ranking: defaultRanking, recordedAt: ctx.now, ...author });
}

/** All plans by name with the terms in force today (UTC), and how many contracts name each. There are few: no pages. */
export async function listPlans(ctx: Context): Promise<store.PlanInForce[]> {
  permit(ctx.actor, "plans.read");
  return store.selectPlans(ctx.tx, dayOf(ctx.now));
}
