/** A contract of one account with assets of its own, signed and amended the way core decides, for tests that need one to stand. */

import { activate, amend, type AmendOutcome, type Change, type ContractFacts, type Reverse } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { recordAssets } from "#modules/assets/assets.ts";
import { loadFacts, recordContracts, writeAmended, type Written } from "#modules/contracts/contracts.ts";
import { listPlans } from "#modules/plans/plans.ts";
import { newId, type Context } from "#platform/context.ts";

export type SignedContract = {
  readonly contractId: string;
  readonly lineId: string;
  /** By their names. */
  readonly assets: Readonly<Record<string, string>>;
  readonly subject: (name: string) => { readonly lineId: string; readonly subject: Subject };
};

export type ContractAsked = {
  readonly number: string;
  readonly accountId: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  /** The price of a year of each asset, by the asset's name. */
  readonly assets: Readonly<Record<string, bigint>>;
  /** Assets that it does not cover yet. */
  readonly spares?: readonly string[];
  readonly every?: "month" | "quarter" | "year";
  readonly timing?: "advance" | "arrears";
  readonly anchorDay?: number;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly taxBp?: number;
};

/** Needs the account and the standard plans. One line covers all assets, under Gold, for the whole term. */
export async function signContract(ctx: Context, asked: ContractAsked): Promise<SignedContract> {
  const { accountId, startsOn, endsBefore, number, every = "month", timing = "advance", anchorDay } = asked;
  const { currency = "GBP", timeZone = "Europe/London", taxBp = 0 } = asked;
  const planId = (await listPlans(ctx)).find(({ name }) => name === "Gold")!.id;
  const [contractId, lineId] = [newId(), newId()];
  const names = [...Object.keys(asked.assets), ...(asked.spares ?? [])];
  const assets = Object.fromEntries(names.map((name) => [name, newId()]));
  await recordAssets(
    ctx,
    names.map((name) => ({
      id: assets[name]!,
      accountId,
      serial: `${number}${name}`,
      siteId: null,
      productId: null,
      parentId: null,
      version: null,
      tag: null,
      environment: null,
      status: "in_use" as const,
      installedOn: null,
    })),
  );
  const terms = { billingEvery: every, billingTiming: timing, signedOn: startsOn, cancelledOn: null, renewalOf: null };
  await recordContracts(ctx, [{ id: contractId, number, accountId, planId, currency, timeZone, startsOn, endsBefore, ...terms }]);
  if (anchorDay !== undefined)
    await ctx.tx.updateTable("contract").set({ anchor_day: anchorDay }).where("id", "=", contractId).execute();
  const { header } = (await loadFacts(ctx, [contractId], { forUpdate: true })).get(contractId)!;
  const subject = (name: string) => ({ lineId, subject: { kind: "asset", assetId: assets[name]!, coversParts: false } }) as const;
  const covers = Object.entries(asked.assets).map(([name, yearly]) => ({
    ...subject(name),
    startsOn,
    endsBefore,
    planId,
    yearlyMinor: yearly.toString(),
  }));
  await land(
    ctx,
    activate({ ...signed(ctx), header, lines: [{ id: lineId, number: "1", service: "support", startsOn, endsBefore }], covers }),
  );
  if (taxBp !== 0) await ctx.tx.updateTable("contract_line").set({ tax_bp: taxBp }).where("id", "=", lineId).execute();
  return { contractId, lineId, assets, subject };
}

/** Amends a contract as core says; what is refused is given back, and then nothing is written. */
export async function amendContract(ctx: Context, contractId: string, change: Change | Reverse): Promise<AmendOutcome> {
  const facts = await factsOf(ctx, contractId);
  const outcome = amend(facts, { ...signed(ctx), ...change });
  if (outcome.ok) await writeAmended(ctx, outcome.value, change);
  return outcome;
}

/** The contract, held. */
export async function factsOf(ctx: Context, contractId: string): Promise<ContractFacts> {
  return (await loadFacts(ctx, [contractId], { forUpdate: true })).get(contractId)!;
}

const signed = (ctx: Context) => ({ id: ctx.newId(), reason: "as agreed", author: ctx.actor.id });

async function land(ctx: Context, outcome: AmendOutcome): Promise<Written> {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return writeAmended(ctx, outcome.value, {});
}
