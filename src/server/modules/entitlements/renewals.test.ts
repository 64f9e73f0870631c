import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import * as entitlements from "./entitlements.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const now = "2026-04-15T10:00:00Z";
const agent = () => testContext(database, { role: "agent", now });

test("ENT6: what covered it last is told with what it cost a year, and replays so", async () => {
  const asked = { serial: "PHH-68634f", at: "2026-06-15T12:00" };
  const { nearMisses } = await entitlements.checkEntitlement(agent(), asked);
  expect(nearMisses).toContainEqual(
    expect.objectContaining({
      change: "renewal",
      contractNumber: "SC-1001",
      yearly: { minor: "120000", currency: "GBP" },
      text: expect.stringContaining("for GBP 1,200.00 a year"),
    }),
  );
  const { id } = await inTestTransaction(database, { role: "agent", now }, (ctx) =>
    entitlements.checkEntitlement(ctx, { ...asked, record: true }),
  );
  expect((await entitlements.replayDecision(agent(), id!)).same).toBe(true);
});

test("ENT6: while a contract covers it, or where nothing ever did, nothing is priced", async () => {
  const near = async (asked: entitlements.AskedQuestion) => (await entitlements.checkEntitlement(agent(), asked)).nearMisses;
  expect(await near({ serial: "PHH-68634f", at: "2026-04-15T12:00" })).toEqual([]);
  expect((await near({ serial: "PHH-68634f", at: "2025-12-31T12:00" })).filter(({ yearly }) => yearly !== undefined)).toEqual([]);
});
