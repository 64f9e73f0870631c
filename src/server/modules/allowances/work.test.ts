import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import { openTicket } from "#modules/tickets/tickets.ts";
import { addWork, removeWork } from "#modules/projects/projects.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { grant, type Granted, recordTerms, twoHours } from "#test/support/granting.ts";
import { recordSmallRegister } from "#test/support/small-register.ts";
import * as allowances from "./allowances.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const late = "2026-12-01T12:00:00Z";
const bucket = { ...twoHours.buckets[0]! };
const minutes = (change: Partial<PlanAllowance & { unit: "minutes" }> & { amount?: number } = {}): PlanAllowance => {
  const { amount = 120, ...terms } = change;
  return { ...twoHours, buckets: [{ ...bucket, amount }], ...terms };
};

/** A ticket of a contract that grants this, and work on it. */
async function working(terms: PlanAllowance) {
  const cover = await grant(database, [terms]);
  const ticket = await inTestTransaction(database, { role: "agent", now: "2026-01-05T09:00:00Z" }, (ctx) =>
    openTicket(ctx, {
      question: { account: cover.contractNumber },
      subject: "s",
      description: "",
      channel: "email",
      severity: 3,
    }),
  );
  const enter = (day: string, spent: number, more: { startedAt?: string; kind?: string; now?: string } = {}) =>
    inTestTransaction(database, { role: "manager", now: more.now ?? late }, (ctx) => {
      const { startedAt, kind } = more;
      const when = startedAt === undefined ? { workedOn: day } : { startedAt };
      return addWork(ctx, ticket.id, { worker: "me", ...when, minutes: spent, note: "", ...(kind !== undefined && { kind }) });
    });
  const remove = (id: string) => inTestTransaction(database, { role: "manager", now: late }, (ctx) => removeWork(ctx, id));
  return { cover, enter, remove };
}

async function balance(cover: Granted, day = "2026-12-01") {
  const rows = await allowances.contractAllowances(testContext(database, { now: `${day}T12:00:00Z` }), cover.contractId);
  return rows[0]!.buckets[0]!;
}

