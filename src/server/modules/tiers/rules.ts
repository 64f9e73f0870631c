/** Tier rules: which products are counted, and which plan each quantity calls for. */

import type { z } from "zod";
import type * as api from "#api/tiers.ts";
import { checkTierRule, type TierRule } from "#core/tiers/index.ts";
import { listPlans } from "#modules/plans/plans.ts";
import { productsById } from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import type { FieldError } from "#api/problems.ts";
import * as store from "./store.ts";

type Row = z.infer<typeof api.tierRuleRow>;
type Written = z.output<typeof api.writtenTierRule>;

/** By key. There are few: no pages. */
export async function listTierRules(ctx: Context): Promise<{ rows: Row[] }> {
  permit(ctx.actor, "tiers.read");
  const names = await planNames(ctx);
  return { rows: (await store.selectRules(ctx.tx)).map((rule) => rowOf(rule, names)) };
}

/** Throws `conflict` for a key that is taken, and `refused` (ALW9) for a rule that says nothing, or names what is not there. */
export async function createTierRule(ctx: Context, written: Written): Promise<Row> {
  permit(ctx.actor, "tiers.change");
  const rule = signed(ctx, { id: ctx.newId(), revision: 1 }, written);
  await refuseUnsound(ctx, rule);
  if (await store.insertRule(ctx.tx, rule)) return rowOf(rule, await planNames(ctx));
  throw taken(written.key);
}

/** Writes a rule anew, whole. Throws what {@link createTierRule} throws, `not_found` and `stale_version`. */
export async function changeTierRule(ctx: Context, id: string, revision: number, written: Written): Promise<Row> {
  permit(ctx.actor, "tiers.change");
  const rule = signed(ctx, { id, revision }, written);
  await refuseUnsound(ctx, rule);
  const rules = await store.selectRules(ctx.tx);
  const current = rules.find((one) => one.id === id);
  if (current === undefined) throw new Problem("not_found", "There is no such tier rule.");
  if (rules.some((one) => one.id !== id && one.key === written.key)) throw taken(written.key);
  const isStill = await store.updateRule(ctx.tx, rule).catch((error: unknown) => {
    // Somebody took the key since it was looked up.
    if (error instanceof Error && "code" in error && error.code === "23505") throw taken(written.key);
    throw error;
  });
  if (!isStill) throw new Problem("stale_version", undefined, { currentVersion: current.revision });
  return rowOf({ ...rule, revision: revision + 1 }, await planNames(ctx));
}

function signed(ctx: Context, head: Pick<store.RuleRow, "id" | "revision">, written: Written): store.RuleRow {
  const { actor, now } = ctx;
  const trace = { changedAt: now, changedBy: actor.id, changedByName: actor.name };
  return { ...head, ...(written as Omit<store.RuleRow, keyof typeof head | keyof typeof trace>), ...trace };
}

function taken(key: string): Problem {
  const message = `There is a tier rule ${key} already. Give this one another key, or change that one.`;
  return new Problem("conflict", message, { errors: [{ pointer: "/body/key", message }] });
}

async function refuseUnsound(ctx: Context, rule: store.RuleRow): Promise<void> {
  const errors = [...coreFaults(rule), ...(await unknownPlans(ctx, rule)), ...(await unknownProducts(ctx, rule))];
  if (errors.length > 0) throw new Problem("refused", errors[0]!.message, { rule: "ALW9", errors });
}

function coreFaults(rule: store.RuleRow): FieldError[] {
  const checked = checkTierRule(coreRule(rule, new Map()));
  if (checked.ok) return [];
  const { message, path = [] } = checked.refusal;
  return [{ pointer: `/body/${path.join("/")}`, message }];
}

async function unknownPlans(ctx: Context, { tiers, moves }: store.RuleRow): Promise<FieldError[]> {
  const plans = new Map((await listPlans(ctx)).map((plan) => [plan.id, plan]));
  const missing = "There is no such plan. Choose another.";
  const ofTiers = tiers.flatMap(({ planId }, index) => {
    const plan = plans.get(planId);
    const pointer = `/body/tiers/${index}/planId`;
    if (plan === undefined) return [{ pointer, message: missing }];
    if (plan.retiredAt === null) return [];
    return [{ pointer, message: `${plan.name} is retired. Choose a plan that is offered.` }];
  });
  const moved = moves === "any" ? [] : moves.only;
  return [
    ...ofTiers,
    ...moved.flatMap((planId, index) => (plans.has(planId) ? [] : [{ pointer: `/body/moves/only/${index}`, message: missing }])),
  ];
}

async function unknownProducts(ctx: Context, { counts }: store.RuleRow): Promise<FieldError[]> {
  if (typeof counts === "string") return [];
  const known = new Set((await productsById(ctx, counts.only)).map(({ id }) => id));
  return counts.only.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: `/body/counts/only/${index}`, message: "There is no such product. Choose another." }],
  );
}

/** Plan names by id. */
export async function planNames(ctx: Context): Promise<Map<string, string>> {
  return new Map((await listPlans(ctx)).map(({ id, name }) => [id, name]));
}

/** The rule as core reads it: a tier's template is the plan that it calls for. */
export function coreRule({ key, noun, counts, tiers }: store.RuleRow, names: ReadonlyMap<string, string>): TierRule {
  return {
    key,
    noun,
    counts,
    tiers: tiers.map(({ atLeast, planId }) => ({ atLeast, template: { id: planId, name: names.get(planId) ?? "" } })),
  };
}

function rowOf(rule: store.RuleRow, names: ReadonlyMap<string, string>): Row {
  const { changedAt, changedBy: _, changedByName, tiers, counts, moves, ...row } = rule;
  return {
    ...row,
    counts: counts as Row["counts"],
    moves: moves as Row["moves"],
    tiers: tiers
      .toSorted((a, b) => b.atLeast - a.atLeast)
      .map(({ atLeast, planId }) => ({ atLeast, planId, plan: names.get(planId) ?? "" })),
    changed: { at: changedAt.toString(), by: changedByName },
  };
}
