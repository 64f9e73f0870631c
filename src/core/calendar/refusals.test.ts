import { expect, test } from "vitest";
import { makeCalendar } from "./calendar.ts";
import { MAX_HOLIDAYS } from "./read-spec.ts";
import { everyDay, weekdays } from "./samples.oracle.ts";
import type { CalendarSpec } from "./spec.ts";

const sound = { timeZone: "Europe/London", weekly: weekdays(["09:00", "17:00"]) };

/** Makes a calendar of what a caller might send, which types cannot vouch for, and returns the refusal. */
function refusalOf(spec: unknown) {
  const made = makeCalendar(spec as CalendarSpec);
  return made.ok ? undefined : made.refusal;
}

const onMonday = (windows: unknown) => ({ timeZone: "Europe/London", weekly: { mon: windows } });
const withHoliday = (...holidays: unknown[]) => ({ ...sound, holidays });

test.each([
  ["no zone", { ...sound, timeZone: undefined }, "unknown_zone", ["timeZone"], "Europe/London"],
  ["an unknown zone", { ...sound, timeZone: "Mars/Phobos" }, "unknown_zone", ["timeZone"], "Mars/Phobos"],
  ["an offset", { ...sound, timeZone: "+01:00" }, "offset_zone", ["timeZone"], "does not know when clocks change"],
  ["no week", { timeZone: "Europe/London" }, "bad_windows", ["weekly"], "weekly windows"],
  ["a week of null", { timeZone: "Europe/London", weekly: null }, "bad_windows", ["weekly"], "weekly windows"],
  ["an unknown weekday", { ...sound, weekly: { monday: [] } }, "unknown_weekday", ["weekly", "monday"], "use mon, tue"],
  ["windows that are no list", onMonday("09:00-17:00"), "bad_windows", ["weekly", "mon"], '"09:00-17:00"'],
  ["a window that is no pair", onMonday(["09:00", "17:00"]), "bad_windows", ["weekly", "mon", 0], "Give a window as"],
  ["a window of three", onMonday([["09:00", "12:00", "13:00"]]), "bad_windows", ["weekly", "mon", 0], "Give a window as"],
  ["25:00", onMonday([["09:00", "25:00"]]), "bad_time", ["weekly", "mon", 0, 1], '"25:00" is no time of day'],
  ["9:00", onMonday([["9:00", "17:00"]]), "bad_time", ["weekly", "mon", 0, 0], "write HH:MM"],
  ["24:30", onMonday([["09:00", "24:30"]]), "bad_time", ["weekly", "mon", 0, 1], "write HH:MM"],
  ["a number", onMonday([[9, 17]]), "bad_time", ["weekly", "mon", 0, 0], "9 is no time of day"],
  ["opening at 24:00", onMonday([["24:00", "06:00"]]), "bad_time", ["weekly", "mon", 0, 0], "00:00 of the next day"],
  ["no length", onMonday([["09:00", "09:00"]]), "empty_window", ["weekly", "mon", 0], '["00:00","24:00"]'],
  [
    "an overlap",
    onMonday([
      ["12:00", "17:00"],
      ["09:00", "12:01"],
    ]),
    "overlapping_windows",
    ["weekly", "mon"],
    "09:00–12:01 and 12:00–17:00",
  ],
  [
    "a night overlap",
    onMonday([
      ["22:00", "06:00"],
      ["23:00", "24:00"],
    ]),
    "overlapping_windows",
    ["weekly", "mon"],
    "22:00–06:00 and 23:00–24:00",
  ],
  [
    "a night into Monday",
    { ...sound, weekly: { sun: [["22:00", "06:00"]], mon: [["05:59", "09:00"]] } },
    "overlapping_windows",
    ["weekly", "sun"],
    "22:00–06:00 on sun runs into the next day's 05:59–09:00",
  ],
  ["holidays that are no list", { ...sound, holidays: "2026-12-25" }, "bad_holidays", ["holidays"], "as a list"],
  ["a holiday without a date", withHoliday({}), "bad_date", ["holidays", 0, "date"], "12-25"],
  ["30 February", withHoliday({ date: "2026-02-30" }), "bad_date", ["holidays", 0, "date"], "2026-02-30 does not exist"],
  ["30 February of every year", withHoliday({ date: "02-30" }), "bad_date", ["holidays", 0, "date"], "02-30 does not exist"],
  ["29 February of a common year", withHoliday({ date: "2026-02-29" }), "bad_date", ["holidays", 0, "date"], "does not exist"],
  ["the year 0", withHoliday({ date: "0000-01-01" }), "bad_date", ["holidays", 0, "date"], "is no date"],
  ["a date with a time", withHoliday({ date: "2026-12-25T00:00Z" }), "bad_date", ["holidays", 0, "date"], "is no date"],
  [
    "bad hours",
    withHoliday({ date: "12-25", hours: [["10:00", "10:00"]] }),
    "empty_window",
    ["holidays", 0, "hours", 0],
    "10:00",
  ],
  [
    "a holiday twice",
    withHoliday({ date: "12-25" }, { date: "12-26" }, { date: "12-25", name: "Christmas" }),
    "duplicate_holiday",
    ["holidays", 2],
    "first as number 1",
  ],
  [
    "a holiday known twice at once",
    withHoliday({ date: "12-25", knownFrom: "2026-01-01T00:00Z" }, { date: "12-25", knownFrom: "2026-01-01T01:00+01:00" }),
    "duplicate_holiday",
    ["holidays", 1],
    "12-25",
  ],
  [
    "knownFrom without an offset",
    withHoliday({ date: "12-25", knownFrom: "2026-01-01T00:00" }),
    "bad_instant",
    ["holidays", 0, "knownFrom"],
    "with its offset",
  ],
  [
    "too many holidays",
    withHoliday(...Array.from({ length: MAX_HOLIDAYS + 1 }, () => ({ date: "12-25" }))),
    "too_many_holidays",
    ["holidays"],
    "10001",
  ],
])("CAL1: %s is refused, saying where and what to do", (_, spec, code, path, words) => {
  expect(refusalOf(spec)).toMatchObject({ code, path, message: expect.stringContaining(words) });
});

