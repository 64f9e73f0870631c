/** The budget of a support project (PRJ1): the share of what coverage earns in each month, in money and in hours. */

import type { IsoDate } from "../coverage/coverage.ts";
import { dayNumber } from "../coverage/days.ts";
import type { DayRange } from "../coverage/in-force.ts";
import { shareBetween } from "../proration/index.ts";
import { type IsoMonth, type Month, type MonthSpan, monthsOf } from "./months.ts";
import { type BudgetTerms, type DatedTerms, termsIn } from "./terms.ts";

/** Days that earn: what a year costs, and for how many subjects alike. */
export type Earning = DayRange & { readonly yearlyMinor: bigint; readonly subjects: number };

/** `minutes` is null where no hourly rate turns the money into hours. */
export type MonthBudget = { readonly month: IsoMonth; readonly minor: bigint; readonly minutes: bigint | null };

/** What is agreed for days, as far as a budget reads it. */
type Agreed = DayRange & { readonly yearlyMinor: string; readonly suspended: boolean };

/** What agreed days earn, those alike counted together; suspended days earn nothing (COV8). */
export function earningsOf(agreed: readonly Agreed[]): Earning[] {
  const alike = new Map<string, { readonly one: Agreed; subjects: number }>();
  for (const one of agreed) {
    if (one.suspended) continue;
    const key = `${one.startsOn}/${one.endsBefore}/${one.yearlyMinor}`;
    const found = alike.get(key);
    if (found === undefined) alike.set(key, { one, subjects: 1 });
    else found.subjects += 1;
  }
  return [...alike.values()].map(({ one: { startsOn, endsBefore, yearlyMinor }, subjects }) => ({
    startsOn,
    endsBefore,
    yearlyMinor: BigInt(yearlyMinor),
    subjects,
  }));
}

/**
 * The budget of each month of the span, in its order. A month for which no terms stand has none: 0, and no minutes. Each subject's money
 * is rounded by itself, so that budgets of parts add up to that of the whole. Throws a RangeError as {@link monthsOf} does.
 */
export function budgetOf(earnings: readonly Earning[], terms: readonly DatedTerms[], span: MonthSpan): MonthBudget[] {
  const months = monthsOf(span);
  const held = months.map(({ month }) => termsIn(terms, month));
  const minor = months.map(() => 0n);
  const years = new Map<BudgetTerms | undefined, Map<bigint, readonly bigint[]>>(held.map((one) => [one, new Map()]));
  for (const earning of earnings) {
    const days = dayNumbers(earning);
    const subjects = BigInt(earning.subjects);
    for (let index = firstIn(months, days.start); index < months.length; index += 1) {
      const month = months[index]!;
      if (days.end <= month.firstDay) break;
      const one = held[index];
      if (one !== undefined) minor[index]! += subjects * partOf(yearOf(years.get(one)!, earning.yearlyMinor, one), month, days);
    }
  }
  return months.map(({ month }, index) => inHours({ month, minor: minor[index]! }, held[index]));
}

/** A month's money with the minutes that it is worth in its terms, half up. */
export function inHours({ month, minor }: Pick<MonthBudget, "month" | "minor">, terms: BudgetTerms | undefined): MonthBudget {
  const rate = terms?.hourlyRateMinor ?? null;
  return { month, minor, minutes: rate === null ? null : shareBetween(minor, 0, 60, Number(rate)) };
}

/** What work of so many minutes costs at an hourly rate, in minor units, half up. */
export function costOfWork(minutes: number, hourlyRateMinor: bigint): bigint {
  return shareBetween(hourlyRateMinor, 0, minutes, 60);
}

/** The twelve months of a year's budget, January first. Most subjects of a contract have one of a few prices. */
function yearOf(years: Map<bigint, readonly bigint[]>, yearlyMinor: bigint, { shareBp }: BudgetTerms): readonly bigint[] {
  let year = years.get(yearlyMinor);
  if (year === undefined) years.set(yearlyMinor, (year = byMonth(shareBetween(yearlyMinor, 0, shareBp, 10_000))));
  return year;
}

/** By months, not by days, as a bill's periods are (BIL1). */
function byMonth(yearly: bigint): bigint[] {
  return Array.from({ length: 12 }, (_, month) => shareBetween(yearly, month, month + 1, 12));
}

type DayNumbers = { readonly start: number; readonly end: number };

function dayNumbers({ startsOn, endsBefore }: { startsOn: IsoDate; endsBefore: IsoDate | null }): DayNumbers {
  return { start: dayNumber(startsOn), end: endsBefore === null ? Infinity : dayNumber(endsBefore) };
}

/** The place of the first month that has a day at or after `start`; the number of months where none has. */
function firstIn(months: readonly Month[], start: number): number {
  const index = months.findIndex(({ firstDay, days }) => start < firstDay + days);
  return index < 0 ? months.length : index;
}

/** The month's amount, for those of its days that are among `days` (PRO1). */
function partOf(year: readonly bigint[], { inYear, firstDay, days: whole }: Month, days: DayNumbers): bigint {
  const start = Math.max(days.start - firstDay, 0);
  const end = Math.min(days.end - firstDay, whole);
  const amount = year[inYear]!;
  return start === 0 && end === whole ? amount : shareBetween(amount, start, end, whole);
}
