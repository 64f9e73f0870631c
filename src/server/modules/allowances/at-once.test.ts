import { afterAll, beforeAll, expect, test } from "vitest";
import { foldLots } from "#core/allowances/index.ts";
import { nothing } from "#core/allowances/lot.ts";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, recordTerms, tenTickets } from "#test/support/granting.ts";
import * as allowances from "./allowances.ts";
import { selectEntries, selectLots } from "./read-store.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const bucket = tenTickets.buckets[0]!;
const monthly = (atMost: number): PlanAllowance => ({
  ...tenTickets,
  buckets: [{ ...bucket, per: "calendar_month", carryOver: { atMost } }],
});

function hold({ contractNumber }: Granted, now: string) {
  const ctx = testContext(database, { role: "agent", now });
  return entitlements.checkAndHold({ database, log: ctx.log }, ctx, { contractNumber, channel: "phone", severity: 3 });
}

/** The amounts of lots by the end of their ids, which have to be what their entries come to. */
async function lotsOf({ contractId, planId }: Granted): Promise<Record<string, object>> {
  const id = `${contractId}/${planId}/tickets`;
  const { tx } = testContext(database);
  const folded = foldLots(await selectEntries(tx, id));
  const lots = ((await selectLots(tx, [id])).get(id) ?? []).map(({ id: lotId, granted, expired, held, consumed }) => {
    const amounts = { granted, expired, held, consumed };
    expect(amounts, lotId).toEqual({ ...nothing, ...folded.get(lotId) });
    return [lotId.slice(id.length + 1), amounts] as const;
  });
  return Object.fromEntries(lots);
}

test("ALW2: where terms that were changed carry over more, it is granted once, and the lots stay what the entries come to", async () => {
  const cover = await grant(database, [monthly(1)]);
  await hold(cover, "2026-01-10T09:00:00Z");
  await hold(cover, "2026-02-10T09:00:00Z");
  await inTestTransaction(database, { now: "2026-02-11T09:00:00Z" }, (ctx) =>
    recordTerms(ctx, cover.planId, { version: 2, effectiveOn: "2026-02-11", allowances: [monthly(5)] }),
  );
  for (const minute of [10, 11, 12]) await hold(cover, `2026-02-11T09:${minute}:00Z`);
  expect(await lotsOf(cover)).toMatchObject({ "all/2026-02-01/carried": { granted: 5 } });
});

test("ALW2: units that end at midnight expire once for those who ask together before and after it", async () => {
  const cover = await grant(database, [tenTickets]);
  await hold(cover, "2026-02-14T20:00:00Z");
  const name = { contractId: cover.contractId, planId: cover.planId, key: "tickets" };
  await inTestTransaction(database, { role: "manager", now: "2026-02-14T21:00:00Z" }, (ctx) =>
    allowances.topUpAllowance(ctx, { ...name, bucket: "all", quantity: 3, endsBefore: "2026-02-15", reason: "bought" }),
  );
  await Promise.all(["2026-02-14T23:59:59Z", "2026-02-15T00:00:01Z"].map((now) => hold(cover, now)));
  await hold(cover, "2026-02-15T00:00:02Z");
  const lots = Object.entries(await lotsOf(cover));
  expect(lots.map(([id, amounts]) => [id.split("/").at(-1), amounts]).toSorted()).toEqual([
    ["period", { granted: 10, expired: 0, held: 2, consumed: 0 }],
    ["top_up", { granted: 3, expired: 2, held: 1, consumed: 0 }],
  ]);
});

test("ALW6: what checks held and did not come back for is free before anything is counted beyond the allowance", async () => {
  const one = { ...tenTickets, beyond: { billMinor: "7500" }, buckets: [{ ...bucket, amount: 1 }] } as const;
  const cover = await grant(database, [one]);
  await hold(cover, "2026-03-10T09:00:00Z");
  await hold(cover, "2026-03-10T09:10:00Z");
  const { decision } = await hold(cover, "2026-03-10T10:00:00Z");
  expect(decision.candidates[0]!.allowances).toMatchObject([{ held: 0, left: 1, over: 0 }]);
  expect(await lotsOf(cover)).toMatchObject({ "all/2026-01-01/period": { held: 1 }, "all/2026-01-01/beyond": { held: 0 } });
});
