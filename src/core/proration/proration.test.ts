import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { billingPeriods, type Period, periodPrice, prorate } from "./index.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const days = (startsOn: string, endsBefore: string): Period => ({ startsOn: day(startsOn), endsBefore: day(endsBefore) });
const boundaries = (periods: readonly Period[]) => [
  ...periods.map(({ startsOn }) => startsOn.toString()),
  ...periods.slice(-1).map(({ endsBefore }) => endsBefore.toString()),
];

function periods(anchorOn: string, months: number, from: string, before: string, anchorDay?: number): string[] {
  return boundaries(
    billingPeriods({ anchorOn: day(anchorOn), anchorDay, every: { months }, from: day(from), before: day(before) }),
  );
}

const march = days("2026-03-01", "2026-04-01");

describe("what a segment costs", () => {
  test.each<[bigint, Period, Period, bigint]>([
    [10_000n, march, days("2026-03-01", "2026-03-21"), 6452n],
    [10_000n, march, days("2026-03-21", "2026-04-01"), 3548n],
    [-10_000n, march, days("2026-03-21", "2026-04-01"), -3548n],
    [10_000n, march, march, 10_000n],
    [5n, days("2026-03-01", "2026-03-03"), days("2026-03-01", "2026-03-02"), 3n],
    [5n, days("2026-03-01", "2026-03-03"), days("2026-03-02", "2026-03-03"), 2n],
    [-5n, days("2026-03-01", "2026-03-03"), days("2026-03-01", "2026-03-02"), -3n],
    [-5n, days("2026-03-01", "2026-03-03"), days("2026-03-02", "2026-03-03"), -2n],
    [36_600n, days("2024-01-01", "2025-01-01"), days("2024-02-29", "2024-03-01"), 100n],
    [36_500n, days("2023-01-01", "2024-01-01"), days("2023-02-28", "2023-03-01"), 100n],
    [2800n, days("2026-02-01", "2026-03-01"), days("2026-02-01", "2026-02-15"), 1400n],
    [10_000n, march, days("2026-03-10", "2026-03-10"), 0n],
  ])("PRO1: of %s over a period, a part", (price, period, segment, expected) => {
    expect(prorate(price, period, segment)).toBe(expected);
  });

  test("PRO1: what lies outside, runs backwards or is a part of nothing is refused, with what to do", () => {
    expect(() => prorate(1n, march, days("2026-03-10", "2026-04-02"))).toThrow(
      new RangeError(
        "The segment [2026-03-10, 2026-04-02) must lie in the period [2026-03-01, 2026-04-01). Cut it at the period's ends.",
      ),
    );
    expect(() => prorate(1n, march, days("2026-02-28", "2026-03-02"))).toThrow(RangeError);
    expect(() => prorate(1n, march, days("2026-03-11", "2026-03-10"))).toThrow("must not end before it starts");
    expect(() => prorate(1n, days("2026-03-01", "2026-03-01"), days("2026-03-01", "2026-03-01"))).toThrow("must end after");
  });
});

