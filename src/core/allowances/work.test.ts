import { describe, expect, test } from "vitest";
import { makeCalendar } from "../calendar/index.ts";
import { book, bucket, byWeb, noBooks, ofMinutes, ofTickets, said } from "./books.oracle.ts";
import {
  balancesOn,
  type MinuteAllowance,
  type MoneyAllowance,
  outOfHoursMinutes,
  priceBeyond,
  ticketQuantity,
  type Work,
  workEntries,
  workQuantity,
} from "./index.ts";

function work(id: string, on: string, minutes: number, changes: Partial<Work> = {}): Work {
  return { ...byWeb, id, on, startedAt: null, minutes, outOfHours: 0, kind: null, ...changes };
}

const recorded = (event: string, on = "2026-12-01") => ({ event, on });
const used = (terms: Partial<MinuteAllowance>, minutes: number, outOfHours = 0) =>
  workQuantity(ofMinutes(terms).terms, { minutes, outOfHours, kind: "remote" });

describe("how much work draws", () => {
  test("ALW7: minutes are exact: 280 stay 280", () => {
    const allowance = ofMinutes({ buckets: [bucket({ amount: 600, per: "term" })] });
    const { books } = book(noBooks, allowance, [work("W1", "2026-03-02", 280)], recorded("e1"));
    expect(balancesOn(allowance, books.stored, "2026-12-01")[0]).toMatchObject({ consumed: 280, available: 320 });
  });

  test("ALW7: at least the least, and up to the next step", () => {
    const quarters = { leastMinutes: 30, stepMinutes: 15 };
    expect([1, 30, 31, 280].map((minutes) => used(quarters, minutes))).toEqual([30, 30, 45, 285]);
    expect(used({ leastMinutes: 20, stepMinutes: 15 }, 5)).toBe(30);
  });

  test("ALW7: out of hours counts double, minute by minute; what is rounded up weighs as the time did on average", () => {
    expect(used({}, 45, 45)).toBe(90);
    expect(used({}, 20, 8)).toBe(28);
    expect(used({ leastMinutes: 15 }, 5, 5)).toBe(30);
    expect(used({ stepMinutes: 15 }, 20, 8)).toBe(42);
    expect(used({ outOfHoursPercent: 150 }, 45, 45)).toBe(68);
    expect(used({ outOfHoursPercent: 50 }, 45, 45)).toBe(23);
  });

  test("ALW7: in money, the minutes that count at the hourly rate, half up; work of a kind that is excluded draws nothing", () => {
    const money: MoneyAllowance = { ...ofMinutes().terms, unit: "money", hourlyRateMinor: "9500", beyond: "bill" };
    const cost = (minutes: number, outOfHours: number, kind: string) => workQuantity(money, { minutes, outOfHours, kind });
    expect([cost(30, 0, "remote"), cost(30, 30, "remote"), cost(1, 0, "remote")]).toEqual([4750, 9500, 158]);
    expect(workQuantity({ ...money, workKinds: { except: ["travel"] } }, { minutes: 30, outOfHours: 0, kind: "travel" })).toBe(0);
  });

  test("ALW7: how much of the work lies outside the opening hours", () => {
    const made = makeCalendar({ timeZone: "Europe/London", weekly: { mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]] } });
    if (!made.ok) throw new Error(made.refusal.message);
    expect(outOfHoursMinutes(made.value, "2026-03-02T16:30:00Z", 60)).toBe(30);
    expect(outOfHoursMinutes(made.value, "2026-03-02T10:00:00Z", 60)).toBe(0);
    expect(outOfHoursMinutes(made.value, "2026-03-01T10:00:00Z", 60)).toBe(60);
    expect(outOfHoursMinutes(made.value, "2026-03-02T16:59:30Z", 1)).toBe(1);
    expect(outOfHoursMinutes(made.value, null, 60)).toBe(0);
  });

  test("ALW7: a ticket counts once, out of hours as often as the terms say", () => {
    expect(ticketQuantity(ofTickets().terms, true)).toBe(1);
    expect(ticketQuantity(ofTickets({ outOfHoursPercent: 300 }).terms, true)).toBe(3);
    expect(ticketQuantity(ofTickets({ outOfHoursPercent: 300 }).terms, false)).toBe(1);
  });
});

