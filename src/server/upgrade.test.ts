/** A database that an earlier version filled is opened by this one: nothing is lost, and all that was recorded can still be asked. */

import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contractAllowances, takeUp } from "#modules/allowances/allowances.ts";
import { ensureStandardPlans, standardPlans } from "#modules/plans/plans.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import { inTransaction } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { migrate, MIGRATIONS_FOLDER } from "#platform/db/migrate.ts";
import { systemActor } from "#platform/permit.ts";
import { inTestTransaction, testContext, testShell } from "#test/support/context.ts";
import { emptyDatabase } from "#test/support/database.ts";
import { testServer, type TestServer } from "#test/support/server.ts";
import { earlier, type EarlierWorld, fillAsBefore } from "#test/support/world-before-the-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "ambit-upgrade-"));
let database: Database;
let server: TestServer;
let world: EarlierWorld;
let before: Rows;
let after: Rows;

beforeAll(async () => {
  for (const name of readdirSync(MIGRATIONS_FOLDER).filter((file) => file < "0011"))
    cpSync(join(MIGRATIONS_FOLDER, name), join(folder, name));
  database = await emptyDatabase();
  await migrate(database.db, folder);
  world = await fillAsBefore(database.db);
  before = await readAll();
  await open();
  after = await readAll();
  server = await testServer(database);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** What a start does with a database before it is served. */
async function open(): Promise<string[]> {
  const shell = testShell(database);
  const applied = await migrate(database.db);
  await inTransaction(shell, systemActor, ensureStandardPlans);
  await inTransaction(shell, systemActor, (ctx) => takeUp(ctx));
  return applied;
}

type Row = Readonly<Record<string, unknown>>;
type Rows = ReadonlyMap<string, readonly Row[]>;

/** Every row of every table, but for what migrations note of themselves and what tells caches that something changed. */
async function readAll(): Promise<Rows> {
  const tables = (await database.db.introspection.getTables()).filter(
    ({ name, isView }) => !isView && name !== "migration" && name !== "fact_change",
  );
  const all = new Map<string, Row[]>();
  for (const { name } of tables) {
    const { rows } = await sql<{ row: Row }>`select to_jsonb(each) as row from ${sql.table(name)} each order by each`.execute(
      database.db,
    );
    all.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return all;
}

/** The row as far as the earlier version knew of it. Terms of plans are rewritten, which a test of its own tells. */
const knownBefore = (table: string, row: Row, known: Row): Row =>
  Object.fromEntries(
    Object.keys(known).flatMap((column) => (table === "plan_version" && column === "terms" ? [] : [[column, row[column]]])),
  );

/** Of Silver's 100 tickets a contract year on that day: those used, and those of them by phone. */
async function usedOn(day: string): Promise<{ tickets: number; byPhone: number; available: number }> {
  const [allowance] = await contractAllowances(testContext(database, { now: `${day}T12:00:00Z` }), earlier.contract);
  const { consumed, available, limits } = allowance!.buckets[0]!;
  return { tickets: consumed, byPhone: limits[0]!.used, available };
}

const api = "/api/v1";
async function get(path: string): Promise<any> {
  const { status, body, text } = await (await server.as("administrator")).send("GET", `${api}${path}`);
  expect(status, text).toBe(200);
  return body;
}

test("every row that there was is there, in every table, with all that it said", () => {
  const filled = [...before].filter(([, rows]) => rows.length > 0).map(([name]) => name);
  expect(filled).toEqual(
    expect.arrayContaining([
      "account",
      "contact",
      "asset",
      "coverage",
      "decision",
      "ticket",
      "message",
      "clock_event",
      "invoice_line",
    ]),
  );
  for (const [table, rows] of before) {
    const now = after.get(table) ?? [];
    expect(now.length, table).toBe(rows.length);
    for (const [index, row] of rows.entries())
      expect(knownBefore(table, now[index]!, row), table).toEqual(knownBefore(table, row, row));
  }
});

test("ALW2: what was opened under a contract is drawn from its allowance, each ticket in its own year", async () => {
  expect(await usedOn("2026-09-30")).toEqual({ tickets: 3, byPhone: 3, available: 97 });
  expect(await usedOn("2026-11-19")).toEqual({ tickets: 2, byPhone: 0, available: 98 });
  const terms = after.get("plan_version")!.map(({ plan_id, terms }) => [plan_id, (terms as { allowances: unknown }).allowances]);
  expect(Object.fromEntries(terms)).toEqual({
    [earlier.silver]: standardPlans.Silver.allowances,
    [earlier.bronze]: standardPlans.Bronze.allowances,
    [earlier.gold]: [],
    [earlier.warranty]: [],
  });
});

test("ENT13: every decision that was recorded replays to the answer that was given", async () => {
  const agent = await server.as("agent");
  expect(world.decisions).toHaveLength(11);
  for (const id of world.decisions) {
    const { status, body } = await agent.send("POST", `${api}/decisions/${id}/replay`);
    expect([status, body.same]).toEqual([200, true]);
    expect(body.replayed).toEqual(body.recorded);
  }
  const { status, body } = await agent.send("POST", `${api}/decisions/replay`, { since: "2026-01-01", through: "2026-12-31" });
  expect([status, body]).toEqual([200, { replayed: 11, same: 11, differences: [], nextCursor: null }]);
});

test("tickets are listed and read with what was said, promised and decided", async () => {
  const list = await get("/tickets?status=all");
  const statusOf = (tickets: readonly { id: string; status: string }[]) =>
    new Map(tickets.map(({ id, status }) => [id, status] as const));
  expect(list.total).toBe(6);
  expect(statusOf(list.rows)).toEqual(statusOf(world.tickets));
  for (const { id, status } of world.tickets) {
    const ticket = await get(`/tickets/${id}`);
    expect(ticket).toMatchObject({ status, handling: null, held: null, overridden: null, mergedInto: null, merged: [] });
    expect(ticket.messages.map(({ kind, authorName }: any) => [kind, authorName])).toEqual([
      ["description", "Juno Petrov"],
      ["reply", "Ada Moreau"],
    ]);
    expect(ticket.targets.map(({ name }: any) => name)).toEqual(
      ticket.outcome === "entitled" ? ["first_response", "resolution"] : [],
    );
    expect((await get(`/tickets/${id}/decisions`)).rows).toMatchObject([{ cause: "opened", taken: true, byName: "Ada Moreau" }]);
  }
});

test("work keeps its booking, under the plan that covered it, and the invoice its line", async () => {
  expect(await get(`/tickets/${world.tickets[0]!.id}/work`)).toMatchObject({ minutes: 90, rows: [{ id: earlier.work }] });
  expect(after.get("work_booking")).toMatchObject([{ entry_id: earlier.work, plan_id: earlier.silver }]);
  expect((await get(`/invoices/${earlier.invoice}`)).linePage.rows).toMatchObject([
    { id: earlier.invoiceLine, amountMinor: "10000" },
  ]);
});

test("what is new begins empty, and answers", async () => {
  expect(await get("/exceptions")).toMatchObject({ rows: [], total: 0 });
  expect(await get("/tasks")).toMatchObject({ rows: [] });
  expect(await get("/policy")).toMatchObject({ version: 0, policy: { rules: [] } });
  expect(await get(`/accounts/${earlier.account}/goodwill`)).toMatchObject({ version: 0, spentMinutes: 0 });
  expect(await get(`/accounts/${earlier.account}/confidence`)).toMatchObject({ accountId: earlier.account });
  expect(await get("/ranking")).toMatchObject({ version: 1 });
});

test("a second start changes nothing", async () => {
  const once = await readAll();
  expect(await open()).toEqual([]);
  expect(await readAll()).toEqual(once);
});

test("ALW3: a new ticket follows in number and draws one unit", async () => {
  const opened = await inTestTransaction(database, { role: "agent", now: "2026-11-20T10:00:00Z" }, (ctx) =>
    openTicket(ctx, { question: { serial: "PHH68634F" }, subject: "Again", description: "", channel: "phone", severity: 2 }),
  );
  expect(opened).toMatchObject({ number: "T-10007", outcome: "entitled", contractNumber: "SC-2001" });
  expect(await usedOn("2026-11-20")).toEqual({ tickets: 3, byPhone: 1, available: 97 });
});
