import { expect, test } from "vitest";
import { OpenTime } from "./open-time.ts";
import { YEAR_MS } from "./open-year.ts";
import { readSpec } from "./read-spec.ts";
import { Rules } from "./rules.ts";
import { everyDay, weekdays } from "./samples.oracle.ts";
import type { CalendarSpec } from "./spec.ts";
import type { DayWindows } from "./windows.ts";

/** Rules that count how often a date is looked up: the only thing a search can do without end. */
class CountingRules extends Rules {
  lookups = 0;

  override windowsOn(day: number): DayWindows {
    this.lookups += 1;
    return super.windowsOn(day);
  }
}

/** Compiling a year looks up its dates and a few on either side. */
const LOOKUPS_A_YEAR = 375;

const start = Temporal.Instant.from("2026-03-02T12:00Z").epochMilliseconds;

function lookupsOf(spec: CalendarSpec, question: (openTime: OpenTime) => unknown): number {
  const { timeZone, week, exceptions } = readSpec(spec);
  const rules = new CountingRules(timeZone, week, exceptions);
  question(new OpenTime(rules));
  return rules.lookups;
}

test.each([
  ["Europe/London", "2026-03-29"],
  ["America/New_York", "2026-03-08"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Havana", "2026-03-08"],
  ["Asia/Beirut", "2026-03-29"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["Pacific/Apia", "2011-12-30"],
  ["Africa/Casablanca", "2026-03-22"],
  ["Asia/Tehran", "2022-03-22"],
  ["America/St_Johns", "2011-03-13"],
  ["Africa/Cairo", "2026-04-24"],
  ["America/Santiago", "2026-09-06"],
])("CAL5: in %s a month over the clock change of %s touches two years at most", (timeZone, date) => {
  const from = Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds - 86_400_000;
  for (const weekly of [everyDay(["00:00", "24:00"]), weekdays(["09:00", "17:00"]), everyDay(["00:00", "01:00"])]) {
    const lookups = lookupsOf({ timeZone, weekly }, (openTime) => {
      for (let minute = 0; minute < 3 * 1_440; minute += 1) openTime.latest(from + minute * 60_000, 20 * 3_600_000);
    });
    expect(lookups).toBeGreaterThan(0);
    expect(lookups).toBeLessThanOrEqual(2 * LOOKUPS_A_YEAR);
  }
});

test("CAL5: memory is bounded by the years touched", () => {
  const spec = { timeZone: "Europe/London", weekly: weekdays(["09:00", "17:00"]) };
  const tenYears = lookupsOf(spec, (openTime) => openTime.between(start, start + 9.5 * YEAR_MS));
  expect(tenYears).toBeGreaterThan(9 * 365);
  expect(tenYears).toBeLessThanOrEqual(11 * LOOKUPS_A_YEAR);
});

test("CAL5: a search without an answer looks no further than the horizon", () => {
  const hours = [["10:00", "12:00"]] as const;
  const once = { timeZone: "Europe/London", weekly: {}, holidays: [{ date: "2026-03-02", hours }] };
  const lookups = lookupsOf(once, (openTime) => {
    expect(() => openTime.latest(start, 1)).toThrow(RangeError);
  });
  expect(lookups).toBeGreaterThan(399 * 365);
  expect(lookups).toBeLessThanOrEqual(402 * LOOKUPS_A_YEAR);
});
