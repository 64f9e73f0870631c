/** What is granted, and what is left of it today. */

import type { AllowanceBalance } from "#api/allowances.ts";
import {
  type Admission,
  type Allowance,
  available,
  type Balance,
  balancesOn,
  type Bucket,
  type LotBalance,
  lotsOn,
  priceBeyond,
  runsOutOn,
} from "#core/allowances/index.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import type { Admits } from "#core/entitlement/terms.ts";
import type { Context } from "#platform/context.ts";
import { permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./read-store.ts";
import { allowanceUnder } from "./use.ts";

/** What a contract grants today and what is left of it, plan by plan. Writes nothing. Throws `not_found`. */
export async function contractAllowances(ctx: Context, contractId: string): Promise<AllowanceBalance[]> {
  await permitContract(ctx, contractId);
  return balancesOf(ctx, await store.selectGranting(ctx.tx, { contractId }, ctx.now));
}

/** The same of all contracts of an account on whose days today is. Throws `not_found`. */
export async function accountAllowances(ctx: Context, accountId: string): Promise<AllowanceBalance[]> {
  permit(ctx.actor, "allowances.read");
  permitAccount(ctx.actor, accountId, noAccount);
  if (!(await store.isAccount(ctx.tx, accountId))) throw new Problem("not_found", noAccount);
  const granting = await store.selectGranting(ctx.tx, { accountId }, ctx.now);
  return balancesOf(
    ctx,
    granting.filter((one) => phaseOn(one, one.today) === "in_force"),
  );
}

const noAccount = "There is no such account.";
const noContract = "There is no such contract.";

/** Confines contacts to contracts of their own account. */
export async function permitContract(ctx: Context, contractId: string): Promise<void> {
  permit(ctx.actor, "allowances.read");
  const accountId = await store.selectContractAccount(ctx.tx, contractId);
  if (accountId === undefined) throw new Problem("not_found", noContract);
  permitAccount(ctx.actor, accountId, noContract);
}

/** One allowance with its contract and plan. Throws `not_found` where the contract grants none such. */
export async function findAllowance(
  ctx: Context,
  { contractId, planId, key }: { readonly contractId: string; readonly planId: string; readonly key: string },
): Promise<{ granting: store.Granting; allowance: Allowance }> {
  const plans = await store.selectGranting(ctx.tx, { contractId }, ctx.now);
  const granting = plans.find((one) => one.planId === planId);
  const term = granting?.terms.allowances.find((one) => one.key === key);
  if (granting === undefined || term === undefined)
    throw new Problem("not_found", "The contract grants no such allowance today. Its allowances are listed with it.");
  return { granting, allowance: allowanceUnder(granting, term) };
}

/** Balances of what is granted, in order. */
export async function balancesOf(ctx: Context, granting: readonly store.Granting[]): Promise<AllowanceBalance[]> {
  const all = granting.flatMap((plan) =>
    plan.terms.allowances.map((term) => ({ plan, key: term.key, allowance: allowanceUnder(plan, term) })),
  );
  const ids = all.map(({ allowance }) => allowance.id);
  const lots = await store.selectLots(ctx.tx, ids);
  const alerts = await store.selectAlerts(ctx.tx, ids);
  const names = await store.selectProductNames(ctx.tx, productsIn(all.map(({ allowance }) => allowance)));
  return all.map(({ plan, key, allowance }) => {
    const { terms } = allowance;
    return {
      contractId: plan.contractId,
      contractNumber: plan.contractNumber,
      accountId: plan.accountId,
      accountName: plan.accountName,
      planId: plan.planId,
      planName: plan.planName,
      key,
      unit: terms.unit,
      currency: plan.currency,
      drawnAt: terms.unit === "tickets" ? terms.drawnAt : null,
      beyond: typeof terms.beyond === "string" ? terms.beyond : "bill",
      timeZone: plan.timeZone,
      today: plan.today,
      buckets: bucketsOf(
        allowance,
        lots.get(allowance.id) ?? [],
        plan.today,
        alerts.filter(({ allowanceId }) => allowanceId === allowance.id),
        names,
      ),
    };
  });
}

type BucketOnWire = AllowanceBalance["buckets"][number];
type Names = ReadonlyMap<string, string>;

function bucketsOf(
  allowance: Allowance,
  lots: readonly LotBalance[],
  today: string,
  alerts: readonly store.AlertRow[],
  names: Names,
): BucketOnWire[] {
  const standing = [...lotsOn(allowance, lots, today).values()].filter((lot) => phaseOn(lot, today) === "in_force");
  return balancesOn(allowance, lots, today).map((balance) => {
    const bucket = allowance.terms.buckets.find(({ key }) => key === balance.bucketKey)!;
    const { startsOn, endsBefore, granted, held, consumed, remaining, over } = balance;
    return {
      key: bucket.key,
      ...admissionOf(bucket, names),
      per: bucket.per,
      startsOn,
      endsBefore,
      granted,
      held,
      consumed,
      remaining,
      available: balance.available,
      over,
      overMinor: priceBeyond(allowance.terms, over)?.toString() ?? null,
      runsOutOn: runsOutOn(balance, today),
      alerts: alerts
        .filter((one) => one.bucketKey === bucket.key && one.startsOn === startsOn)
        .map(({ percent, on }) => ({ percent: percent === 80 ? 80 : 100, on })),
      limits: limitsOf(bucket, balance, names),
      lots: standing.filter((lot) => lot.bucketKey === bucket.key).flatMap(lotOnWire),
    };
  });
}

function limitsOf(bucket: Bucket, balance: Balance, names: Names): BucketOnWire["limits"] {
  return balance.limits.flatMap(({ key, atMost, used, available }) => {
    const limit = bucket.limits.find((one) => one.key === key);
    return limit === undefined ? [] : [{ key, ...admissionOf(limit, names), atMost, used, available }];
  });
}

function lotOnWire(lot: LotBalance): BucketOnWire["lots"] {
  const { id, kind, startsOn, endsBefore, granted, held, consumed } = lot;
  if (kind === "limit" || kind === "beyond") return [];
  return [{ id, kind, startsOn, endsBefore, granted, held, consumed, available: available(lot) }];
}

function admissionOf({ channels, products, severities }: Admission, names: Names) {
  return {
    channels: listed(channels, (channel) => channel),
    products: listed(products, (id) => ({ id, name: names.get(id) ?? id })),
    severities: listed(severities, (severity) => severity),
  };
}

function listed<T extends string | number, Told>(term: Admits<T>, tell: (one: T) => Told): "any" | "none" | { only: Told[] } {
  return typeof term === "string" ? term : { only: term.only.map(tell) };
}

function* productsIn(allowances: readonly Allowance[]): Generator<string> {
  for (const { terms } of allowances)
    for (const bucket of terms.buckets)
      for (const { products } of [bucket, ...bucket.limits]) if (typeof products === "object") yield* products.only;
}
