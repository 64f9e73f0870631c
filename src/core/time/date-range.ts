import { startOfDay } from "./zone.ts";
import type { Interval, OpenEnded } from "./interval.ts";

/** The days from `startsOn` up to, but not including, `endsBefore`. It is never empty. */
export type DateRange = {
  readonly startsOn: Temporal.PlainDate;
  readonly endsBefore: Temporal.PlainDate | OpenEnded;
};

/** The range [startsOn, endsBefore). Throws a RangeError where it would hold no day. */
export function dateRange(startsOn: Temporal.PlainDate, endsBefore: Temporal.PlainDate | OpenEnded): DateRange {
  if (endsBefore !== null && isOnOrBefore(endsBefore, startsOn)) {
    throw new RangeError(`A range from ${startsOn} must end after ${startsOn}, not before ${endsBefore}.`);
  }
  return { startsOn, endsBefore };
}

/** The range whose last day is `lastDay`, as people and spreadsheets write it (COV3: cancelled on D covers D itself). */
export function throughDate(startsOn: Temporal.PlainDate, lastDay: Temporal.PlainDate): DateRange {
  return dateRange(startsOn, lastDay.add({ days: 1 }));
}

/** Whether `date` is one of the range's days. */
export function containsDate(range: DateRange, date: Temporal.PlainDate): boolean {
  return isOnOrBefore(range.startsOn, date) && endsAfter(range, date);
}

/** Whether the two share a day. Ranges that only touch do not. */
export function rangesOverlap(a: DateRange, b: DateRange): boolean {
  return endsAfter(a, b.startsOn) && endsAfter(b, a.startsOn);
}

/** The days that both hold, or undefined where there are none. */
export function intersectRanges(a: DateRange, b: DateRange): DateRange | undefined {
  if (!rangesOverlap(a, b)) return undefined;
  return { startsOn: later(a.startsOn, b.startsOn), endsBefore: earlierEnd(a.endsBefore, b.endsBefore) };
}

/** The instants of the range's days in `timeZone`, whose midnights bound them (COV4). */
export function instantsOf(range: DateRange, timeZone: string): Interval {
  return {
    startsAt: startOfDay(range.startsOn, timeZone),
    endsAt: range.endsBefore === null ? null : startOfDay(range.endsBefore, timeZone),
  };
}

function isOnOrBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) <= 0;
}

function endsAfter(range: DateRange, date: Temporal.PlainDate): boolean {
  return range.endsBefore === null || !isOnOrBefore(range.endsBefore, date);
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return isOnOrBefore(a, b) ? b : a;
}

function earlierEnd(a: DateRange["endsBefore"], b: DateRange["endsBefore"]): DateRange["endsBefore"] {
  if (a === null) return b;
  if (b === null) return a;
  return isOnOrBefore(a, b) ? a : b;
}
