import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
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

const byPhone = { channel: "phone", severity: 3, productPath: [], isOutOfHours: false } as const;
type Kind = allowances.Happening["kind"];

let events = 0;
/** Tells what happens to a ticket at noon of a day. */
async function tell(
  cover: Granted | null,
  ticket: string,
  kind: Kind,
  day = "2026-03-02",
  more: Partial<Pick<allowances.Happening, "event">> & { request?: Partial<allowances.Use["request"]> } = {},
) {
  const at = Temporal.Instant.from(`${day}T12:00:00Z`);
  const event = more.event ?? `event ${(events += 1)}`;
  const happening: allowances.Happening = kind === "re_pointed" ? { kind, stage: "open", event, at } : { kind, event, at };
  return inTestTransaction(database, { role: "agent", now: at.toString() }, (ctx) =>
    allowances.happen(ctx, { id: ticket, cover, request: { ...byPhone, ...more.request } }, happening),
  );
}

async function bucket(cover: Granted, day = "2026-03-02", key = "all") {
  const rows = await allowances.contractAllowances(testContext(database, { now: `${day}T12:00:00Z` }), cover.contractId);
  return rows[0]!.buckets.find((one) => one.key === key)!;
}
const left = async (cover: Granted, day?: string) => (await bucket(cover, day)).available;
const remaining = async (cover: Granted, day?: string) => (await bucket(cover, day)).remaining;
const kinds = async (cover: Granted) =>
  (
    await database.db
      .selectFrom("allowance_entry")
      .where("allowance_id", "like", `${cover.contractId}/%`)
      .select(["kind", "quantity"])
      .orderBy("id")
      .execute()
  ).map(({ kind, quantity }) => `${kind} ${quantity}`);

const granting = (change: Partial<PlanAllowance> & { amount?: number } = {}) => {
  const { amount = 10, ...terms } = change;
  return grant(database, [{ ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount }], ...terms } as PlanAllowance]);
};

describe("ALW4: tickets", () => {
  test("drawn on opening: 10, opened 9, cancelled 10, reopened 9", async () => {
    const cover = await granting();
    const ticket = newId();
    const seen = [await left(cover)];
    for (const kind of ["opened", "cancelled", "reopened"] as const) {
      await tell(cover, ticket, kind);
      seen.push(await left(cover));
    }
    expect(seen).toEqual([10, 9, 10, 9]);
    expect(await kinds(cover)).toEqual(["grant 10", "consume 1", "give_back 1", "consume 1"]);
  });

  test("drawn on resolution, what remains: 10, opened 10, resolved 9, reopened 10, resolved 9; what is open is held", async () => {
    const cover = await granting({ drawnAt: "resolution" });
    const ticket = newId();
    const seen = [await remaining(cover)];
    for (const kind of ["opened", "resolved", "reopened", "resolved"] as const) {
      await tell(cover, ticket, kind);
      seen.push(await remaining(cover));
      expect(await left(cover)).toBe(9);
    }
    expect(seen).toEqual([10, 10, 9, 10, 9]);
  });

  test("a total of 1, drawn on resolution: the second is short of 1 and takes nothing, nor when it is resolved", async () => {
    const cover = await granting({ drawnAt: "resolution", amount: 1 });
    const [first, second] = [newId(), newId()];
    expect(await tell(cover, first, "opened")).toMatchObject({ short: 0 });
    expect(await tell(cover, second, "opened")).toMatchObject({ short: 1, alerts: [] });
    await tell(cover, second, "resolved");
    await tell(cover, first, "resolved");
    expect(await bucket(cover)).toMatchObject({ granted: 1, held: 0, consumed: 1, available: 0, over: 0 });
  });

  test("a hold outlives its period: held on 31 January, resolved on 2 February, it is January's", async () => {
    const monthly = { ...tenTickets.buckets[0]!, per: "calendar_month" } as const;
    const cover = await granting({ drawnAt: "resolution", buckets: [monthly] });
    const ticket = newId();
    await tell(cover, ticket, "opened", "2026-01-31");
    await tell(cover, ticket, "resolved", "2026-02-02");
    expect(await bucket(cover, "2026-02-02")).toMatchObject({ granted: 10, held: 0, consumed: 0 });
    expect(await kinds(cover)).toEqual(["grant 10", "hold 1", "release 1", "expire 9", "grant 10", "consume 1"]);
  });

  test("from phone to web after opening: what only the phone may draw is given back, and what the web may is drawn", async () => {
    const only = (key: string, channel: "phone" | "portal") => ({
      ...tenTickets.buckets[0]!,
      key,
      amount: 5,
      channels: { only: [channel] as [typeof channel] },
    });
    const cover = await granting({ buckets: [only("phone", "phone"), only("web", "portal")] });
    const ticket = newId();
    await tell(cover, ticket, "opened");
    expect([(await bucket(cover, undefined, "phone")).available, (await bucket(cover, undefined, "web")).available]).toEqual([
      4, 5,
    ]);
    await tell(cover, ticket, "re_pointed", undefined, { request: { channel: "portal" } });
    expect([(await bucket(cover, undefined, "phone")).available, (await bucket(cover, undefined, "web")).available]).toEqual([
      5, 4,
    ]);
    expect(await tell(cover, ticket, "re_pointed", undefined, { request: { channel: "fax" } })).toMatchObject({ short: 1 });
    expect((await bucket(cover, undefined, "web")).available).toBe(4);
  });

  test("merged into another it gives back; what serves it no longer has it back", async () => {
    const [cover, other] = [await granting(), await granting()];
    const [ticket, another] = [newId(), newId()];
    await tell(cover, ticket, "opened");
    await tell(cover, another, "opened");
    await tell(cover, ticket, "merged");
    expect(await left(cover)).toBe(9);
    await tell(other, another, "re_pointed");
    expect([await left(cover), await left(other)]).toEqual([10, 9]);
    await tell(null, another, "re_pointed");
    expect([await left(cover), await left(other)]).toEqual([10, 10]);
  });

  test("ALW2: an event that is told twice changes nothing", async () => {
    const cover = await granting();
    const ticket = newId();
    for (const kind of ["opened", "opened", "cancelled"] as const) await tell(cover, ticket, kind, undefined, { event: "once" });
    expect(await kinds(cover)).toEqual(["grant 10", "consume 1"]);
  });

  test("ALW2: all of it or nothing: what is rolled back left no trace, and may be told again", async () => {
    const cover = await granting();
    const [ticket, event] = [newId(), "broken off"];
    const broken = inTestTransaction(database, { now: "2026-03-02T12:00:00Z" }, async (ctx) => {
      await allowances.happen(ctx, { id: ticket, cover, request: byPhone }, { kind: "opened", event, at: ctx.now });
      throw new Error("the power went");
    });
    await expect(broken).rejects.toThrow("the power went");
    expect(await kinds(cover)).toEqual([]);
    await tell(cover, ticket, "opened", undefined, { event });
    expect(await left(cover)).toBe(9);
  });

  test("ALW6: what is counted beyond is told as such, with what it comes to where it is billed", async () => {
    const cover = await granting({ amount: 1, beyond: { billMinor: "2500" } });
    await tell(cover, newId(), "opened");
    expect(await tell(cover, newId(), "opened")).toMatchObject({ short: 0, over: 1 });
    expect(await bucket(cover)).toMatchObject({ available: 0, over: 1, overMinor: "2500" });
  });

  test("ALW6: 10 a month, up to 12 carried over, 1 used in January: 19 in February, 22 in March", async () => {
    const monthly = { ...tenTickets.buckets[0]!, per: "calendar_month", carryOver: { atMost: 12 } } as const;
    const cover = await granting({ buckets: [monthly] });
    await tell(cover, newId(), "opened", "2026-01-10");
    expect([await left(cover, "2026-02-01"), await left(cover, "2026-03-01")]).toEqual([19, 22]);
    await tell(cover, newId(), "opened", "2026-02-10");
    expect((await bucket(cover, "2026-02-10")).lots.map(({ kind, available }) => [kind, available])).toEqual([
      ["period", 10],
      ["carried", 8],
    ]);
  });

  test("ALW7: an alert at 80 % and one at 100 %, once each, and the day on which it runs out", async () => {
    const cover = await granting();
    const told: unknown[] = [];
    for (let ticket = 0; ticket < 10; ticket += 1) {
      const { alerts } = await tell(cover, newId(), "opened", "2026-01-10");
      told.push(...alerts.map(({ percent }) => [ticket + 1, percent]));
    }
    expect(told).toEqual([
      [8, 80],
      [10, 100],
    ]);
    const balance = await bucket(cover, "2026-01-10");
    expect(balance.alerts).toEqual([
      { percent: 80, on: "2026-01-10" },
      { percent: 100, on: "2026-01-10" },
    ]);
    expect(balance.runsOutOn).toBe("2026-01-10");
    expect((await bucket(cover, "2026-02-10")).runsOutOn).toBe("2026-02-10");
  });
});