describe("where periods begin", () => {
  test("PRO1: the 31st is the last day of shorter months, and the 31st again after", () => {
    expect(periods("2026-01-31", 1, "2026-01-31", "2026-05-31")).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
    ]);
    expect(periods("2026-01-31", 1, "2028-02-01", "2028-03-01")).toEqual(["2028-01-31", "2028-02-29", "2028-03-31"]);
    expect(periods("2026-02-28", 1, "2026-02-28", "2026-04-01", 31)).toEqual(["2026-02-28", "2026-03-31", "2026-04-30"]);
  });

  test("PRO1: a year anchored on 29 February has it back in every leap year", () => {
    expect(periods("2024-02-29", 12, "2024-02-29", "2028-02-29")).toEqual([
      "2024-02-29",
      "2025-02-28",
      "2026-02-28",
      "2027-02-28",
      "2028-02-29",
    ]);
    expect(periods("2024-02-29", 12, "1900-01-01", "1900-12-31")).toEqual(["1899-02-28", "1900-02-28", "1901-02-28"]);
  });

  test("PRO1: the anchor may lie after the days asked for, and they may lie within one period", () => {
    expect(periods("2026-11-15", 3, "2026-03-01", "2026-06-01")).toEqual(["2026-02-15", "2026-05-15", "2026-08-15"]);
    expect(periods("2026-11-15", 3, "2026-05-14", "2026-05-15")).toEqual(["2026-02-15", "2026-05-15"]);
    expect(periods("2026-11-15", 3, "2026-05-15", "2026-05-16")).toEqual(["2026-05-15", "2026-08-15"]);
  });

  test("PRO1: an anchor day of its own moves the day and leaves the month", () => {
    expect(periods("2026-01-20", 3, "2026-01-05", "2026-04-06", 5)).toEqual(["2026-01-05", "2026-04-05", "2026-07-05"]);
    expect(periods("2026-01-20", 3, "2026-01-04", "2026-01-05", 5)).toEqual(["2025-10-05", "2026-01-05"]);
  });

  test("PRO1: no day has no period; a bad period, day or range is refused, with what to do", () => {
    expect(periods("2026-01-01", 1, "2026-03-01", "2026-03-01")).toEqual([]);
    expect(periods("2026-01-01", 1, "2026-03-02", "2026-03-01")).toEqual([]);
    for (const months of [0, -1, 1.5, 1201, Number.NaN])
      expect(() => periods("2026-01-01", months, "2026-03-01", "2026-03-01")).toThrow(
        new RangeError(`A period lasts a whole number of months from 1 to 1200, not ${months}.`),
      );
    for (const anchorDay of [0, 32, 1.5])
      expect(() => periods("2026-01-01", 1, "2026-03-01", "2026-04-01", anchorDay)).toThrow(
        new RangeError(`anchorDay is a day of the month from 1 to 31, not ${anchorDay}.`),
      );
    expect(periods("2026-01-01", 1, "1526-01-01", "2526-01-01")).toHaveLength(12_001);
    expect(() => periods("2026-01-01", 1, "1526-01-01", "2526-02-02")).toThrow("Ask for fewer years.");
  });
});

