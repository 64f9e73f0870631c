/** What coverage costs, period by period (BIL1): the bill as it would be had nothing been invoiced yet. */

import type { IsoDate } from "../coverage/coverage.ts";
import { dayNumber, plusDays } from "../coverage/days.ts";
import { commonDays } from "../coverage/inside.ts";
import { billingPeriods, periodPrice, shareBetween } from "../proration/index.ts";
import type { BillingTerms, Days, Portion, PricedCoverage } from "./facts.ts";

/** What a line prints of its price: days charged or credited, of how many days, and what they come to (PRO1). */
export type Cost = { readonly numerator: number; readonly denominator: number; readonly amountMinor: bigint };

export type DesiredCharge = Portion &
  Cost & {
    /** The day from which it may be invoiced (BIL1). */
    readonly dueOn: IsoDate;
    /** The amendment that recorded the coverage charged for. */
    readonly amendmentId: string;
  };

type DuePeriod = { readonly days: Days; readonly dueOn: IsoDate; readonly priceOf: (yearlyMinor: bigint) => bigint };

/**
 * A charge for each of a contract's coverages in each period that falls due by `through` (that day included). In advance a period falls
 * due on its first day, though not before the first day that the contract covers; in arrears on its last. What is free has no charge.
 * Where `coverage` is only some of the contract's, `first` is the first day that all of it charges for.
 * Throws a RangeError where `terms` are none ({@link billingPeriods}).
 */
export function desiredCharges(
  coverage: readonly PricedCoverage[],
  terms: BillingTerms,
  through: IsoDate,
  first: IsoDate = firstCharged(coverage) ?? plusDays(through, 1),
): DesiredCharge[] {
  const priced = coverage.filter(isPriced);
  const periods = duePeriods(terms, first, through);
  return priced.flatMap((one) => periods.flatMap((period) => chargeOf(one, period)));
}

/** The first day that costs something; null where none does. */
export function firstCharged(coverage: readonly PricedCoverage[]): IsoDate | null {
  let first: IsoDate | null = null;
  for (const { startsOn } of coverage.filter(isPriced)) if (first === null || startsOn < first) first = startsOn;
  return first;
}

function isPriced({ yearlyMinor }: PricedCoverage): boolean {
  return yearlyMinor !== 0n;
}

function duePeriods(terms: BillingTerms, first: IsoDate, through: IsoDate): DuePeriod[] {
  const grid = { ...terms, anchorOn: Temporal.PlainDate.from(terms.anchorOn) };
  const from = Temporal.PlainDate.from(first);
  const before = Temporal.PlainDate.from(through).add({ days: 1 });
  const periods = billingPeriods({ ...grid, from, before }).map((period) => {
    const days = { startsOn: period.startsOn.toString(), endsBefore: period.endsBefore.toString() };
    const inAdvance = days.startsOn > first ? days.startsOn : first;
    const dueOn = terms.timing === "advance" ? inAdvance : plusDays(days.endsBefore, -1);
    return { days, dueOn, priceOf: (yearlyMinor: bigint) => periodPrice(yearlyMinor, grid, period) };
  });
  return periods.filter(({ dueOn }) => dueOn <= through);
}

function chargeOf(coverage: PricedCoverage, { days: period, dueOn, priceOf }: DuePeriod): DesiredCharge[] {
  const days = commonDays(coverage, period);
  if (days === null) return [];
  const { lineId, subject, amendmentId } = coverage;
  // A period has an end, so what lies in it has one too.
  const endsBefore = days.endsBefore!;
  const portion = { lineId, subject, startsOn: days.startsOn, endsBefore, period, priceMinor: priceOf(coverage.yearlyMinor) };
  return [{ ...portion, ...costOf(portion), dueOn, amendmentId }];
}

/** What a portion costs (PRO1). */
export function costOf({ startsOn, endsBefore, period, priceMinor }: Portion): Cost {
  const first = dayNumber(period.startsOn);
  const start = dayNumber(startsOn) - first;
  const end = dayNumber(endsBefore) - first;
  const whole = dayNumber(period.endsBefore) - first;
  return { numerator: end - start, denominator: whole, amountMinor: shareBetween(priceMinor, start, end, whole) };
}