describe("ALW3: checks that hold", () => {
  const noon = "2026-03-02T12:00:00Z";

  test("what a check holds becomes the ticket's", async () => {
    const cover = await granting();
    const [check, ticket] = [newId(), newId()];
    const { heldUntil } = await tell(cover, check, "asked");
    expect(heldUntil?.toString()).toBe("2026-03-02T12:30:00Z");
    expect(await bucket(cover)).toMatchObject({ held: 1, consumed: 0, available: 9 });
    const handOver = () =>
      inTestTransaction(database, { role: "agent", now: noon }, (ctx) => allowances.handOver(ctx, check, ticket, "handed over"));
    expect(await handOver()).toBe(true);
    expect(await handOver()).toBe(false);
    await tell(cover, ticket, "opened");
    expect(await bucket(cover)).toMatchObject({ held: 0, consumed: 1, available: 9 });
    await tell(cover, check, "cancelled");
    expect(await bucket(cover)).toMatchObject({ held: 0, consumed: 1, available: 9 });
  });

  test("what nobody comes back for is released before the next draw, and by itself", async () => {
    const cover = await granting({ amount: 1 });
    const check = newId();
    await tell(cover, check, "asked");
    const at = (now: string, act: (ctx: Parameters<typeof allowances.releaseOverdue>[0]) => Promise<unknown>) =>
      inTestTransaction(database, { role: "agent", now }, act);
    const ask = (now: string) =>
      at(now, (ctx) =>
        allowances.happen(ctx, { id: newId(), cover, request: byPhone }, { kind: "asked", event: now, at: ctx.now }),
      );
    expect(await ask("2026-03-02T12:29:59Z")).toMatchObject({ short: 1, heldUntil: null });
    expect(await ask("2026-03-02T12:30:00Z")).toMatchObject({ short: 0 });
    await at("2026-03-02T12:59:59Z", allowances.releaseOverdue);
    expect(await left(cover)).toBe(0);
    await at("2026-03-02T13:00:00Z", allowances.releaseOverdue);
    expect(await left(cover)).toBe(1);
    const late = await at("2026-03-02T13:00:00Z", (ctx) => allowances.handOver(ctx, check, newId(), "too late"));
    expect(late).toBe(false);
  });
});
