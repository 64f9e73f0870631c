import { describe, expect, test } from "vitest";
import { calendarAsKnownAt } from "./calendar.ts";
import { addCalendarDays, addWorkingDays } from "./days.ts";
import { YEAR_MS } from "./open-year.ts";
import { calendarOf, everyDay, weekdays } from "./samples.oracle.ts";
import { addWorkingTime, isOpenAt, nextClosing, nextOpening, workingTimeBetween } from "./working-time.ts";

const office = calendarOf({ timeZone: "Europe/London", weekly: weekdays(["09:00", "17:00"]) });

/** A wall-clock time of a zone as an instant. */
const at = (local: string, timeZone = "Europe/London") => Temporal.ZonedDateTime.from(`${local}[${timeZone}]`).toInstant();
const hours = (n: number) => Temporal.Duration.from({ hours: n });
const worked = (calendar: typeof office, from: string, to: string) =>
  workingTimeBetween(calendar, at(from, calendar.timeZone), at(to, calendar.timeZone)).toString();

const newYork = (local: string) => at(local, "America/New_York");
const days = (local: string, n: number) => addWorkingDays(office, at(local), n);
const daily = (opens: string, closes: string) => calendarOf({ timeZone: "America/New_York", weekly: everyDay([opens, closes]) });

describe("CAL1", () => {
  test("CAL1: a day may have several windows, the last to 24:00", () => {
    const calendar = calendarOf({
      timeZone: "Europe/London",
      weekly: {
        mon: [
          ["09:00", "12:00"],
          ["13:00", "24:00"],
        ],
      },
    });
    expect(isOpenAt(calendar, at("2026-03-02T12:30"))).toBe(false);
    expect(isOpenAt(calendar, at("2026-03-02T23:59:59.999"))).toBe(true);
    expect(isOpenAt(calendar, at("2026-03-03T00:00"))).toBe(false);
    expect(nextClosing(calendar, at("2026-03-02T13:00"))).toEqual(at("2026-03-03T00:00"));
  });

  test("CAL1: a window that crosses midnight belongs to the day it opens", () => {
    const nights = { timeZone: "Europe/London", weekly: { fri: [["22:00", "06:00"]] } } as const;
    const calendar = calendarOf(nights);
    expect(isOpenAt(calendar, at("2026-03-07T05:59"))).toBe(true);
    expect(isOpenAt(calendar, at("2026-03-07T06:00"))).toBe(false);
    expect(isOpenAt(calendar, at("2026-03-06T05:59"))).toBe(false);
    const saturdayOff = calendarOf({ ...nights, holidays: [{ date: "2026-03-07" }] });
    expect(isOpenAt(saturdayOff, at("2026-03-07T05:59"))).toBe(true);
    const fridayOff = calendarOf({ ...nights, holidays: [{ date: "2026-03-06" }] });
    expect(nextOpening(fridayOff, at("2026-03-06T12:00"))).toEqual(at("2026-03-13T22:00"));
  });

  test("CAL1: a window to 00:00 ends with the day", () => {
    const calendar = calendarOf({ timeZone: "Europe/London", weekly: { mon: [["18:00", "00:00"]] } });
    expect(nextClosing(calendar, at("2026-03-02T18:00"))).toEqual(at("2026-03-03T00:00"));
  });

  test("CAL1: windows that touch are one, across midnight and across the year", () => {
    const calendar = calendarOf({
      timeZone: "Europe/London",
      weekly: everyDay(["00:00", "24:00"]),
      holidays: [{ date: "2029-07-01" }],
    });
    expect(nextClosing(calendar, at("2026-03-02T09:00"))).toEqual(at("2029-07-01T00:00"));
  });

  test("CAL1: a night window that ends where the next day's first begins touches it", () => {
    const calendar = calendarOf({ timeZone: "Europe/London", weekly: { mon: [["22:00", "06:00"]], tue: [["06:00", "08:00"]] } });
    expect(nextClosing(calendar, at("2026-03-02T23:00"))).toEqual(at("2026-03-03T08:00"));
  });

  test("CAL1: a holiday's hours may overlap the night before; what both hold open is open once", () => {
    const calendar = calendarOf({
      timeZone: "Europe/London",
      weekly: { mon: [["22:00", "06:00"]] },
      holidays: [
        {
          date: "2026-03-03",
          hours: [
            ["04:00", "05:00"],
            ["05:30", "08:00"],
          ],
        },
      ],
    });
    expect(worked(calendar, "2026-03-02T12:00", "2026-03-03T12:00")).toBe("PT10H");
  });

  test("CAL1: a holiday of one date goes before a yearly one, that before the week", () => {
    const calendar = calendarOf({
      timeZone: "Europe/London",
      weekly: everyDay(["09:00", "17:00"]),
      holidays: [{ date: "12-25" }, { date: "2026-12-25", hours: [["10:00", "12:00"]] }, { date: "02-29", hours: [] }],
    });
    expect(nextOpening(calendar, at("2025-12-25T00:00"))).toEqual(at("2025-12-26T09:00"));
    expect(nextOpening(calendar, at("2026-12-25T00:00"))).toEqual(at("2026-12-25T10:00"));
    expect(worked(calendar, "2026-12-25T00:00", "2026-12-26T00:00")).toBe("PT2H");
    expect(worked(calendar, "2028-02-29T00:00", "2028-03-01T00:00")).toBe("PT0S");
    expect(worked(calendar, "2027-02-28T00:00", "2027-03-02T00:00")).toBe("PT16H");
  });

  test("CAL1: a yearly holiday finds its date in every year, leap or not", () => {
    for (const [month, day] of [
      [1, 1],
      [2, 28],
      [2, 29],
      [3, 1],
      [12, 31],
    ] as const) {
      const date = `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      const calendar = calendarOf({ timeZone: "UTC", weekly: {}, holidays: [{ date, hours: [["00:00", "24:00"]] }] });
      const first = Temporal.PlainDate.from({ year: 1600, month, day }).toZonedDateTime("UTC");
      let at = first.toInstant();
      for (let found = 0; found < 97; found += 1) {
        expect(at.toZonedDateTimeISO("UTC").toPlainDate().toString().slice(5)).toBe(date);
        at = nextOpening(calendar, nextClosing(calendar, at));
      }
      // 97 leap days in 400 years; 97 other dates in 97 years.
      expect(at).toEqual(first.add({ years: date === "02-29" ? 400 : 97 }).toInstant());
    }
  });

  test("CAL1: a holiday counts from the instant at which it was known", () => {
    const calendar = calendarOf({
      ...office.spec,
      holidays: [
        { date: "2026-05-08", hours: [["13:00", "17:00"]], knownFrom: "2026-04-01T00:00Z" },
        { date: "2026-05-08", name: "Announced first" },
        { date: "2026-05-09", knownFrom: "2026-04-01T00:00Z" },
        { date: "2026-05-10" },
      ],
    });
    const before = calendarAsKnownAt(calendar, at("2026-03-31T23:59:59", "UTC"));
    const after = calendarAsKnownAt(calendar, at("2026-04-01T00:00", "UTC"));
    expect(worked(before, "2026-05-08T00:00", "2026-05-09T00:00")).toBe("PT0S");
    expect(worked(after, "2026-05-08T00:00", "2026-05-09T00:00")).toBe("PT4H");
    expect(after).toBe(calendar);
    expect(calendarAsKnownAt(calendar, at("2026-01-01T00:00"))).toBe(before);
    expect(before.spec.holidays).toEqual([{ date: "2026-05-08", name: "Announced first" }, { date: "2026-05-10" }]);
    expect(worked(calendarOf(before.spec), "2026-05-08T00:00", "2026-05-09T00:00")).toBe("PT0S");
  });

  test("CAL1: what the caller does to the specification afterwards does not reach the calendar", () => {
    const spec = { timeZone: "Europe/London", weekly: { mon: [["09:00", "17:00"] as [string, string]] } };
    const calendar = calendarOf(spec);
    spec.weekly.mon = [["10:00", "11:00"]];
    expect(calendar.spec.weekly.mon).toEqual([["09:00", "17:00"]]);
  });
});

describe("CAL2", () => {
  test("CAL2: opening time is open, closing time is closed", () => {
    expect(isOpenAt(office, at("2026-03-02T08:59:59.999999999"))).toBe(false);
    expect(isOpenAt(office, at("2026-03-02T09:00"))).toBe(true);
    expect(isOpenAt(office, at("2026-03-02T16:59:59.999999999"))).toBe(true);
    expect(isOpenAt(office, at("2026-03-02T17:00"))).toBe(false);
    expect(nextOpening(office, at("2026-03-02T12:00:00.000000001"))).toEqual(at("2026-03-02T12:00:00.000000001"));
    expect(nextClosing(office, at("2026-03-02T17:00"))).toEqual(at("2026-03-03T17:00"));
  });

  test("CAL2: open time between two instants is negative where the second comes first", () => {
    expect(worked(office, "2026-03-02T16:00", "2026-03-03T10:00")).toBe("PT2H");
    expect(worked(office, "2026-03-03T10:00", "2026-03-02T16:00")).toBe("-PT2H");
    expect(worked(office, "2026-03-07T00:00", "2026-03-08T00:00")).toBe("PT0S");
    expect(worked(office, "2026-03-02T09:00", "2026-03-02T10:01:02.003004005")).toBe("PT1H1M2.003004005S");
    expect(worked(office, "2026-03-02T10:01:02.003004005", "2026-03-02T09:00:00.1")).toBe("-PT1H1M1.903004005S");
    expect(worked(office, "2026-03-02T10:00:00.000000005", "2026-03-02T10:00:01")).toBe("PT0.999999995S");
    expect(worked(office, "2026-03-02T10:00:01", "2026-03-02T10:00:00.000000005")).toBe("-PT0.999999995S");
    expect(worked(office, "1960-03-02T10:00:00.000000005", "1960-03-02T10:00:01")).toBe("PT0.999999995S");
  });

  test("CAL2: a day changed by a clock change is as long as it is", () => {
    const always = calendarOf({ timeZone: "America/New_York", weekly: everyDay(["00:00", "24:00"]) });
    expect(worked(always, "2026-03-08T00:00", "2026-03-09T00:00")).toBe("PT23H");
    expect(worked(always, "2026-11-01T00:00", "2026-11-02T00:00")).toBe("PT25H");
    expect(worked(always, "2026-01-01T00:00", "2027-01-01T00:00")).toBe("PT8760H");
  });

  test("CAL2: a window inside a skipped hour is not there, one inside a repeated hour is there twice", () => {
    expect(worked(daily("02:00", "03:00"), "2026-03-08T00:00", "2026-03-09T00:00")).toBe("PT0S");
    expect(worked(daily("01:30", "02:30"), "2026-03-08T00:00", "2026-03-09T00:00")).toBe("PT30M");
    expect(worked(daily("01:00", "02:00"), "2026-11-01T00:00", "2026-11-02T00:00")).toBe("PT2H");
    const early = daily("00:00", "01:30");
    expect(worked(early, "2026-11-01T00:00", "2026-11-02T00:00")).toBe("PT2H");
    expect(nextClosing(early, at("2026-11-01T00:00", "America/New_York"))).toEqual(
      at("2026-11-01T01:30-04:00", "America/New_York"),
    );
    expect(nextOpening(early, at("2026-11-01T01:30-04:00", "America/New_York"))).toEqual(
      at("2026-11-01T01:00-05:00", "America/New_York"),
    );
  });

  test("CAL2: a window that closes just where a compiled year ends closes there", () => {
    // 55 mean years after 1970 began: 55 × 31,556,952 s.
    const boundary = at("2024-12-31T08:06", "UTC");
    expect(boundary.epochMilliseconds).toBe(55 * YEAR_MS);
    const calendar = calendarOf({ timeZone: "UTC", weekly: { tue: [["08:00", "08:06"]] } });
    expect(nextClosing(calendar, at("2024-12-31T08:00", "UTC"))).toEqual(boundary);
    expect(isOpenAt(calendar, boundary)).toBe(false);
    expect(addWorkingTime(calendar, at("2024-12-31T08:00", "UTC"), Temporal.Duration.from("PT6M"))).toEqual(boundary);
    expect(nextOpening(calendar, boundary)).toEqual(at("2025-01-07T08:00", "UTC"));
  });

  test("CAL2: Lord Howe changes by half an hour", () => {
    const always = calendarOf({ timeZone: "Australia/Lord_Howe", weekly: everyDay(["00:00", "24:00"]) });
    expect(worked(always, "2026-04-05T00:00", "2026-04-06T00:00")).toBe("PT24H30M");
    expect(worked(always, "2026-10-04T00:00", "2026-10-05T00:00")).toBe("PT23H30M");
  });

  test("CAL2: a day that the zone skipped has no open time", () => {
    const apia = calendarOf({ timeZone: "Pacific/Apia", weekly: everyDay(["09:00", "17:00"]) });
    expect(worked(apia, "2011-12-29T16:00", "2011-12-31T10:00")).toBe("PT2H");
  });
});

describe("CAL3", () => {
  test("CAL3: landing on closing time is at closing", () => {
    expect(addWorkingTime(office, at("2026-03-06T16:00"), hours(1))).toEqual(at("2026-03-06T17:00"));
    expect(addWorkingTime(office, at("2026-03-06T16:00"), Temporal.Duration.from("PT1H1M"))).toEqual(at("2026-03-09T09:01"));
  });

  test("CAL3: from a closed instant counting starts at the next opening", () => {
    expect(addWorkingTime(office, at("2026-03-07T12:00"), hours(1))).toEqual(at("2026-03-09T10:00"));
    expect(addWorkingTime(office, at("2026-03-07T12:00"), hours(0))).toEqual(at("2026-03-09T09:00"));
    expect(addWorkingTime(office, at("2026-03-06T17:00"), hours(0))).toEqual(at("2026-03-09T09:00"));
    expect(addWorkingTime(office, at("2026-03-06T16:00"), hours(0))).toEqual(at("2026-03-06T16:00"));
  });

  test("CAL3: a negative amount counts backwards, as in a mirror", () => {
    expect(addWorkingTime(office, at("2026-03-09T10:00"), hours(-1))).toEqual(at("2026-03-09T09:00"));
    expect(addWorkingTime(office, at("2026-03-09T10:00"), Temporal.Duration.from("-PT1H1M"))).toEqual(at("2026-03-06T16:59"));
    expect(addWorkingTime(office, at("2026-03-07T12:00"), hours(-1))).toEqual(at("2026-03-06T16:00"));
    expect(addWorkingTime(office, at("2026-03-06T17:00"), hours(-8))).toEqual(at("2026-03-06T09:00"));
  });

  test("CAL3: nothing is rounded, down to the nanosecond", () => {
    const lastMoment = at("2026-03-06T16:59:59.999999999");
    const plus = (nanoseconds: number) => addWorkingTime(office, lastMoment, Temporal.Duration.from({ nanoseconds }));
    expect(plus(1)).toEqual(at("2026-03-06T17:00"));
    expect(plus(2)).toEqual(at("2026-03-09T09:00:00.000000001"));
    expect(plus(-1)).toEqual(at("2026-03-06T16:59:59.999999998"));
    expect(plus(1_000_001)).toEqual(at("2026-03-09T09:00:00.001"));
    const midnight = at("2026-03-07T00:00:00.0000005");
    expect(addWorkingTime(office, midnight, Temporal.Duration.from({ microseconds: 2 }))).toEqual(
      at("2026-03-09T09:00:00.000002"),
    );
    expect(addWorkingTime(office, midnight, Temporal.Duration.from({ microseconds: -2 }))).toEqual(
      at("2026-03-06T16:59:59.999998"),
    );
    expect(addWorkingTime(office, midnight, hours(0))).toEqual(at("2026-03-09T09:00"));
  });

  test("CAL3: it goes on for years, in both directions", () => {
    // 261 working days of 8 hours in 2026 (365 days, beginning on a Thursday): 2,088 hours.
    expect(worked(office, "2026-01-01T00:00", "2027-01-01T00:00")).toBe("PT2088H");
    expect(addWorkingTime(office, at("2026-01-01T00:00"), hours(2_088))).toEqual(at("2026-12-31T17:00"));
    expect(addWorkingTime(office, at("2027-01-01T00:00"), hours(-2_088))).toEqual(at("2026-01-01T09:00"));
    expect(addWorkingTime(office, at("2026-01-01T09:00"), hours(20_880)).toZonedDateTimeISO("Europe/London").year).toBe(2036);
  });

  test("CAL3: days and above have no fixed length and are refused", () => {
    for (const amount of ["P1D", "P1W", "P1M", "P1Y"]) {
      expect(() => addWorkingTime(office, at("2026-03-06T16:00"), Temporal.Duration.from(amount))).toThrow(
        `${amount} is not made of hours and below; for days use addWorkingDays or addCalendarDays.`,
      );
    }
  });
});

describe("CAL4", () => {
  test("CAL4: working days keep the time of day; outside hours they count from the next opening", () => {
    expect(days("2026-03-05T15:00", 2)).toEqual(at("2026-03-09T15:00"));
    expect(days("2026-03-06T18:00", 1)).toEqual(at("2026-03-10T09:00"));
    expect(days("2026-03-06T17:00", 1)).toEqual(at("2026-03-10T09:00"));
    expect(days("2026-03-07T12:00", 0)).toEqual(at("2026-03-09T09:00"));
    expect(days("2026-03-05T15:00:00.000000001", 0)).toEqual(at("2026-03-05T15:00:00.000000001"));
    expect(days("2026-01-01T10:00", 261)).toEqual(at("2027-01-01T10:00"));
    expect(days("2027-01-01T10:00", -261)).toEqual(at("2026-01-01T10:00"));
  });

  test("CAL4: the hours after midnight belong to the working day that opened before it", () => {
    const nights = calendarOf({ timeZone: "Europe/London", weekly: weekdays(["22:00", "06:00"]) });
    expect(addWorkingDays(nights, at("2026-03-07T03:00"), 1)).toEqual(at("2026-03-10T03:00"));
    expect(addWorkingDays(nights, at("2026-03-06T23:00"), 1)).toEqual(at("2026-03-09T23:00"));
    expect(addWorkingDays(nights, at("2026-03-07T06:00"), -1)).toEqual(at("2026-03-06T06:00"));
  });

  test("CAL4: the time of day stands where the day reached closes earlier", () => {
    const calendar = calendarOf({ ...office.spec, holidays: [{ date: "2026-12-24", hours: [["09:00", "12:00"]] }] });
    expect(addWorkingDays(calendar, at("2026-12-23T15:00"), 1)).toEqual(at("2026-12-24T15:00"));
  });

  test("CAL4: a time that the clocks skip is as much later, of one that comes twice the first is meant", () => {
    const always = calendarOf({ timeZone: "America/New_York", weekly: everyDay(["00:00", "24:00"]) });
    expect(addWorkingDays(always, newYork("2026-03-07T02:30"), 1)).toEqual(newYork("2026-03-08T03:30"));
    expect(addWorkingDays(always, newYork("2026-10-31T01:30"), 1)).toEqual(newYork("2026-11-01T01:30-04:00"));
    expect(addCalendarDays("America/New_York", newYork("2026-03-07T02:30"), 1)).toEqual(newYork("2026-03-08T03:30"));
  });

  test("CAL4: a date or a window that the zone skipped is no working day", () => {
    const apia = calendarOf({ timeZone: "Pacific/Apia", weekly: everyDay(["09:00", "17:00"]) });
    expect(addWorkingDays(apia, at("2011-12-29T10:00", "Pacific/Apia"), 1)).toEqual(at("2011-12-31T10:00", "Pacific/Apia"));
    const early = calendarOf({ timeZone: "America/New_York", weekly: everyDay(["02:10", "02:50"]) });
    expect(addWorkingDays(early, at("2026-03-07T02:20", "America/New_York"), 1)).toEqual(
      at("2026-03-09T02:20", "America/New_York"),
    );
  });

  test("CAL4: backwards, outside hours counts from the last closing", () => {
    expect(days("2026-03-07T12:00", -1)).toEqual(at("2026-03-05T17:00"));
    expect(days("2026-03-09T10:00", -1)).toEqual(at("2026-03-06T10:00"));
    expect(days("2026-03-10T18:00", -1)).toEqual(at("2026-03-09T17:00"));
    const cut = calendarOf({ timeZone: "America/New_York", weekly: everyDay(["01:00", "02:30"]) });
    // On 8 March the window closes with the hour that the clocks skip, at 03:00.
    expect(addWorkingDays(cut, at("2026-03-08T12:00", "America/New_York"), -1)).toEqual(
      at("2026-03-07T03:00", "America/New_York"),
    );
  });

  test("CAL4: calendar days keep the wall-clock time", () => {
    const from = at("2026-03-07T12:00", "America/New_York");
    const to = addCalendarDays("America/New_York", from, 1);
    expect(to).toEqual(at("2026-03-08T12:00", "America/New_York"));
    expect(from.until(to).total("hours")).toBe(23);
    expect(addCalendarDays("America/New_York", to, -1)).toEqual(from);
  });

  test("CAL4: days are whole", () => {
    expect(() => addWorkingDays(office, at("2026-03-02T12:00"), 1.5)).toThrow(RangeError);
    expect(() => addCalendarDays("Europe/London", at("2026-03-02T12:00"), Number.NaN)).toThrow("NaN is no whole number of days.");
  });
});

describe("CAL5", () => {
  test("CAL5: an opening on 29 February alone is a calendar", () => {
    const leap = calendarOf({
      timeZone: "Europe/London",
      weekly: {},
      holidays: [{ date: "02-29", hours: [["10:00", "12:00"]] }],
    });
    expect(nextOpening(leap, at("2096-02-29T12:00"))).toEqual(at("2104-02-29T10:00"));
    expect(addWorkingDays(leap, at("2026-03-02T12:00"), 1)).toEqual(at("2032-02-29T10:00"));
    expect(addWorkingTime(leap, at("2026-03-02T12:00"), hours(3))).toEqual(at("2032-02-29T11:00"));
  });

  test("CAL5: a search ends at the horizon", () => {
    const once = calendarOf({
      timeZone: "Europe/London",
      weekly: {},
      holidays: [{ date: "2026-03-02", hours: [["10:00", "12:00"]] }],
    });
    const tooSeldom = /gives no answer within 400 years/;
    expect(nextOpening(once, at("2000-01-01T00:00"))).toEqual(at("2026-03-02T10:00"));
    expect(() => nextOpening(once, at("2026-03-02T12:00"))).toThrow(RangeError);
    expect(() => nextOpening(once, at("2026-03-02T12:00"))).toThrow(tooSeldom);
    expect(() => addWorkingTime(once, at("2026-03-02T11:00"), hours(-2))).toThrow(tooSeldom);
    expect(() => addWorkingDays(once, at("2026-03-02T11:00"), 1)).toThrow(tooSeldom);
    expect(() => addWorkingDays(once, at("2026-03-02T11:00"), -1)).toThrow(tooSeldom);
    const always = calendarOf({ timeZone: "Europe/London", weekly: everyDay(["00:00", "24:00"]) });
    expect(() => nextClosing(always, at("2026-03-02T11:00"))).toThrow(tooSeldom);
    expect(() => workingTimeBetween(always, at("1900-01-01T00:00"), at("2400-01-01T00:00"))).toThrow("at most 400 years");
  });

  test("CAL5: calendars answer for the years 1 to 9999", () => {
    const far = Temporal.Instant.from("+012000-01-01T00:00Z");
    expect(() => isOpenAt(office, far)).toThrow("Calendars answer for the years 1 to 9999.");
    expect(() => isOpenAt(office, Temporal.Instant.from("-000500-01-01T00:00Z"))).toThrow(RangeError);
  });

  test("CAL5: what has been compiled is let go of before it grows without bound", () => {
    const rare = calendarOf({ timeZone: "UTC", weekly: { mon: [["09:00", "10:00"]] } });
    for (let year = 1; year <= 2_500; year += 1) {
      const newYear = new Temporal.PlainDate(year, 1, 1).toZonedDateTime("UTC").toInstant();
      expect(nextOpening(rare, newYear).toZonedDateTimeISO("UTC").dayOfWeek).toBe(1);
    }
  });
});
