import { Refused } from "./refused.ts";
import type { Exception, HolidayDate } from "./rules.ts";
import { type CalendarSpec, type Holiday, WEEKDAYS } from "./spec.ts";
import { DAY_MS, type DayWindows, inWords, readWindows } from "./windows.ts";

/** More than a century of every nation's holidays; a longer list is a mistake, and would be slow to no end. */
export const MAX_HOLIDAYS = 10_000;

/** Any leap year: it has every date that a year can have. */
const LEAP_YEAR = 2000;

const HOLIDAY_DATE = /^(?:((?!0000)\d{4})-)?(\d{2})-(\d{2})$/;

/** A calendar's specification, read and found sound but for never opening. `exceptions` stand in the order of the holidays. */
export type ReadSpec = {
  readonly timeZone: string;
  readonly week: readonly DayWindows[];
  readonly exceptions: readonly Exception[];
};

/** Reads a specification that may have come from anywhere. Throws `Refused` at the first thing that is wrong. */
export function readSpec(spec: CalendarSpec): ReadSpec {
  return { timeZone: readZone(spec.timeZone), week: readWeek(spec.weekly), exceptions: readHolidays(spec.holidays ?? []) };
}

function readZone(given: unknown): string {
  const path = ["timeZone"];
  if (typeof given !== "string") throw new Refused("unknown_zone", `Name a time zone such as "Europe/London".`, path);
  if (/^[+-]/.test(given)) {
    throw new Refused(
      "offset_zone",
      `"${given}" is an offset, which does not know when clocks change; name a zone such as "Europe/London".`,
      path,
    );
  }
  try {
    return new Temporal.ZonedDateTime(0n, given).timeZoneId;
  } catch {
    throw new Refused("unknown_zone", `"${given}" is no known time zone; name one such as "Europe/London".`, path);
  }
}

function readWeek(given: CalendarSpec["weekly"]): DayWindows[] {
  if (typeof given !== "object" || given === null) {
    throw new Refused("bad_windows", `Give the weekly windows as { mon: [["09:00","17:00"]], … }.`, ["weekly"]);
  }
  for (const day of Object.keys(given)) {
    if (!(WEEKDAYS as readonly string[]).includes(day)) {
      throw new Refused("unknown_weekday", `"${day}" is no weekday; use ${WEEKDAYS.join(", ")}.`, ["weekly", day]);
    }
  }
  const week = WEEKDAYS.map((day) => readWindows(given[day] ?? [], ["weekly", day]));
  for (const [index, day] of WEEKDAYS.entries()) refuseNightOverlap(week, index, day);
  return week;
}

/** A night window may run up to the next day's first opening, not into it. */
function refuseNightOverlap(week: readonly DayWindows[], index: number, day: string): void {
  const night = week[index]?.at(-1);
  const morning = week[(index + 1) % 7]?.[0];
  if (night === undefined || morning === undefined || night.to <= morning.from + DAY_MS) return;
  throw new Refused(
    "overlapping_windows",
    `${inWords(night)} on ${day} runs into the next day's ${inWords(morning)}; let one end where the other begins.`,
    ["weekly", day],
  );
}

function readHolidays(given: readonly Holiday[]): Exception[] {
  if (!Array.isArray(given))
    throw new Refused("bad_holidays", `Give holidays as a list of { date, hours?, name?, knownFrom? }.`, ["holidays"]);
  if (given.length > MAX_HOLIDAYS) {
    throw new Refused(
      "too_many_holidays",
      `${given.length} holidays are more than ${MAX_HOLIDAYS}; write those of every year once, as "12-25".`,
      ["holidays"],
    );
  }
  const seen = new Map<string, number>();
  return (given as readonly Holiday[]).map((holiday, index) => {
    const exception = readHoliday(holiday, index);
    const key = `${holiday.date} ${exception.knownFrom}`;
    const first = seen.get(key);
    if (first !== undefined) {
      throw new Refused(
        "duplicate_holiday",
        `${holiday.date} stands twice, first as number ${first + 1}; keep one, or say from when the other was known.`,
        ["holidays", index],
      );
    }
    seen.set(key, index);
    return exception;
  });
}

function readHoliday(holiday: Holiday, index: number): Exception {
  const path = ["holidays", index];
  return {
    date: readDate(holiday.date, [...path, "date"]),
    windows: readWindows(holiday.hours ?? [], [...path, "hours"]),
    knownFrom: readInstant(holiday.knownFrom, [...path, "knownFrom"]),
  };
}

function readDate(given: unknown, path: readonly (string | number)[]): HolidayDate {
  const match = typeof given === "string" ? HOLIDAY_DATE.exec(given) : null;
  if (match === null)
    throw new Refused("bad_date", `${JSON.stringify(given)} is no date; write "2026-12-25", or "12-25" for every year.`, path);
  const year = match[1] === undefined ? null : Number(match[1]);
  const date = { year, month: Number(match[2]), day: Number(match[3]) };
  try {
    Temporal.PlainDate.from({ ...date, year: year ?? LEAP_YEAR }, { overflow: "reject" });
  } catch {
    throw new Refused("bad_date", `${match[0]} does not exist; correct the day, the month or the year.`, path);
  }
  return date;
}

function readInstant(given: string | undefined, path: readonly (string | number)[]): Temporal.Instant | null {
  if (given === undefined) return null;
  try {
    return Temporal.Instant.from(given);
  } catch {
    throw new Refused("bad_instant", `"${given}" is no instant; write it with its offset, such as "2025-12-14T16:00:00Z".`, path);
  }
}
