/** Calendar months as "YYYY-MM", which compare rightly as text. */

import type { IsoDate } from "../coverage/coverage.ts";
import { dayNumber, partsOf } from "../coverage/days.ts";

/** A month of the calendar, "2026-03". */
export type IsoMonth = string;

/** The months from `from` through `through`, both included. */
export type MonthSpan = { readonly from: IsoMonth; readonly through: IsoMonth };

/** A thousand years; whoever asks for more has mistyped a year. */
const mostMonths = 12_000;

/** A month and where it lies: its first day as a number, and how many days it has. */
export type Month = { readonly month: IsoMonth; readonly inYear: number; readonly firstDay: number; readonly days: number };

/** The month that a day lies in. */
export function monthOf(day: IsoDate): IsoMonth {
  return day.slice(0, 7);
}

/** The month `months` after another, or before it for a negative number; years 0000 to 9999. */
export function plusMonths(month: IsoMonth, months: number): IsoMonth {
  const number = monthNumber(month) + months;
  const inYear = number % 12;
  return `${String((number - inYear) / 12).padStart(4, "0")}-${String(inYear + 1).padStart(2, "0")}`;
}

/** How many months `through` is after `from`, negative where it is earlier. */
export function monthsBetween(from: IsoMonth, through: IsoMonth): number {
  return monthNumber(through) - monthNumber(from);
}

/** The first day of a month. */
export function firstDayOf(month: IsoMonth): IsoDate {
  return `${month}-01`;
}

/** The months of a span in order; none where it runs backwards. Throws a RangeError for more than 12,000. */
export function monthsOf({ from, through }: MonthSpan): Month[] {
  const count = Math.max(0, monthsBetween(from, through) + 1);
  if (count > mostMonths) throw new RangeError(`From ${from} through ${through} there are more than ${mostMonths} months.`);
  return Array.from({ length: count }, (_, index) => monthAt(plusMonths(from, index)));
}

function monthAt(month: IsoMonth): Month {
  const firstDay = dayNumber(firstDayOf(month));
  const days = dayNumber(firstDayOf(plusMonths(month, 1))) - firstDay;
  return { month, inYear: monthNumber(month) % 12, firstDay, days };
}

function monthNumber(month: IsoMonth): number {
  const { year, month: inYear } = partsOf(firstDayOf(month));
  return year * 12 + inYear - 1;
}
