import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import { openServer, type Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, testContext, testShell } from "#test/support/context.ts";
import { nativeDatabase, testDatabase } from "#test/support/database.ts";
import { sheetsFrom, unwatched } from "#test/support/sheets.ts";
import { TEMPLATE } from "#test/support/template.ts";
import { getImport, runImport, tellInterrupted, uploadImport } from "./imports.ts";
import { runSheets } from "./run.ts";
import { Runs } from "./runs.ts";

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

/** The lock on which imports take turns: held, they wait. */
const TURNS = 5_120_774;

test("IMP1: a server that starts leaves alone what another is importing, and tells of what was broken off", async () => {
  const { url, drop } = await nativeDatabase(TEMPLATE);
  const [mine, others] = [openServer(url), openServer(url)];
  const runs = new Runs(testShell(mine));
  const finance = testContext(mine, { role: "finance" });
  const handIn = async (name: string): Promise<string> => {
    const bytes = Buffer.from("Customer Ref,Customer,Time zone,Currency\nA1,Acme,Europe/London,GBP\n");
    return (await uploadImport(finance, testShell(mine), [{ name, bytes }])).id;
  };
  const startAnother = () => inTestTransaction(others, {}, tellInterrupted);
  const stateOf = async (id: string) => {
    const { status, problem } = await getImport(testContext(others, { role: "finance" }), new Runs(testShell(others)), id);
    return [status, problem];
  };
  const elsewhere = await others.libraries.connect();
  await elsewhere.query(`select pg_advisory_lock(${TURNS}), pg_advisory_lock(4711)`);
  const running = await handIn("running.csv");
  await runImport(finance, runs, running, false);
  const foreign = await handIn("foreign.csv");
  await mine.db.updateTable("import").set({ status: "checking", runner: 4711n }).where("id", "=", foreign).execute();

  await startAnother();
  expect(await stateOf(running)).toEqual(["applying", null]);
  expect(await stateOf(foreign)).toEqual(["checking", null]);

  // Whoever was doing the one is gone, and the other gets its turn.
  elsewhere.release(true);
  while (runs.detailOf(running) !== undefined) await setImmediate();
  expect(await stateOf(running)).toEqual(["applied", null]);
  expect(await stateOf(foreign)).toEqual(["failed", expect.stringContaining("foreign.csv")]);
  await runs.stop();
  await Promise.all([mine.close(), others.close()]);
  await drop();
});
