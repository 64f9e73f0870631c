import { describe, expect, test } from "vitest";
import { bucket, happen, noBooks, ofTickets } from "./books.oracle.ts";
import { alertsOn, balancesOn, runsOutOn } from "./index.ts";

const balance = (consumed: number, changes: Partial<{ granted: number; held: number; over: number }> = {}) => ({
  granted: 10,
  held: 0,
  over: 0,
  ...changes,
  consumed,
});

describe("the balance", () => {
  test("ALW3: available is what was granted, less what is held, less what was consumed; looking grants nothing", () => {
    const allowance = ofTickets({ drawnAt: "resolution" });
    const opened = happen(noBooks, allowance, "T1", { event: "e1", on: "2026-03-02", kind: "opened" }).books;
    const books = happen(opened, allowance, "T1", { event: "e2", on: "2026-03-02", kind: "resolved" }).books;
    const two = happen(books, allowance, "T2", { event: "e3", on: "2026-03-02", kind: "opened" }).books;
    expect(balancesOn(allowance, two.stored, "2026-03-02")).toEqual([
      {
        bucketKey: "all",
        startsOn: "2026-01-01",
        endsBefore: "2027-01-01",
        granted: 10,
        held: 1,
        consumed: 1,
        remaining: 9,
        available: 8,
        over: 0,
        limits: [],
      },
    ]);
    expect(balancesOn(allowance, [], "2027-06-01")[0]).toMatchObject({ granted: 10, available: 10, startsOn: "2027-01-01" });
    expect(balancesOn(allowance, [], "2028-01-01")).toEqual([]);
  });
});

describe("alerts", () => {
  test("ALW7: at 80 % and at 100 %, once each as they are passed; what is held and what is beyond counts", () => {
    expect(alertsOn(balance(7), balance(8))).toEqual([80]);
    expect(alertsOn(balance(8), balance(9))).toEqual([]);
    expect(alertsOn(balance(9), balance(10))).toEqual([100]);
    expect(alertsOn(balance(7), balance(7, { held: 3 }))).toEqual([80, 100]);
    expect(alertsOn(balance(10), balance(10, { over: 1 }))).toEqual([]);
    expect(alertsOn(balance(9), balance(8))).toEqual([]);
  });

  test("ALW7: nothing is rounded: 79.9 % is not 80 %", () => {
    expect(alertsOn(balance(0, { granted: 1000 }), balance(799, { granted: 1000 }))).toEqual([]);
    expect(alertsOn(balance(799, { granted: 1000 }), balance(800, { granted: 1000 }))).toEqual([80]);
  });

  test("ALW7: an allowance of nothing is used up by the first use beyond it, and not before", () => {
    expect(alertsOn(balance(0, { granted: 0 }), balance(0, { granted: 0 }))).toEqual([]);
    expect(alertsOn(balance(0, { granted: 0 }), balance(0, { granted: 0, over: 1 }))).toEqual([80, 100]);
  });
});

describe("when it runs out", () => {
  const year = { startsOn: "2026-01-01", endsBefore: "2027-01-01" };
  const runsOut = (consumed: number, granted: number, on: string, endsBefore: string | null = "2027-01-01") =>
    runsOutOn({ ...balance(consumed, { granted }), ...year, endsBefore }, on);

  test("ALW7: 45 of 100 tickets used in the 90 days through 31 March: 100 are used on the 200th day, 19 July", () => {
    expect(runsOut(45, 100, "2026-03-31")).toBe("2026-07-19");
    expect(runsOut(20, 100, "2026-03-31")).toBeNull();
    expect(runsOut(20, 100, "2026-03-31", null)).toBe("2027-03-26");
  });

  test("ALW7: the period's last day is still in it, and unused units do not run out", () => {
    expect(runsOut(9, 365, "2026-01-09")).toBe("2026-12-31");
    expect(runsOut(9, 366, "2026-01-09")).toBeNull();
    expect(runsOut(0, 100, "2026-03-31")).toBeNull();
  });

  test("ALW7: what has run out has run out by the day asked about", () => {
    expect(runsOut(100, 100, "2026-03-31")).toBe("2026-03-31");
    expect(runsOutOn({ ...balance(1, { granted: 1, over: 2 }), ...year }, "2026-03-31")).toBe("2026-03-31");
  });

  test("ALW3: a bucket that others stand beside has its own balance", () => {
    const allowance = ofTickets({ buckets: [bucket(), bucket({ key: "month", per: "calendar_month", amount: 2 })] });
    expect(balancesOn(allowance, [], "2026-05-05").map(({ bucketKey, startsOn }) => [bucketKey, startsOn])).toEqual([
      ["all", "2026-01-01"],
      ["month", "2026-05-01"],
    ]);
  });
});
