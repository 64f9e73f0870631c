/**
 * A contract over as many assets as wanted: each on line 1, under Gold, at 1,200.00 a year, for the year 2026, billed monthly in
 * advance from the first. Its assets have the serials PREFIX-1, PREFIX-2 and so on.
 */

import { activate } from "#core/amendments/index.ts";
import * as accounts from "#modules/accounts/accounts.ts";
import * as assets from "#modules/assets/assets.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import { ensureStandardPlans, listPlans } from "#modules/plans/plans.ts";
import type { Context } from "#platform/context.ts";

export type Estate = {
  readonly accountId: string;
  readonly contractId: string;
  readonly lineId: string;
  readonly planId: string;
  readonly assetIds: readonly string[];
};

export type EstateWanted = {
  readonly prefix: string;
  readonly count: number;
  /** Those of the assets, by their place, that the contract does not cover. */
  readonly uncovered?: number;
  readonly header?: Partial<
    Pick<contracts.ContractRecord, "timeZone" | "startsOn" | "endsBefore" | "billingEvery" | "billingTiming">
  >;
  readonly anchorOn?: string;
  readonly anchorDay?: number;
  readonly suspensionMovesEnd?: boolean;
};

/** Signed at the moment of the context. */
export async function recordEstate(ctx: Context, wanted: EstateWanted): Promise<Estate> {
  const { prefix, count, uncovered = 0, header: given } = wanted;
  await ensureStandardPlans(ctx);
  const planId = (await listPlans(ctx)).find(({ name }) => name === "Gold")!.id;
  const [accountId, contractId, lineId] = [ctx.newId(), ctx.newId(), ctx.newId()];
  const timeZone = given?.timeZone ?? "Europe/London";
  await accounts.recordAccounts(ctx, [
    { id: accountId, reference: prefix, name: `${prefix} Works`, timeZone, currency: "GBP", parentId: null },
  ]);
  const assetIds = Array.from({ length: count + uncovered }, () => ctx.newId());
  await assets.recordAssets(
    ctx,
    assetIds.map((id, index) => assetOf(id, accountId, `${prefix}-${index + 1}`)),
  );
  const term = {
    startsOn: given?.startsOn ?? "2026-01-01",
    endsBefore: given?.endsBefore === undefined ? "2027-01-01" : given.endsBefore,
  };
  const billing = { billingEvery: given?.billingEvery ?? "month", billingTiming: given?.billingTiming ?? "advance" } as const;
  await contracts.recordContracts(ctx, [
    {
      id: contractId,
      number: `${prefix}-C`,
      accountId,
      planId,
      currency: "GBP",
      timeZone,
      ...term,
      ...billing,
      signedOn: term.startsOn,
      cancelledOn: null,
      renewalOf: null,
    },
  ]);
  await ctx.tx
    .updateTable("contract")
    .set({ anchor_on: wanted.anchorOn ?? null, anchor_day: wanted.anchorDay ?? null })
    .set({ suspension_moves_end: wanted.suspensionMovesEnd ?? false })
    .where("id", "=", contractId)
    .execute();
  const facts = (await contracts.loadFacts(ctx, [contractId], { forUpdate: true })).get(contractId)!;
  const activated = activate({
    id: ctx.newId(),
    reason: "Signed",
    author: ctx.actor.id,
    header: facts.header,
    lines: [{ id: lineId, number: "1", service: "support", ...term }],
    covers: assetIds.slice(0, count).map((assetId) => ({
      lineId,
      subject: { kind: "asset", assetId, coversParts: false },
      ...term,
      planId,
      yearlyMinor: "120000",
    })),
  });
  if (!activated.ok) throw new Error(activated.refusal.message);
  await contracts.writeAmended(ctx, activated.value, {});
  return { accountId, contractId, lineId, planId, assetIds };
}

function assetOf(id: string, accountId: string, serial: string): assets.AssetRecord {
  const nothing = { siteId: null, productId: null, parentId: null, version: null, environment: null, installedOn: null };
  return { id, accountId, serial, tag: `T-${serial}`, status: "in_use", ...nothing };
}
