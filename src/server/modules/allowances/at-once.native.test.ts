import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import * as allowances from "./allowances.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const now = "2026-03-02T12:00:00Z";
const request = { channel: "phone", severity: 3, productPath: [], isOutOfHours: false } as const;
const tell = (cover: Granted, id: string, kind: "asked" | "opened" | "re_pointed") =>
  inTestTransaction(database, { role: "agent", now }, (ctx) => {
    const told = kind === "re_pointed" ? { kind, stage: "open" as const } : { kind };
    return allowances.happen(ctx, { id, cover, request }, { ...told, event: newId(), at: ctx.now });
  });
const balance = async (cover: Granted) =>
  (await allowances.contractAllowances(testContext(database, { now }), cover.contractId))[0]!.buckets[0]!;

test("ALW8: of 200 who ask at once for 100, 100 hold a unit, on ten runs", async () => {
  const hundred = { ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount: 100 }] };
  for (let run = 0; run < 10; run += 1) {
    const cover = await grant(database, [hundred]);
    const answers = await Promise.all(Array.from({ length: 200 }, () => tell(cover, newId(), "asked")));
    expect(answers.filter(({ short }) => short === 0)).toHaveLength(100);
    expect(await balance(cover)).toMatchObject({ granted: 100, held: 100, consumed: 0, available: 0 });
  }
}, 120_000);

test("ALW8: tickets that go from one contract to another and back at once wait for each other, not in a circle", async () => {
  const covers = [await grant(database, [tenTickets]), await grant(database, [tenTickets])];
  const tickets = Array.from({ length: 8 }, () => newId());
  await Promise.all(tickets.map((ticket, n) => tell(covers[n % 2]!, ticket, "opened")));
  for (let round = 1; round <= 6; round += 1)
    await Promise.all(tickets.map((ticket, n) => tell(covers[(n + round) % 2]!, ticket, "re_pointed")));
  expect([(await balance(covers[0]!)).available, (await balance(covers[1]!)).available]).toEqual([6, 6]);
});
