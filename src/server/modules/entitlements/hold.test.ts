import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import type { Database } from "#platform/db/database.ts";
import * as entitlements from "./entitlements.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
  // Ten tickets each calendar month: every test has a month of its own.
  await sql`
    insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
    select gen_random_uuid(), plan_id, version + 1, effective_on,
      jsonb_set(jsonb_set(terms, '{allowances,0,buckets,0,per}', '"calendar_month"'), '{allowances,0,buckets,0,amount}', '10'), recorded_at
    from plan_version where plan_id = (select id from plan where name = 'Silver')`.execute(database.db);
});
afterAll(() => database.close());

const question = { assetTag: "NG-2", channel: "email", severity: 3 } as const;

function hold(now: string, asked: entitlements.AskedQuestion = question) {
  const ctx = testContext(database, { role: "agent", now });
  return entitlements.checkAndHold({ database, log: ctx.log }, ctx, asked);
}

const leftIn = ({ decision }: Awaited<ReturnType<typeof hold>>) => decision.candidates[0]!.allowances[0]!.left;

test("ALW8: who asks at the same moment is decided on what those before left, down to the last", async () => {
  const now = "2026-03-10T09:00:00Z";
  await hold(now); // after it, what the month grants is on record
  const answers = await Promise.all(Array.from({ length: 12 }, () => hold(now)));
  const entitled = answers.filter(({ decision }) => decision.outcome === "entitled");
  expect(entitled).toHaveLength(9);
  // The last of them use up four fifths, which is told: each is written alone, on what it found before it waited.
  expect(entitled.slice(0, 7).map(leftIn)).toEqual([9, 8, 7, 6, 5, 4, 3]);
  expect(entitled.map(({ until }) => until?.toString())).toEqual(entitled.map(() => "2026-03-10T09:30:00Z"));
  const refused = answers.filter(({ decision }) => decision.outcome !== "entitled");
  expect(refused.map(({ decision, until }) => [decision.reasons[0]!.rule, until])).toEqual([
    ["ALW3", null],
    ["ALW3", null],
    ["ALW3", null],
  ]);
  const ctx = testContext(database, { role: "agent" });
  for (const { decision } of answers) expect((await entitlements.replayDecision(ctx, decision.id)).same).toBe(true);
});

test("ENT12: among many who hold at once, one whose question is none is told so, one whom nothing covers is told why, and each has their own", async () => {
  const now = "2026-04-10T09:00:00Z";
  await hold(now);
  const [first, none, unknown, second] = await Promise.allSettled([
    hold(now),
    hold(now, { ...question, at: "2026-02-30" }),
    hold(now, { serial: "NOBODY-HAS-THIS" }),
    hold(now, { ...question, severity: 2 }),
  ]);
  expect(none).toMatchObject({ status: "rejected", reason: { code: "validation_failed" } });
  expect(unknown).toMatchObject({
    value: { until: null, decision: { outcome: "not_entitled", question: { serial: "NOBODY-HAS-THIS" } } },
  });
  expect(first).toMatchObject({ value: { decision: { outcome: "entitled", question: { severity: 3 } } } });
  expect(second).toMatchObject({ value: { decision: { outcome: "entitled", question: { severity: 2 } } } });
  const { rows } = await sql<{ held: string; uses: string }>`
    select held, (select count(distinct use_id) from allowance_entry where lot_id = lot.id) as uses
    from allowance_lot lot where kind = 'period' and starts_on = '2026-04-01'`.execute(database.db);
  expect(rows.map(({ held, uses }) => [Number(held), Number(uses)])).toEqual([[3, 3]]);
});

test("ENT12: a question that cannot be decided, or whose decision cannot be kept, breaks for the one who asks it, and for nobody else", async () => {
  const now = "2026-05-10T09:00:00Z";
  await hold(now);
  const answers = await Promise.allSettled([
    hold(now),
    hold(now, { ...question, service: 7 as never }),
    hold(now, { ...question, assetTag: "NG-2\0" }),
    hold(now),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  const untils = answers.flatMap((one) => (one.status === "fulfilled" ? [one.value.until?.toString()] : []));
  expect(untils).toEqual(["2026-05-10T09:30:00Z", "2026-05-10T09:30:00Z"]);
});

test("ALW3: who asks about a day that is over is told what was left on it, and those who ask about now what is left now", async () => {
  const now = "2026-06-10T09:00:00Z";
  await hold(now);
  await hold(now);
  const answers = await Promise.all([hold(now), hold(now, { ...question, at: "2026-06-05T09:00:00Z" }), hold(now)]);
  const [first, past, last] = answers.map(leftIn);
  expect(past).toBe(10);
  expect([first, last].toSorted()).not.toContain(10);
});
