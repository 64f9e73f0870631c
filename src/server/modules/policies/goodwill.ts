/** Goodwill (ENT9): what may be served to an account for nothing in a calendar year, and what has been. */

import type { Goodwill } from "#api/policy.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./goodwill-store.ts";

/** The account's goodwill this year: the year that it is in the account's zone. Throws `not_found`. */
export async function getGoodwill(ctx: Context, accountId: string): Promise<Goodwill> {
  permit(ctx.actor, "policy.read");
  const account = await accountYear(ctx, accountId);
  const budgets = await store.selectBudgets(ctx.tx, accountId);
  const { minutes, minor } = await store.selectSpent(ctx.tx, account);
  const budgetMinor = budgets[0]?.budgetMinor ?? null;
  const money = (amount: bigint | null) => (amount === null ? null : { minor: String(amount), currency: account.currency });
  return {
    accountId,
    version: budgets[0]?.version ?? 0,
    year: account.year,
    budget: money(budgetMinor),
    spent: money(minor),
    spentMinutes: minutes,
    left: budgetMinor === null ? null : money(leftOf(budgetMinor, minor ?? 0n)),
    history: budgets.map((one) => ({
      budget: one.budgetMinor === null ? null : { minor: String(one.budgetMinor), currency: one.currency },
      reason: one.reason,
      author: one.author,
      recordedAt: one.recordedAt.toString(),
    })),
  };
}

const leftOf = (budget: bigint, spent: bigint): bigint => (spent < budget ? budget - spent : 0n);

export type SetGoodwill = {
  /** Minor units of the account's currency; null: as much as there is. */
  readonly budgetMinor: bigint | null;
  readonly reason: string;
};

/** Records another budget, which holds from now on. `after` counts those that whoever sets it has seen. Throws `not_found` and `stale_version`. */
export async function setGoodwill(ctx: Context, accountId: string, after: number, input: SetGoodwill): Promise<Goodwill> {
  permit(ctx.actor, "policy.change");
  const { currency } = await accountYear(ctx, accountId);
  const current = (await store.selectBudgets(ctx.tx, accountId))[0]?.version ?? 0;
  const budget = { ...input, id: ctx.newId(), accountId, version: after + 1, currency, recordedAt: ctx.now };
  if (after !== current || !(await store.insertBudget(ctx.tx, budget, ctx.actor)))
    throw new Problem("stale_version", undefined, { currentVersion: current });
  return getGoodwill(ctx, accountId);
}

async function accountYear(ctx: Context, accountId: string): Promise<store.AccountYear> {
  const account = await store.selectAccountYear(ctx.tx, accountId, ctx.now);
  if (account === undefined) throw new Problem("not_found", "There is no such account.");
  return account;
}
