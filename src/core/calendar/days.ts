import { localTime, stretchAt } from "../time/offset.ts";
import type { Calendar } from "./calendar.ts";
import { nextOpening } from "./working-time.ts";
import { fractionOf, instantFrom } from "./exact-time.ts";
import { DAY_MS } from "./windows.ts";

/**
 * The same time of day on the n-th working day after the one `from` belongs to (CAL4). A working day is a date whose
 * windows open; the hours after midnight of a night window belong to the date on which it opened. Outside hours counting
 * starts at the next opening, and n = 0 gives that opening. The time of day stands even where the day reached is closed
 * at that time; where the clocks skip it or show it twice, it is as in `addCalendarDays`.
 *
 * A negative n counts backwards, outside hours from the last closing. RangeError unless n is a whole number, and where so
 * many working days do not lie within HORIZON_YEARS.
 */
export function addWorkingDays(calendar: Calendar, from: Temporal.Instant, n: number): Temporal.Instant {
  refuseFraction(n);
  const start = n < 0 ? lastOpen(calendar, from) : nextOpening(calendar, from);
  const day = dayOf(calendar, start);
  const days = calendar.openTime.workingDayFrom(day, n) - day;
  return sameTimeOn(calendar.timeZone, start, days);
}

/**
 * The same wall-clock time in `timeZone` n days later (CAL4), or earlier where n is negative. A time that the clocks skip
 * on that day is taken as much later as they skip (02:30 becomes 03:30); of a time that comes twice, the first is meant.
 * RangeError unless n is a whole number.
 */
export function addCalendarDays(timeZone: string, from: Temporal.Instant, n: number): Temporal.Instant {
  refuseFraction(n);
  return sameTimeOn(timeZone, from, n);
}

/** No clocks were ever changed by more: some islands went to the other side of the date line. */
const MOST_CHANGED_MS = DAY_MS;

/** The same wall-clock time so many days later: as many times 24 hours where no change of the clocks is near, else Temporal is asked. */
function sameTimeOn(timeZone: string, from: Temporal.Instant, days: number): Temporal.Instant {
  const start = from.epochMilliseconds;
  const stretch = stretchAt(timeZone, start);
  const reached = start + days * DAY_MS;
  if (stretch.from + MOST_CHANGED_MS < reached && reached < stretch.to - MOST_CHANGED_MS)
    return instantFrom(reached, fractionOf(from));
  return from.toZonedDateTimeISO(timeZone).add({ days }).toInstant();
}

/** `from` itself where it is open, else the last closing at or before it. */
function lastOpen(calendar: Calendar, from: Temporal.Instant): Temporal.Instant {
  const { openTime } = calendar;
  const start = from.epochMilliseconds;
  return openTime.isOpenAt(start) ? from : instantFrom(openTime.earliest(start, 0), 0);
}

/** The date (days since 1970) whose window is open at `instant`, or closes then. */
function dayOf(calendar: Calendar, instant: Temporal.Instant): number {
  const { openTime, timeZone } = calendar;
  const at = instant.epochMilliseconds;
  return openTime.dayOf(localTime(timeZone, openTime.isOpenAt(at) ? at : at - 1));
}

function refuseFraction(n: number): void {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is no whole number of days.`);
}
