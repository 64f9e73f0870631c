import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "#platform/db/database.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, recordTerms, tenTickets } from "#test/support/granting.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import * as allowances from "./allowances.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const now = "2026-12-01T12:00:00Z";

/** Tickets opened while the plan granted nothing: what comes to be granted for those days is taken up later, as where the ledger is new. */
async function opened(cover: Granted, days: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const day of days) {
    const ticket = await inTestTransaction(database, { role: "agent", now: `${day}T09:00:00Z` }, (ctx) =>
      openTicket(ctx, {
        question: { account: cover.contractNumber },
        subject: "s",
        description: "",
        channel: "email",
        severity: 3,
      }),
    );
    ids.push(ticket.id);
  }
  return ids;
}

const takeUp = (ids: readonly string[] = []) => inTestTransaction(database, { now }, (ctx) => allowances.takeUp(ctx, ids));
const balance = async (cover: Granted, day: string) =>
  (await allowances.contractAllowances(testContext(database, { now: `${day}T12:00:00Z` }), cover.contractId))[0]!.buckets[0]!;
const grantFrom = (cover: Granted, effectiveOn: string, terms = tenTickets) =>
  inTestTransaction(database, { now: "2026-01-01T00:00:00Z" }, (ctx) =>
    recordTerms(ctx, cover.planId, { version: 2, effectiveOn, allowances: [terms] }),
  );

test("ALW2: tickets from before the ledger draw as they would have: by the day they were opened, in order, once", async () => {
  const cover = await grant(database, []);
  const ids = await opened(cover, ["2026-02-02", "2026-03-02", "2026-03-03"]);
  await sql`update ticket set status = 'solved', status_since = '2026-03-05T09:00:00Z' where id = ${ids[1]!}`.execute(
    database.db,
  );
  await grantFrom(cover, "2026-02-15", { ...tenTickets, drawnAt: "resolution" });
  expect(await takeUp(ids)).toBe(3);
  expect(await balance(cover, "2026-03-10")).toMatchObject({ granted: 10, held: 1, consumed: 1, available: 8 });
  expect(await takeUp(ids.slice(0, 1))).toBe(1);
  expect([await takeUp(ids.slice(1)), await takeUp()]).toEqual([0, 0]);
  expect(await balance(cover, "2026-03-10")).toMatchObject({ held: 1, consumed: 1 });
});

test("ALW6: where the terms refuse, what was served beyond draws nothing; it never comes below zero", async () => {
  const cover = await grant(database, []);
  const ids = await opened(cover, ["2026-02-02", "2026-03-02", "2026-03-03"]);
  const one = { ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount: 1 }] };
  await grantFrom(cover, "2026-01-01", one);
  await takeUp(ids);
  expect(await balance(cover, "2026-03-10")).toMatchObject({ granted: 1, consumed: 1, available: 0, over: 0 });
});

test("the list of tickets from before the ledger is emptied at the start, and nothing is taken up where nothing covers", async () => {
  const cover = await grant(database, []);
  const ids = await opened(cover, ["2026-02-02", "2026-02-03"]);
  await grantFrom(cover, "2026-01-01");
  await sql`update ticket set contract_id = null where id = ${ids[1]!}`.execute(database.db);
  await sql`insert into allowance_to_take_up select id from ticket where id = any(${ids}::uuid[])`.execute(database.db);
  await takeUp();
  expect(await balance(cover, "2026-02-10")).toMatchObject({ consumed: 1 });
  expect(await database.db.selectFrom("allowance_to_take_up").selectAll().execute()).toEqual([]);
});
