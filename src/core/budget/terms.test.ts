import { expect, test } from "vitest";
import {
  firstDayOf,
  monthOf,
  monthsBetween,
  parseMinutes,
  plusMonths,
  type RecordedTerms,
  standingTerms,
  termsIn,
} from "./index.ts";
import { monthsOf } from "./months.ts";

const from = (fromMonth: string, shareBp: number, supersedesLater = false): RecordedTerms => ({
  fromMonth,
  shareBp,
  hourlyRateMinor: null,
  supersedesLater,
});
const shares = (recorded: readonly RecordedTerms[], ...months: readonly string[]) =>
  months.map((month) => termsIn(standingTerms(recorded), month)?.shareBp);

test("PRJ1: terms hold until the next that are recorded, and nothing holds before the first", () => {
  expect(shares([from("2026-03", 6000), from("2026-06", 5000)], "2026-02", "2026-03", "2026-05", "2026-06", "2030-01")).toEqual([
    undefined,
    6000,
    6000,
    5000,
    5000,
  ]);
});

test("PRJ1: later terms are kept or superseded, as is said; for one month what was recorded last holds", () => {
  const recorded = [from("2026-03", 6000), from("2026-06", 5000)];
  expect(shares([...recorded, from("2026-04", 4000)], "2026-03", "2026-04", "2026-06")).toEqual([6000, 4000, 5000]);
  expect(shares([...recorded, from("2026-04", 4000, true)], "2026-03", "2026-04", "2026-06")).toEqual([6000, 4000, 4000]);
  expect(shares([...recorded, from("2026-03", 3000)], "2026-03", "2026-06")).toEqual([3000, 5000]);
});

test("PRJ1: a budget is told by calendar months", () => {
  expect(monthsOf({ from: "2027-12", through: "2028-02" })).toEqual([
    { month: "2027-12", inYear: 11, firstDay: 21_153, days: 31 },
    { month: "2028-01", inYear: 0, firstDay: 21_184, days: 31 },
    { month: "2028-02", inYear: 1, firstDay: 21_215, days: 29 },
  ]);
  expect(monthsOf({ from: "2028-02", through: "2028-01" })).toEqual([]);
  expect(() => monthsOf({ from: "1000-01", through: "2999-12" })).toThrow(RangeError);
  expect([plusMonths("2026-11", 14), plusMonths("2026-01", -1), monthsBetween("2026-11", "2028-01")]).toEqual([
    "2028-01",
    "2025-12",
    14,
  ]);
  expect([monthOf("2026-03-20"), firstDayOf("2026-03")]).toEqual(["2026-03", "2026-03-01"]);
});

test.each([
  ["90", 90],
  [" 280 ", 280],
  ["45 min", 45],
  ["45m", 45],
  ["1:30", 90],
  ["2 h", 120],
  ["1 hour 5 minutes", 65],
  ["1h30", 90],
  ["1 h  30 min", 90],
  ["24:00", 1440],
])("PRJ1: %j is %d minutes", (typed, minutes) => {
  expect(parseMinutes(typed)).toEqual({ ok: true, value: minutes });
});

test.each([
  ["1,5", "fraction"],
  ["1.5 h", "fraction"],
  ["-2,5", "fraction"],
  ["0", "none"],
  ["0:00", "none"],
  ["-30", "none"],
  ["−30", "none"],
  ["1441", "more_than_a_day"],
  ["25 h", "more_than_a_day"],
  ["", "not_minutes"],
  ["1:75", "not_minutes"],
  ["1e3", "not_minutes"],
  ["an hour", "not_minutes"],
])("PRJ1: %j is refused in words: %s", (typed, code) => {
  const read = parseMinutes(typed);
  expect(read).toMatchObject({ ok: false, refusal: { code } });
  expect(read.ok ? "" : read.refusal.message).toMatch(/^[^\n]{20,}\.$|1:30\.$/);
});
