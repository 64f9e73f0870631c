import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import type { Database } from "#platform/db/database.ts";
import { checkEntitlement, type AskedQuestion } from "./entitlements.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const now = "2026-04-15T10:00:00Z";
const ask = (asked: AskedQuestion) => checkEntitlement(testContext(database, { role: "agent", now }), asked);

test("ENT1: a serial is answered with account, subject, source and targets", async () => {
  const decision = await ask({ serial: "phh 68634F", severity: 2, at: "2026-04-15T11:00" });
  expect(decision).toMatchObject({
    outcome: "entitled",
    source: {
      kind: "contract",
      contractNumber: "SC-1001",
      lineNumber: "1",
      plan: "Gold",
      scope: "asset",
      startsOn: "2026-01-01",
      endsBefore: "2026-06-01",
    },
    account: { id: small.northgate, name: "Northgate Logistics" },
    subject: { id: small.n1, serial: "PHH-68634f", siteName: "HQ", productName: "QFX5120" },
    at: "2026-04-15T10:00:00Z",
  });
  expect(decision.targets.map(({ name, dueAt }) => [name, dueAt])).toEqual([
    ["first_response", "2026-04-15T11:00:00Z"],
    ["resolution", "2026-04-15T18:00:00Z"],
  ]);
});