describe("laws", () => {
  const date = fc.integer({ min: 0, max: 80_000 }).map((number) => day("1900-01-01").add({ days: number }));
  const grid = fc.record({
    anchorOn: date,
    anchorDay: fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined }),
    every: fc.record({ months: fc.constantFrom(1, 2, 3, 5, 6, 12, 24) }),
  });
  const price = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const period = fc
    .tuple(date, fc.integer({ min: 1, max: 400 }))
    .map(([startsOn, length]): Period => ({ startsOn, endsBefore: startsOn.add({ days: length }) }));
  const length = ({ startsOn, endsBefore }: Period) => startsOn.until(endsBefore).days;

  test("PRO1: any partition of a period adds up to its price", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 8 });
    fc.assert(
      fc.property(price, period, cuts, (priceMinor, whole, cutDays) => {
        const inside = cutDays.map((cut) => cut % length(whole)).toSorted((a, b) => a - b);
        const edges = [0, ...inside, length(whole)].map((cut) => whole.startsOn.add({ days: cut }));
        const parts = edges
          .slice(1)
          .map((endsBefore, index) => prorate(priceMinor, whole, { startsOn: edges[index]!, endsBefore }));
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(priceMinor);
      }),
    );
  });

  test("PRO1: a credit is minus its charge, and neither is further than a minor unit from the exact share", () => {
    fc.assert(
      fc.property(price, period, fc.nat(), fc.nat(), (priceMinor, whole, a, b) => {
        const [start, end] = [a % (length(whole) + 1), b % (length(whole) + 1)].toSorted((x, y) => x - y) as [number, number];
        const segment = { startsOn: whole.startsOn.add({ days: start }), endsBefore: whole.startsOn.add({ days: end }) };
        const charge = prorate(priceMinor, whole, segment);
        expect(prorate(-priceMinor, whole, segment)).toBe(-charge);
        const off = charge * BigInt(length(whole)) - priceMinor * BigInt(end - start);
        expect((off < 0n ? -off : off) <= BigInt(length(whole))).toBe(true);
      }),
    );
  });

  test("PRO1: periods follow one another without a gap, hold every day asked for and none needlessly", () => {
    fc.assert(
      fc.property(grid, date, fc.integer({ min: 1, max: 2000 }), (one, from, count) => {
        const before = from.add({ days: count });
        const found = billingPeriods({ ...one, from, before });
        expect(found.slice(1).map(({ startsOn }) => startsOn.toString())).toEqual(
          found.slice(0, -1).map(({ endsBefore }) => endsBefore.toString()),
        );
        expect(Temporal.PlainDate.compare(found[0]!.startsOn, from)).toBeLessThanOrEqual(0);
        expect(Temporal.PlainDate.compare(found[0]!.endsBefore, from)).toBe(1);
        expect(Temporal.PlainDate.compare(found.at(-1)!.startsOn, before)).toBe(-1);
        expect(Temporal.PlainDate.compare(found.at(-1)!.endsBefore, before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("PRO1: every boundary is the anchor + n periods by the calendar's own counting, wherever one asks from", () => {
    fc.assert(
      fc.property(grid, fc.integer({ min: -300, max: 300 }), (one, n) => {
        const { anchorOn, anchorDay = anchorOn.day, every } = one;
        const clamped = anchorOn.with({ day: 1 }).add({ months: n * every.months });
        const boundary = clamped.with({ day: Math.min(anchorDay, clamped.daysInMonth) });
        const [found] = billingPeriods({ ...one, from: boundary, before: boundary.add({ days: 1 }) });
        expect(found!.startsOn.toString()).toBe(boundary.toString());
      }),
    );
  });

  test("BIL1: the periods of any year from the anchor add up to the yearly price", () => {
    fc.assert(
      fc.property(price, grid, fc.integer({ min: -20, max: 20 }), (yearly, one, year) => {
        const every = { months: [1, 2, 3, 6, 12][Math.abs(year) % 5]! };
        const from = one.anchorOn.with({ day: 1 }).add({ years: year });
        const anchored = { ...one, every, anchorDay: 1 };
        const found = billingPeriods({ ...anchored, from, before: from.add({ years: 1 }) });
        expect(found).toHaveLength(12 / every.months);
        const prices = found.map((each) => periodPrice(yearly, anchored, each));
        expect(prices.reduce((sum, one) => sum + one, 0n)).toBe(yearly);
      }),
    );
  });
});

describe("BIL1: what a period costs of a yearly price", () => {
  const prices = (yearly: bigint, months: number, from: string, before: string) => {
    const grid = { anchorOn: day("2026-01-01"), every: { months } };
    return billingPeriods({ ...grid, from: day(from), before: day(before) }).map((one) => periodPrice(yearly, grid, one));
  };

  test("BIL1: quarters are alike however many days they have, months add up to the cent", () => {
    expect(prices(40_000n, 3, "2026-01-01", "2027-01-01")).toEqual([10_000n, 10_000n, 10_000n, 10_000n]);
    expect(prices(10_000n, 1, "2026-01-01", "2027-01-01").map(Number)).toEqual([
      833, 834, 833, 833, 834, 833, 833, 834, 833, 833, 834, 833,
    ]);
    expect(prices(10_000n, 12, "2026-01-01", "2027-01-01")).toEqual([10_000n]);
    expect(prices(10_000n, 24, "2026-01-01", "2027-01-01")).toEqual([20_000n]);
  });

  test("BIL1: before the anchor the months count as after it", () => {
    expect(prices(10_000n, 1, "2024-11-01", "2025-03-01")).toEqual([834n, 833n, 833n, 834n]);
  });
});