describe("beyond the allowance", () => {
  const allowance = ofMinutes({ buckets: [bucket({ amount: 120, per: "term" })] });
  const three = ["2026-03-02", "2026-03-03", "2026-03-04"].map((on, index) => work(`W${index}`, on, 60));
  const night = work("N", "2026-03-05", 45, { outOfHours: 45 });

  test("ALW6: 120 minutes, 180 used and 45 at double weight: 270 used, 150 over; and back when the entry is removed", () => {
    const before = book(noBooks, allowance, three, recorded("e1")).books;
    expect(balancesOn(allowance, before.stored, "2026-12-01")[0]).toMatchObject({ consumed: 120, over: 60 });
    const after = book(before, allowance, [...three, night], recorded("e2")).books;
    const [balance] = balancesOn(allowance, after.stored, "2026-12-01");
    expect(balance).toMatchObject({ granted: 120, consumed: 120, available: 0, over: 150 });
    expect(balance!.consumed + balance!.over).toBe(270);
    const removed = book(after, allowance, three, recorded("e3"));
    expect(said(removed.written.entries)).toEqual(["N: give_back 90 all/term/beyond"]);
    expect(removed.written.moved).toEqual([
      { workId: "N", before: [{ lotId: "SC-1/all/term/beyond", held: 0, consumed: 90 }], after: [] },
    ]);
    expect(balancesOn(allowance, removed.books.stored, "2026-12-01")[0]).toMatchObject({ consumed: 120, over: 60 });
  });

  test("ALW6: where the terms refuse, work draws to the minute what there is, and is short of the rest", () => {
    const refusing = { ...allowance, terms: { ...allowance.terms, beyond: "refuse" as const } };
    const { books, written } = book(noBooks, refusing, [...three, night], recorded("e1"));
    expect(written.allocations.map(({ workId, quantity, short, over }) => [workId, quantity, short, over])).toEqual([
      ["W0", 60, 0, 0],
      ["W1", 60, 0, 0],
      ["W2", 60, 60, 0],
      ["N", 90, 90, 0],
    ]);
    expect(balancesOn(refusing, books.stored, "2026-12-01")[0]).toMatchObject({ consumed: 120, available: 0, over: 0 });
  });

  test("ALW6: on a day on which nothing is granted all of it is short, whatever the terms say of what is beyond", () => {
    const { written } = book(noBooks, allowance, [work("W1", "2025-12-31", 30), work("W2", "2028-01-01", 20)], recorded("e1"));
    expect(written.allocations.map(({ short, over }) => [short, over])).toEqual([
      [30, 0],
      [20, 0],
    ]);
  });

  test("ALW6: what is beyond costs its rate for each ticket, or for each hour half up; money costs itself; uncounted is not billed", () => {
    const billed = { billMinor: "7550" } as const;
    const money: MoneyAllowance = { ...allowance.terms, unit: "money", hourlyRateMinor: "9500", beyond: "bill" };
    expect(priceBeyond(ofTickets({ beyond: billed }).terms, 3)).toBe(22_650n);
    expect(priceBeyond(ofMinutes({ beyond: billed }).terms, 150)).toBe(18_875n);
    expect(priceBeyond(ofMinutes({ beyond: billed }).terms, 1)).toBe(126n);
    expect(priceBeyond(money, 4750)).toBe(4750n);
    expect([priceBeyond({ ...money, beyond: "count" }, 4750), priceBeyond(allowance.terms, 150)]).toEqual([null, null]);
  });
});

