import { expect, test } from "vitest";
import { containsDate, dateRange, instantsOf, intersectRanges, rangesOverlap, throughDate } from "./date-range.ts";
import { containsInstant } from "./interval.ts";
import { instantOf, readMoment } from "./moment.ts";
import { makeTimeline, valueOn } from "./timeline.ts";
import { dateInZone, startOfDay } from "./zone.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const range = (from: string, to: string | null) => dateRange(day(from), to === null ? null : day(to));
const instant = (text: string) => Temporal.Instant.from(text);

test("TIM1: a range holds its first day and not its end", () => {
  const march = range("2026-03-01", "2026-04-01");
  expect(["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"].map((date) => containsDate(march, day(date)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(containsDate(range("2026-03-01", null), day("9999-12-31"))).toBe(true);
});

test("TIM1: a range named by its last day holds that day", () => {
  expect(throughDate(day("2026-03-01"), day("2026-03-31"))).toEqual(range("2026-03-01", "2026-04-01"));
});

test("TIM1: a range without a day is an error", () => {
  expect(() => range("2026-03-01", "2026-03-01")).toThrow(
    "A range from 2026-03-01 must end after 2026-03-01, not before 2026-03-01.",
  );
  expect(() => throughDate(day("2026-03-02"), day("2026-03-01"))).toThrow(RangeError);
});

test("TIM1: ranges that touch share no day", () => {
  const [first, second, both] = [range("2026-01-01", "2026-02-01"), range("2026-02-01", null), range("2026-01-15", "2026-02-15")];
  expect(rangesOverlap(first, second)).toBe(false);
  expect(rangesOverlap(second, first)).toBe(false);
  expect(intersectRanges(first, second)).toBeUndefined();
  expect(intersectRanges(both, first)).toEqual(range("2026-01-15", "2026-02-01"));
  expect(intersectRanges(first, both)).toEqual(range("2026-01-15", "2026-02-01"));
  expect(intersectRanges(both, second)).toEqual(range("2026-02-01", "2026-02-15"));
  expect(intersectRanges(second, both)).toEqual(range("2026-02-01", "2026-02-15"));
  expect(intersectRanges(second, range("2027-01-01", null))).toEqual(range("2027-01-01", null));
});

test("TIM2: a date spans the instants between its midnights in a zone", () => {
  const newYear = instantsOf(range("2026-01-01", "2026-01-02"), "America/New_York");
  expect(newYear).toEqual({ startsAt: instant("2026-01-01T05:00Z"), endsAt: instant("2026-01-02T05:00Z") });
  expect(containsInstant(newYear, instant("2026-01-01T04:59:59.999999999Z"))).toBe(false);
  expect(containsInstant(newYear, instant("2026-01-01T05:00Z"))).toBe(true);
  expect(containsInstant(newYear, instant("2026-01-02T05:00Z"))).toBe(false);
  const forEver = instantsOf(range("2026-01-01", null), "America/New_York");
  expect(forEver.endsAt).toBeNull();
  expect(containsInstant(forEver, instant("2999-01-01T00:00Z"))).toBe(true);
});

test("TIM2: where clocks skip midnight the day begins with its first instant", () => {
  expect(startOfDay(day("2018-11-04"), "America/Sao_Paulo")).toEqual(instant("2018-11-04T01:00-02:00"));
  expect(startOfDay(day("2011-12-30"), "Pacific/Apia")).toEqual(instant("2011-12-31T00:00+14:00"));
  expect(startOfDay(day("2026-03-29"), "Asia/Beirut")).toEqual(instant("2026-03-29T01:00+03:00"));
});

test("TIM2: what date it is depends on the zone", () => {
  const at = instant("2026-03-20T23:30Z");
  expect(dateInZone(at, "America/New_York").toString()).toBe("2026-03-20");
  expect(dateInZone(at, "Asia/Kathmandu").toString()).toBe("2026-03-21");
});

test("TIM3: a timeline orders its values and knows the one of a day", () => {
  const made = makeTimeline([
    { during: range("2026-06-01", null), value: "Silver" },
    { during: range("2026-01-01", "2026-05-01"), value: "Gold" },
  ]);
  if (!made.ok) throw new Error(made.refusal.message);
  expect(made.value.map(({ value }) => value)).toEqual(["Gold", "Silver"]);
  expect(["2025-12-31", "2026-04-30", "2026-05-01", "2026-06-01"].map((date) => valueOn(made.value, day(date)))).toEqual([
    undefined,
    "Gold",
    undefined,
    "Silver",
  ]);
});

test("TIM3: values that share a day are refused", () => {
  const overlap = makeTimeline([
    { during: range("2026-01-01", null), value: "Gold" },
    { during: range("2026-06-01", "2027-01-01"), value: "Silver" },
  ]);
  expect(overlap).toEqual({
    ok: false,
    refusal: {
      code: "overlap",
      message:
        "From 2026-01-01, open-ended, and From 2026-06-01 until before 2027-01-01 share days; end the first before the second begins.",
    },
  });
});

test("TIM2: a moment is read as people write it; without a zone of its own it is local", () => {
  const inLondon = (text: string) => instantOf(readMoment(text)!, "Europe/London").toString();
  expect(inLondon("2026-07-01T09:30:00Z")).toBe("2026-07-01T09:30:00Z");
  expect(inLondon("2026-07-01T09:30+02:00")).toBe("2026-07-01T07:30:00Z");
  expect(inLondon("2026-07-01T09:30")).toBe("2026-07-01T08:30:00Z");
  expect(inLondon("2026-07-01")).toBe("2026-06-30T23:00:00Z");
  expect(inLondon("2026-03-29T01:30"), "an hour that clocks skip").toBe("2026-03-29T01:30:00Z");
  for (const text of ["2026-02-30", "2026-07-01T25:00", "2026-02-30T10:00Z"]) expect(readMoment(text)).toBeUndefined();
});
