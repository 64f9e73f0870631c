import type { Calendar } from "./calendar.ts";
import { durationFrom, exactly, fractionOf, instantFrom, NANOSECONDS } from "./exact-time.ts";

/** Whether the calendar is open at `instant` (CAL2): at opening time it is, at closing time it is not. */
export function isOpenAt(calendar: Calendar, instant: Temporal.Instant): boolean {
  return calendar.openTime.isOpenAt(instant.epochMilliseconds);
}

/** The first open instant at or after `from`: `from` itself where it is open. RangeError if there is none within HORIZON_YEARS. */
export function nextOpening(calendar: Calendar, from: Temporal.Instant): Temporal.Instant {
  if (isOpenAt(calendar, from)) return from;
  return instantFrom(calendar.openTime.latest(from.epochMilliseconds, 0), 0);
}

/**
 * The first closing after `from`: of the windows open at `from`, else of those that open next. Windows that touch, such
 * as at midnight, are one. RangeError if it does not close within HORIZON_YEARS, as a calendar that is always open does not.
 */
export function nextClosing(calendar: Calendar, from: Temporal.Instant): Temporal.Instant {
  return instantFrom(calendar.openTime.closingAfter(from.epochMilliseconds), 0);
}

/**
 * The earliest instant by which `amount` of open time has passed since `from` (CAL3): landing on closing time is at
 * closing. From a closed instant counting starts at the next opening, which is also the answer for no amount at all.
 *
 * A negative amount counts backwards, as in a mirror: the latest instant with that much open time between it and `from`,
 * so landing on opening time is at opening.
 *
 * Exact to the nanosecond. RangeError for an amount with days or above, and for one not reached within HORIZON_YEARS.
 */
export function addWorkingTime(calendar: Calendar, from: Temporal.Instant, amount: Temporal.Duration): Temporal.Instant {
  const { milliseconds, nanoseconds } = exactly(amount);
  return addOpenTime(calendar, from, milliseconds, nanoseconds);
}

/** The same for whole minutes. */
export function addWorkingMinutes(calendar: Calendar, from: Temporal.Instant, minutes: number): Temporal.Instant {
  return addOpenTime(calendar, from, minutes * MINUTE, 0);
}

/** In milliseconds. */
const MINUTE = 60_000;

function addOpenTime(calendar: Calendar, from: Temporal.Instant, milliseconds: number, nanoseconds: number): Temporal.Instant {
  const { openTime } = calendar;
  const start = from.epochMilliseconds;
  const fraction = nanoseconds + openFraction(calendar, from);
  const carry = Math.floor(fraction / NANOSECONDS);
  const rest = fraction - carry * NANOSECONDS;
  const isForward = milliseconds > 0 || nanoseconds > 0;
  const whole = milliseconds + carry;
  // Beyond a whole number of milliseconds the answer lies inside a window, so only without a rest can it be a closing.
  if (isForward && rest === 0) return instantFrom(openTime.earliest(start, whole), 0);
  return instantFrom(openTime.latest(start, whole), rest);
}

/**
 * The open time from `a` to `b`, in hours and below; negative where b is before a. Exact to the nanosecond.
 * RangeError where they lie more than HORIZON_YEARS apart.
 */
export function workingTimeBetween(calendar: Calendar, a: Temporal.Instant, b: Temporal.Instant): Temporal.Duration {
  const milliseconds = calendar.openTime.between(a.epochMilliseconds, b.epochMilliseconds);
  return durationFrom(milliseconds, openFraction(calendar, b) - openFraction(calendar, a));
}

/** The nanoseconds of open time since the instant's millisecond began. Windows begin and end with whole milliseconds. */
function openFraction(calendar: Calendar, instant: Temporal.Instant): number {
  const fraction = fractionOf(instant);
  return fraction === 0 || isOpenAt(calendar, instant) ? fraction : 0;
}
