/** Contracts of three assets at 100.00 a month each, made through the API, and billed as far as a journey wants. */

import { vi } from "vitest";
import { getBillingRun, startBillingRun } from "#api/billing.ts";
import { createContract } from "#api/contracts.ts";
import { checkEntitlements } from "#api/entitlements.ts";
import { listPlans } from "#api/plans.ts";
import { listAssets } from "#api/register.ts";
import { api } from "./subjects.ts";

export type ThreeAssets = { readonly accountId: string; readonly serials: readonly [string, string, string] };

/** Three assets of one account that nothing covers on the day. Throws when the demo has none. */
export async function uncoveredThree(at: string): Promise<ThreeAssets> {
  const { rows } = await api().call(listAssets, { query: { status: "in_use", limit: 200 } });
  const named = rows.flatMap(({ serial, accountId }) => (serial === null ? [] : [{ serial, accountId }]));
  const questions = named.map(({ serial }) => ({ serial, at: `${at}T12:00:00Z` }));
  const { decisions } = await api().call(checkEntitlements, { body: { questions } });
  const uncovered = named.filter((_, index) => decisions[index]?.outcome === "not_entitled");
  for (const [accountId, assets] of Map.groupBy(uncovered, (asset) => asset.accountId)) {
    const [a, b, c] = assets.map(({ serial }) => serial);
    if (a && b && c) return { accountId, serials: [a, b, c] };
  }
  throw new Error(`The demo has no account with three assets that nothing covers on ${at}.`);
}

/** A contract of the three, in force from 1 March 2026 for a year and billed each month in advance. A service of its own lets several cover the same assets (COV2). */
export async function contractOfThree({ accountId, serials }: ThreeAssets, number: string, service = "support") {
  const { rows: plans } = await api().call(listPlans, {});
  return api().call(createContract, {
    body: {
      number,
      accountId,
      planId: plans.find(({ name }) => name === "Gold")?.id ?? plans[0]!.id,
      currency: "GBP",
      timeZone: "Europe/London",
      startsOn: "2026-03-01",
      endsBefore: "2027-03-01",
      billingEvery: "month",
      signedOn: "2026-02-20",
      lines: [{ number: "1", service, covers: serials.map((serial) => ({ subject: { serial }, yearlyMinor: "120000" })) }],
    } as never,
  });
}

/** Posts what the contract owes by the day, and waits until it is posted. */
export async function billedThrough(contractId: string, through: string): Promise<void> {
  const { id } = await api().call(startBillingRun, { body: { through, contractId, dryRun: false } });
  await vi.waitFor(
    async () => {
      const { status } = await api().call(getBillingRun, { params: { id } });
      if (status !== "done") throw new Error(`The billing run is ${status}.`);
    },
    { timeout: 30_000 },
  );
}
