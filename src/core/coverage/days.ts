/**
 * Arithmetic on ISO days as numbers. A check spells out a day for every candidate and reads tens of thousands of them in
 * a second: an object for each was a third of its time.
 */

import type { IsoDate } from "./coverage.ts";

/** Days of the 400 years after which the Gregorian calendar repeats itself. */
const daysOfCycle = 146_097;
export const millisecondsOfDay = 86_400_000;
/** From 1 March 0000, where the arithmetic begins, to 1 January 1970, where numbers do. */
const daysToEpoch = 719_468;

/** Year, month (1 to 12) and day of an ISO day as numbers. */
export function partsOf(date: IsoDate): { year: number; month: number; day: number } {
  return { year: digits(date, 0, 4), month: digits(date, 5, 7), day: digits(date, 8, 10) };
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) number = number * 10 + text.charCodeAt(index) - 48;
  return number;
}

/** Days since 1 January 1970. The year is counted from March, so that the leap day is its last. */
export function dayNumber(date: IsoDate): number {
  const { year: written, month, day } = partsOf(date);
  const year = written - (month < 3 ? 1 : 0);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - daysToEpoch;
}

/** The day that {@link dayNumber} gives `number` for; years 0000 to 9999. */
export function dayOfNumber(number: number): IsoDate {
  const days = number + daysToEpoch;
  const cycle = Math.floor(days / daysOfCycle);
  const ofCycle = days - cycle * daysOfCycle;
  const yearOfCycle = Math.floor(
    (ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365,
  );
  const ofYear = ofCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const marchMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = cycle * 400 + yearOfCycle + (month < 3 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

/** The day `days` after `date`, or before it for a negative number. */
export function plusDays(date: IsoDate, days: number): IsoDate {
  return dayOfNumber(dayNumber(date) + days);
}

/** Whole days from `a` to `b`, negative where `b` is earlier. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** The last covered day of a range that ends before `endsBefore`, as people say it (COV3). null: open-ended. */
export function lastDay(endsBefore: IsoDate | null): IsoDate | null {
  return endsBefore === null ? null : plusDays(endsBefore, -1);
}

/** The first day no longer covered when `last` is the last that is: cancelled on D covers D itself (COV3). */
export function endsBeforeOf(last: IsoDate): IsoDate {
  return plusDays(last, 1);
}