describe("drawn by the day the work was done", () => {
  const monthly = ofMinutes({ buckets: [bucket({ amount: 60, per: "calendar_month" })] });
  const march = [work("W1", "2026-03-10", 40), work("W2", "2026-03-20", 40)];

  test("ALW5: back-dated work is drawn first, what it displaces is drawn anew, and the difference is told", () => {
    const before = book(noBooks, monthly, march, recorded("e1", "2026-03-25")).books;
    const told = book(before, monthly, [...march, work("W0", "2026-03-05", 30)], recorded("e2", "2026-03-25"));
    expect(said(told.written.entries)).toEqual([
      "W1: give_back 10 all/2026-03-01/period",
      "W2: give_back 20 all/2026-03-01/period",
      "W0: consume 30 all/2026-03-01/period",
      "W1: consume 10 all/2026-03-01/beyond",
      "W2: consume 20 all/2026-03-01/beyond",
    ]);
    expect(told.written.moved.map(({ workId }) => workId)).toEqual(["W0", "W1", "W2"]);
    expect(told.written.entries.map(({ on }) => on)).toEqual([
      "2026-03-10",
      "2026-03-20",
      "2026-03-05",
      "2026-03-10",
      "2026-03-20",
    ]);
  });

  test("ALW5: work of March entered in April is March's", () => {
    const { books } = book(noBooks, monthly, [work("W1", "2026-03-31", 40)], recorded("e1", "2026-04-03"));
    const left = (on: string) => balancesOn(monthly, books.stored, on)[0]!.available;
    expect([left("2026-03-31"), left("2026-04-03")]).toEqual([20, 60]);
  });

  test("ALW5: of one day, work of which only the day is known comes first, then by when it began, then by id", () => {
    const day = "2026-03-10";
    const works = [
      work("D", day, 20, { startedAt: "2026-03-10T15:00:00Z" }),
      work("C", day, 20, { startedAt: "2026-03-10T09:00:00Z" }),
      work("B", day, 20),
      work("A", day, 20),
    ];
    const { written } = book(noBooks, monthly, works, recorded("e1"));
    expect(written.allocations.map(({ workId, over }) => [workId, over])).toEqual([
      ["A", 0],
      ["B", 0],
      ["C", 0],
      ["D", 20],
    ]);
  });

  test("ALW6: what is left is carried over up to the limit, and less of it when back-dated work has used it after all", () => {
    const carrying = ofMinutes({ buckets: [bucket({ amount: 60, per: "calendar_month", carryOver: { atMost: 20 } })] });
    const works = [work("J", "2026-01-10", 50), work("F", "2026-02-10", 65)];
    const before = book(noBooks, carrying, works, recorded("e1", "2026-02-20")).books;
    expect(said(before.ledger)).toEqual([
      "-: grant 60 all/2026-01-01/period",
      "-: expire 10 all/2026-01-01/period",
      "-: grant 60 all/2026-02-01/period",
      "-: carry_in 10 all/2026-02-01/carried",
      "J: consume 50 all/2026-01-01/period",
      "F: consume 10 all/2026-02-01/carried",
      "F: consume 55 all/2026-02-01/period",
    ]);
    const late = book(before, carrying, [...works, work("K", "2026-01-20", 30)], recorded("e2", "2026-02-20"));
    expect(said(late.written.entries)).toEqual([
      "F: give_back 10 all/2026-02-01/carried",
      "-: expire -10 all/2026-01-01/period",
      "-: carry_in -10 all/2026-02-01/carried",
      "K: consume 10 all/2026-01-01/period",
      "K: consume 20 all/2026-01-01/beyond",
      "F: consume 5 all/2026-02-01/period",
      "F: consume 5 all/2026-02-01/beyond",
    ]);
    const removed = book(late.books, carrying, works, recorded("e3", "2026-02-20"));
    expect(balancesOn(carrying, removed.books.stored, "2026-02-20")).toEqual(balancesOn(carrying, before.stored, "2026-02-20"));
  });

  test("ALW2: other terms hold from their day: work and periods of the days before go by those before", () => {
    const carrying = { atMost: 100 };
    const per = "calendar_month" as const;
    const hour = ofMinutes({ buckets: [bucket({ amount: 60, per, carryOver: carrying })], stepMinutes: 15 });
    const more = ofMinutes({ buckets: [bucket({ amount: 90, per, carryOver: carrying })], stepMinutes: 1 });
    const earlier = [{ terms: hour.terms, before: "2026-03-15" }];
    const works = [
      work("J", "2026-01-10", 50),
      work("M", "2026-03-14", 1),
      work("N", "2026-03-15", 1),
      work("A", "2026-04-02", 20),
    ];
    const { allocations, lots } = workEntries(more, [], new Map(), works, recorded("e1", "2026-04-20"), earlier);
    expect(allocations.map(({ workId, quantity }) => [workId, quantity])).toEqual([
      ["J", 60],
      ["M", 15],
      ["N", 1],
      ["A", 20],
    ]);
    const periods = lots.filter(({ kind }) => kind === "period");
    expect(periods.map(({ startsOn, granted }) => [startsOn, granted])).toEqual([
      ["2026-01-01", 60],
      ["2026-02-01", 60],
      ["2026-03-01", 60],
      ["2026-04-01", 90],
    ]);
  });

  test("ALW5: told again, or of work that stands already, nothing is written", () => {
    const before = book(noBooks, monthly, march, recorded("e1", "2026-03-25")).books;
    expect(book(before, monthly, march.toReversed(), recorded("e2", "2026-03-26")).written).toMatchObject({
      entries: [],
      moved: [],
    });
  });
});
