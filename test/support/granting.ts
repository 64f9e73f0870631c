/** Contracts of a new account under a new plan that promises nothing but allowances. */

import * as accounts from "#modules/accounts/accounts.ts";
import type { Cover } from "#modules/allowances/allowances.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import { standardPlans } from "#modules/plans/standard.ts";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import type { Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction } from "./context.ts";

export type Granted = Cover & { readonly accountId: string; readonly contractNumber: string };

/** 10 tickets a contract year, drawn on opening, unless said otherwise. */
export const tenTickets: PlanAllowance & { readonly unit: "tickets" } = {
  key: "tickets",
  unit: "tickets",
  drawnAt: "opening",
  beyond: "refuse",
  outOfHoursPercent: 100,
  buckets: [
    {
      key: "all",
      channels: "any",
      products: "any",
      severities: "any",
      amount: 10,
      per: "contract_year",
      limits: [],
      carryOver: "none",
    },
  ],
};

/** 120 minutes a contract year, counted to the minute, unless said otherwise. */
export const twoHours: PlanAllowance & { readonly unit: "minutes" } = {
  key: "time",
  unit: "minutes",
  beyond: "count",
  outOfHoursPercent: 100,
  leastMinutes: 1,
  stepMinutes: 1,
  workKinds: "any",
  buckets: [{ ...tenTickets.buckets[0]!, amount: 120 }],
};

let made = 0;

/** A contract of 2026 in London that covers its account, recorded when it began. */
export async function grant(
  database: Database,
  allowances: readonly PlanAllowance[],
  {
    startsOn = "2026-01-01",
    endsBefore = "2027-01-01",
  }: { readonly startsOn?: string; readonly endsBefore?: string | null } = {},
): Promise<Granted> {
  return inTestTransaction(database, { now: `${startsOn}T00:00:00Z` }, async (ctx) => {
    const name = `Granted ${(made += 1)}`;
    const [accountId, contractId, lineId, amendmentId] = [ctx.newId(), ctx.newId(), ctx.newId(), ctx.newId()];
    const planId = await recordPlan(ctx, name, allowances);
    const timeZone = "Europe/London";
    await accounts.recordAccounts(ctx, [{ id: accountId, reference: null, name, timeZone, currency: "GBP", parentId: null }]);
    await contracts.recordContracts(ctx, [
      {
        id: contractId,
        number: name,
        accountId,
        planId,
        currency: "GBP",
        timeZone,
        billingEvery: "year",
        billingTiming: "advance",
        startsOn,
        endsBefore,
        signedOn: startsOn,
        cancelledOn: null,
        renewalOf: null,
      },
    ]);
    await contracts.recordLines(ctx, [
      {
        id: lineId,
        contractId,
        number: "1",
        service: "support",
        subjectKind: "account",
        assetId: null,
        productId: null,
        siteId: null,
        coversParts: false,
        coversSubAccounts: false,
        startsOn,
        endsBefore,
        removedOn: null,
      },
    ]);
    await contracts.recordAmendments(ctx, [
      { id: amendmentId, contractId, kind: "activate", effectiveOn: startsOn, payload: {}, reason: "signed" },
    ]);
    await contracts.recordCoverages(ctx, [
      {
        id: ctx.newId(),
        accountId,
        subjectKind: "account",
        subjectId: accountId,
        productId: null,
        coversParts: false,
        coversSubAccounts: false,
        service: "support",
        planId,
        timeZone,
        yearlyMinor: 120_000n,
        startsOn,
        endsBefore,
        endReason: "term",
        contract: { contractId, lineId, amendmentId },
      },
    ]);
    return {
      contractId,
      contractNumber: name,
      accountId,
      planId,
      terms: { allowances },
      anchorOn: startsOn,
      startsOn,
      endsBefore,
      timeZone,
    };
  });
}

/** Terms of a plan from a day on: 08:00 to 18:00 on working days, for whoever asks by whatever channel. */
export async function recordTerms(
  ctx: Context,
  planId: string,
  { version, effectiveOn, allowances }: { version: number; effectiveOn: string; allowances: readonly PlanAllowance[] },
): Promise<void> {
  const terms = JSON.stringify({ ...standardPlans.Gold, hours: standardPlans.Silver.hours, allowances });
  await ctx.tx
    .insertInto("plan_version")
    .values({ id: ctx.newId(), plan_id: planId, version, effective_on: effectiveOn, terms, recorded_at: ctx.now })
    .execute();
}

async function recordPlan(ctx: Context, name: string, allowances: readonly PlanAllowance[]): Promise<string> {
  const id = ctx.newId();
  await ctx.tx.insertInto("plan").values({ id, name, name_key: name.toLowerCase() }).execute();
  await recordTerms(ctx, id, { version: 1, effectiveOn: "1900-01-01", allowances });
  return id;
}
