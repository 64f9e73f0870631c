import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { sheetsFrom, unwatched } from "#test/support/sheets.ts";
import { runSheets } from "./run.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await inTestTransaction(database, {}, ensureStandardPlans);
});
afterAll(() => database.close());

test("IMP1: two imports of the same file at once take turns: one makes its rows, the other finds them made", async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => `A${index},Account ${index},Europe/London,GBP\n`);
  const bytes = `Customer Ref,Customer,Time zone,Currency\n${rows.join("")}`;
  const once = async () =>
    runSheets(testShell(database), testActor("finance"), await sheetsFrom([{ name: "customers.csv", bytes }]), false, unwatched);
  const reports = await Promise.all([once(), once()]);
  const made = reports.map(({ totals }) => totals.made).toSorted((a, b) => a - b);
  const unchanged = reports.map(({ totals }) => totals.unchanged).toSorted((a, b) => a - b);
  expect([made, unchanged]).toEqual([
    [0, 5_000],
    [0, 5_000],
  ]);
});
