/** What went wrong in other calendars, as their users reported it. */
import { expect, test } from "vitest";
import { addWorkingDays } from "./days.ts";
import { calendarOf, everyDay, weekdays } from "./samples.oracle.ts";
import { addWorkingTime, isOpenAt, nextClosing, nextOpening, workingTimeBetween } from "./working-time.ts";

const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[Europe/London]`).toInstant();
const hours = (n: number) => Temporal.Duration.from({ hours: n });
const london = (
  weekly: Parameters<typeof calendarOf>[0]["weekly"],
  holidays: Parameters<typeof calendarOf>[0]["holidays"] = [],
) => calendarOf({ timeZone: "Europe/London", weekly, holidays });

test("CAL1: an always open calendar is open in the last minute before midnight", () => {
  const always = london(everyDay(["00:00", "24:00"]));
  for (let second = -120; second < 120; second += 1)
    expect(isOpenAt(always, at("2026-03-03T00:00").add({ seconds: second }))).toBe(true);
});

test("CAL1: a desk that closes at 23:00, or at midnight, loses no hour", () => {
  for (const [closes, open] of [
    ["23:00", 14],
    ["24:00", 15],
    ["00:00", 15],
  ] as const) {
    const calendar = london(weekdays(["09:00", closes]));
    expect(workingTimeBetween(calendar, at("2026-03-02T00:00"), at("2026-03-03T00:00")).total("hours")).toBe(open);
    expect(addWorkingTime(calendar, at("2026-03-02T22:30"), hours(1))).toEqual(
      closes === "23:00" ? at("2026-03-03T09:30") : at("2026-03-02T23:30"),
    );
  }
});

test("CAL1: 24:00 before a closed day ends there", () => {
  const calendar = london({ fri: [["09:00", "24:00"]] });
  expect(nextClosing(calendar, at("2026-03-06T23:59"))).toEqual(at("2026-03-07T00:00"));
  expect(workingTimeBetween(calendar, at("2026-03-06T23:00"), at("2026-03-07T12:00")).toString()).toBe("PT1H");
  expect(addWorkingTime(calendar, at("2026-03-06T23:00"), hours(2))).toEqual(at("2026-03-13T10:00"));
});

test("CAL2: outside night hours nothing counts", () => {
  const nights = london(everyDay(["22:00", "06:00"]));
  expect(workingTimeBetween(nights, at("2026-03-02T08:00"), at("2026-03-02T20:00")).blank).toBe(true);
  expect(workingTimeBetween(nights, at("2026-03-02T23:00"), at("2026-03-03T01:00")).toString()).toBe("PT2H");
  expect(workingTimeBetween(nights, at("2026-03-02T05:00"), at("2026-03-02T23:00")).toString()).toBe("PT2H");
});

test("CAL2: a span backwards within one day is negative, and as long as forwards", () => {
  const office = london(weekdays(["09:00", "17:00"]));
  expect(workingTimeBetween(office, at("2026-03-02T15:00"), at("2026-03-02T10:00")).toString()).toBe("-PT5H");
});

test("CAL2: the past keeps the offsets of its own day", () => {
  const office = calendarOf({ timeZone: "America/New_York", weekly: weekdays(["09:00", "17:00"]) });
  // Until 2006 the clocks went forward in April: on 31 March 2005 New York was at -05:00, on 31 March 2026 at -04:00.
  expect(nextOpening(office, Temporal.Instant.from("2005-03-31T12:00Z"))).toEqual(Temporal.Instant.from("2005-03-31T14:00Z"));
  expect(nextOpening(office, Temporal.Instant.from("2026-03-31T12:00Z"))).toEqual(Temporal.Instant.from("2026-03-31T13:00Z"));
  // From 1968 to 1971 London kept summer time all year.
  expect(nextOpening(london(weekdays(["09:00", "17:00"])), Temporal.Instant.from("1970-01-05T00:00Z"))).toEqual(
    Temporal.Instant.from("1970-01-05T08:00Z"),
  );
});

test("CAL1: a holiday is a date in the calendar's zone, whoever asks from wherever", () => {
  const tokyo = calendarOf({ timeZone: "Asia/Tokyo", weekly: everyDay(["00:00", "24:00"]), holidays: [{ date: "2026-05-05" }] });
  expect(nextClosing(tokyo, Temporal.Instant.from("2026-05-04T00:00Z"))).toEqual(Temporal.Instant.from("2026-05-04T15:00Z"));
  expect(nextOpening(tokyo, Temporal.Instant.from("2026-05-04T15:00Z"))).toEqual(Temporal.Instant.from("2026-05-05T15:00Z"));
});

test("CAL3: a desk open on one weekday only counts from week to week", () => {
  const tuesdays = london({ tue: [["10:00", "12:00"]] });
  expect(addWorkingTime(tuesdays, at("2026-03-02T09:00"), hours(5))).toEqual(at("2026-03-17T11:00"));
  expect(addWorkingDays(tuesdays, at("2026-03-03T11:00"), 2)).toEqual(at("2026-03-17T11:00"));
});

test("CAL3: half days and a lunch closed on one date count for what they are", () => {
  const office = london(weekdays(["09:00", "17:00"]), [
    {
      date: "2026-03-03",
      hours: [
        ["09:00", "12:00"],
        ["13:00", "17:00"],
      ],
    },
    { date: "2026-03-04", hours: [["09:00", "12:00"]] },
  ]);
  expect(addWorkingTime(office, at("2026-03-03T11:00"), hours(5))).toEqual(at("2026-03-03T17:00"));
  expect(addWorkingTime(office, at("2026-03-03T11:00"), hours(6))).toEqual(at("2026-03-04T10:00"));
  expect(addWorkingTime(office, at("2026-03-04T11:00"), hours(2))).toEqual(at("2026-03-05T10:00"));
});

test("CAL3: what begins outside hours is not done at once", () => {
  const office = london(weekdays(["09:00", "17:00"]));
  expect(addWorkingTime(office, at("2026-03-06T20:00"), hours(4))).toEqual(at("2026-03-09T13:00"));
  expect(workingTimeBetween(office, at("2026-03-06T20:00"), at("2026-03-09T13:00")).toString()).toBe("PT4H");
});

test("CAL3: many hours at once are as many as one by one", () => {
  const office = london(weekdays(["09:00", "12:30"], ["13:15", "17:45"]));
  let step = at("2026-03-02T00:00");
  for (let count = 0; count < 500; count += 1) step = addWorkingTime(office, step, hours(1));
  expect(addWorkingTime(office, at("2026-03-02T00:00"), hours(500))).toEqual(step);
});