const everyDate = Array.from({ length: 366 }, (_, day) => ({
  date: new Temporal.PlainDate(2000, 1, 1).add({ days: day }).toString().slice(5),
}));

test.each([
  ["no windows", { timeZone: "Europe/London", weekly: {} }],
  ["empty windows", { timeZone: "Europe/London", weekly: everyDay() }],
  [
    "closed holidays only",
    { timeZone: "Europe/London", weekly: {}, holidays: [{ date: "12-25" }, { date: "2026-12-26", hours: [] }] },
  ],
  ["every date of the year closed", { ...sound, holidays: everyDate }],
  [
    "an only opening in a skipped hour",
    { timeZone: "America/New_York", weekly: {}, holidays: [{ date: "2026-03-08", hours: [["02:10", "02:50"]] }] },
  ],
  [
    "an only opening on a skipped day",
    { timeZone: "Pacific/Apia", weekly: {}, holidays: [{ date: "2011-12-30", hours: [["00:00", "24:00"]] }] },
  ],
])("CAL5: %s never opens and is refused", (_, spec) => {
  expect(refusalOf(spec)).toEqual({
    code: "never_opens",
    message: "The calendar never opens; give at least one weekday a window.",
    path: ["weekly"],
  });
});

test("CAL5: what opens on one date only is a calendar", () => {
  const hours = [["10:00", "12:00"]];
  expect(refusalOf({ timeZone: "Europe/London", weekly: {}, holidays: [{ date: "2026-12-25", hours }] })).toBeUndefined();
  expect(refusalOf({ ...sound, holidays: [...everyDate, { date: "2026-12-25", hours }] })).toBeUndefined();
  expect(refusalOf({ ...sound, holidays: everyDate.slice(1) })).toBeUndefined();
});

test("CAL1: a zone is known by any case and kept by its name", () => {
  const made = makeCalendar({ ...sound, timeZone: "europe/london" });
  expect(made.ok && made.value.timeZone).toBe("Europe/London");
});

test("CAL1: a mistake in the code is not taken for a refusal", () => {
  const broken = {
    get timeZone(): string {
      throw new TypeError("broken");
    },
    weekly: {},
  };
  expect(() => makeCalendar(broken)).toThrow("broken");
});
