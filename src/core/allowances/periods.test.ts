import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusDays } from "../coverage/days.ts";
import { billingPeriods } from "../proration/index.ts";
import { type AllowancePeriod, dayFor, periodOf } from "./index.ts";
import { periodsThrough } from "./periods.ts";

const frame = { anchorOn: "2026-01-31", startsOn: "2026-01-31", endsBefore: "2027-01-31" };
const period = (per: AllowancePeriod, day: string, changes: Partial<typeof frame> = {}) => {
  const found = periodOf(per, { ...frame, ...changes }, day);
  return found === null ? null : `${found.startsOn} ${found.endsBefore}`;
};

describe("the period that a day falls in", () => {
  test("ALW1: contract months from the 31st begin on the last day of shorter ones, and on the 31st again after", () => {
    expect(period("contract_month", "2026-02-27")).toBe("2026-01-31 2026-02-28");
    expect(period("contract_month", "2026-02-28")).toBe("2026-02-28 2026-03-31");
    expect(period("contract_month", "2026-03-30")).toBe("2026-02-28 2026-03-31");
    expect(period("contract_month", "2026-03-31")).toBe("2026-03-31 2026-04-30");
  });

  test("ALW1: quarters and contract years are counted from the contract's day, 29 February falling on the 28th in other years", () => {
    expect(period("quarter", "2026-04-29")).toBe("2026-01-31 2026-04-30");
    expect(period("quarter", "2026-04-30")).toBe("2026-04-30 2026-07-31");
    const leap = { anchorOn: "2024-02-29", startsOn: "2024-02-29", endsBefore: "2030-01-01" };
    expect(period("contract_year", "2025-02-27", leap)).toBe("2024-02-29 2025-02-28");
    expect(period("contract_year", "2025-02-28", leap)).toBe("2025-02-28 2026-02-28");
    expect(period("contract_year", "2028-02-29", leap)).toBe("2028-02-29 2029-02-28");
  });

  test("ALW1: calendar months begin on the 1st, the first and the last as long as the contract lets them be", () => {
    expect(period("calendar_month", "2026-01-31")).toBe("2026-01-31 2026-02-01");
    expect(period("calendar_month", "2026-02-28")).toBe("2026-02-01 2026-03-01");
    expect(period("calendar_month", "2027-01-30")).toBe("2027-01-01 2027-01-31");
  });

  test("ALW1: a term is the contract's days; before and after them there is no period", () => {
    expect(period("term", "2026-06-01")).toBe("2026-01-31 2027-01-31");
    expect(periodOf("term", { ...frame, endsBefore: null }, "2040-06-01")).toEqual({
      key: "term",
      startsOn: "2026-01-31",
      endsBefore: null,
    });
    expect(period("term", "2026-01-30")).toBeNull();
    expect(period("contract_month", "2027-01-31")).toBeNull();
  });

  test("ALW1: terms that begin later in a contract keep its anchor, and the period keeps its name", () => {
    const later = { startsOn: "2026-03-10" };
    expect(period("contract_month", "2026-03-15", later)).toBe("2026-03-10 2026-03-31");
    expect(periodOf("contract_month", { ...frame, ...later }, "2026-03-15")?.key).toBe("2026-02-28");
  });

  test("ALW1: from one day through another, each period that has begun", () => {
    const begun = (from: string, through: string) =>
      periodsThrough("contract_month", frame, from, through).map(({ startsOn }) => startsOn);
    expect(begun("2026-02-01", "2026-03-31")).toEqual(["2026-01-31", "2026-02-28", "2026-03-31"]);
    expect(begun("2026-12-31", "2028-01-01")).toEqual(["2026-12-31"]);
    expect(begun("2026-01-01", "2026-03-31")).toEqual([]);
    expect(periodsThrough("term", { ...frame, endsBefore: null }, "2026-02-01", "2028-01-01")).toHaveLength(1);
  });

  test("ALW1: a day is the contract zone's: half past eleven at night in UTC is the next day in London's summer", () => {
    expect(dayFor({ timeZone: "Europe/London" }, "2026-03-31T23:30:00Z")).toBe("2026-04-01");
    expect(dayFor({ timeZone: "UTC" }, "2026-03-31T23:30:00Z")).toBe("2026-03-31");
    expect(dayFor({ timeZone: "Pacific/Auckland" }, "2026-03-31T11:00:00Z")).toBe("2026-04-01");
  });

  test("ALW1: periods are those that bills have, whatever the anchor and the day", () => {
    const day = fc.integer({ min: 0, max: 4000 }).map((days) => plusDays("2022-01-01", days));
    const per = fc.constantFrom(["contract_month", 1] as const, ["quarter", 3] as const, ["contract_year", 12] as const);
    fc.assert(
      fc.property(day, day, per, (anchorOn, on, [per, months]) => {
        const from = Temporal.PlainDate.from(on);
        const grid = { anchorOn: Temporal.PlainDate.from(anchorOn), every: { months }, from, before: from.add({ days: 1 }) };
        const [billed] = billingPeriods(grid);
        const found = periodOf(per, { anchorOn, startsOn: "0001-01-01", endsBefore: null }, on)!;
        expect([found.startsOn, found.endsBefore]).toEqual([String(billed!.startsOn), String(billed!.endsBefore)]);
      }),
    );
  });
});
