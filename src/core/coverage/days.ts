/** Arithmetic on ISO days, without making an object of each: screens and checks read thousands. */

import type { IsoDate } from "./coverage.ts";

/** The day `days` after `date`, or before it for a negative number. */
export function plusDays(date: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whole days from `a` to `b`, negative where `b` is earlier. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return Temporal.PlainDate.from(a).until(b).days;
}

/** The last covered day of a range that ends before `endsBefore`, as people say it (COV3). null: open-ended. */
export function lastDay(endsBefore: IsoDate | null): IsoDate | null {
  return endsBefore === null ? null : plusDays(endsBefore, -1);
}

/** The first day no longer covered when `last` is the last that is: cancelled on D covers D itself (COV3). */
export function endsBeforeOf(last: IsoDate): IsoDate {
  return plusDays(last, 1);
}