describe("work draws on what the contract grants", () => {
  test("ALW7: 280 minutes stay 280", async () => {
    const { cover, enter } = await working(minutes({ amount: 600 }));
    expect(await enter("2026-03-02", 280)).toMatchObject({
      draws: [{ allowance: "time", unit: "minutes", quantity: 280, over: 0, short: 0 }],
      drawnAnew: 0,
    });
    expect(await balance(cover)).toMatchObject({ granted: 600, consumed: 280, available: 320 });
  });

  test("ALW6: 120 minutes, 180 used and 45 at double weight: 270 used, 150 over; and back when the entry is removed", async () => {
    const { cover, enter, remove } = await working(minutes({ outOfHoursPercent: 200, beyond: { billMinor: "7550" } }));
    // 7 March 2026 is a Saturday.
    for (const day of ["2026-03-02", "2026-03-03", "2026-03-04"]) await enter(day, 60);
    expect(await balance(cover)).toMatchObject({ consumed: 120, over: 60, overMinor: "7550" });
    const night = await enter("2026-03-07", 45, { startedAt: "2026-03-07T10:00:00Z" });
    expect(night.draws).toMatchObject([{ quantity: 90, over: 90 }]);
    expect(await balance(cover)).toMatchObject({ consumed: 120, over: 150, overMinor: "18875" });
    await remove(night.id);
    expect(await balance(cover)).toMatchObject({ consumed: 120, over: 60, overMinor: "7550" });
  });

  test("ALW6: where the plan refuses, work that is done draws what there is and is short of the rest", async () => {
    const { cover, enter } = await working(minutes({ beyond: "refuse" }));
    await enter("2026-03-02", 100);
    expect((await enter("2026-03-03", 60)).draws).toMatchObject([{ quantity: 60, over: 0, short: 40 }]);
    expect(await balance(cover)).toMatchObject({ consumed: 120, available: 0, over: 0 });
  });

  test("ALW5: back-dated work is drawn first, and what it displaces is drawn anew", async () => {
    const { cover, enter } = await working(minutes({ buckets: [{ ...bucket, amount: 60, per: "calendar_month" }] }));
    await enter("2026-03-10", 40);
    await enter("2026-03-20", 40);
    expect(await enter("2026-03-05", 30)).toMatchObject({ draws: [{ quantity: 30, over: 0 }], drawnAnew: 2 });
    expect(await balance(cover, "2026-03-25")).toMatchObject({ consumed: 60, over: 50 });
  });

  test("ALW7: kinds of work that are excluded draw nothing", async () => {
    const { cover, enter } = await working(minutes({ workKinds: { except: ["travel"] } }));
    expect(await enter("2026-03-02", 90, { kind: "travel" })).toMatchObject({ kind: "travel", draws: [] });
    await enter("2026-03-02", 30, { kind: "remote" });
    expect((await balance(cover)).consumed).toBe(30);
  });

  test("ALW6: money is drawn at the hourly rate, and billed as it is", async () => {
    const money: PlanAllowance = {
      ...twoHours,
      unit: "money",
      hourlyRateMinor: "9500",
      beyond: "bill",
      buckets: [{ ...bucket, amount: 10_000 }],
    };
    const { cover, enter } = await working(money);
    expect((await enter("2026-03-02", 90)).draws).toMatchObject([{ unit: "money", quantity: 14_250, over: 4250 }]);
    expect(await balance(cover)).toMatchObject({ consumed: 10_000, over: 4250, overMinor: "4250" });
  });

  test("ALW2: other terms hold from their day on: work done before goes by those before", async () => {
    const { cover, enter } = await working(minutes({ beyond: "refuse", buckets: [{ ...bucket, per: "calendar_month" }] }));
    await enter("2026-03-02", 31, { now: "2026-03-03T12:00:00Z" });
    await inTestTransaction(database, { now: "2026-04-01T00:00:00Z" }, (ctx) =>
      recordTerms(ctx, cover.planId, {
        version: 2,
        effectiveOn: "2026-04-01",
        allowances: [minutes({ stepMinutes: 15, buckets: [{ ...bucket, amount: 240, per: "calendar_month" }] })],
      }),
    );
    await enter("2026-04-02", 31);
    expect(await balance(cover, "2026-03-31")).toMatchObject({ granted: 120, consumed: 31 });
    expect(await balance(cover, "2026-04-30")).toMatchObject({ granted: 240, consumed: 45 });
  });

  test("ALW2: work done before the plan granted any time draws none", async () => {
    const cover = await grant(database, []);
    const ticket = await inTestTransaction(database, { role: "agent", now: "2026-01-05T09:00:00Z" }, (ctx) =>
      openTicket(ctx, {
        question: { account: cover.contractNumber },
        subject: "s",
        description: "",
        channel: "email",
        severity: 3,
      }),
    );
    const enter = (workedOn: string) =>
      inTestTransaction(database, { role: "manager", now: late }, (ctx) =>
        addWork(ctx, ticket.id, { worker: "me", workedOn, minutes: 30, note: "" }),
      );
    expect((await enter("2026-02-02")).draws).toEqual([]);
    await inTestTransaction(database, { now: "2026-04-01T00:00:00Z" }, (ctx) =>
      recordTerms(ctx, cover.planId, { version: 2, effectiveOn: "2026-04-01", allowances: [minutes()] }),
    );
    expect((await enter("2026-04-02")).draws).toMatchObject([{ quantity: 30, over: 0 }]);
    expect((await balance(cover)).consumed).toBe(30);
  });

  test("ALW2: a top-up is drawn by the work that was beyond before", async () => {
    const { cover, enter } = await working(minutes());
    await enter("2026-12-01", 150);
    expect(await balance(cover)).toMatchObject({ over: 30 });
    const { contractId, planId } = cover;
    const topped = await inTestTransaction(database, { role: "finance", now: late }, (ctx) =>
      allowances.topUpAllowance(ctx, { contractId, planId, key: "time", bucket: "all", quantity: 60, reason: "bought an hour" }),
    );
    expect(topped.buckets[0]).toMatchObject({ granted: 180, consumed: 150, over: 0, available: 30 });
  });
});
