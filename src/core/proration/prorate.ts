import { monthNumber, type Period, type PeriodGrid } from "./periods.ts";
import { shareBetween } from "./share.ts";

/**
 * What the days of `segment` cost, in minor units, when the days of `period` cost `priceMinor` (PRO1): by actual days, half up, as
 * the price up to the segment's end less the price up to its start. So segments that partition a period add up to its price,
 * and a negative price gives exactly minus what the positive one does. An empty segment costs nothing. Throws a RangeError
 * where the period is empty, or the segment runs backwards or out of it.
 */
export function prorate(priceMinor: bigint, period: Period, segment: Period): bigint {
  const whole = daysBetween(period.startsOn, period.endsBefore);
  const start = daysBetween(period.startsOn, segment.startsOn);
  const end = daysBetween(period.startsOn, segment.endsBefore);
  if (whole < 1) throw new RangeError(`The period ${inWords(period)} must end after it starts.`);
  if (start > end) throw new RangeError(`The segment ${inWords(segment)} must not end before it starts.`);
  if (start < 0 || end > whole)
    throw new RangeError(
      `The segment ${inWords(segment)} must lie in the period ${inWords(period)}. Cut it at the period's ends.`,
    );
  return shareBetween(priceMinor, start, end, whole);
}

/**
 * What one period costs, in minor units, when a year costs `yearlyMinor` (BIL1): by months, not by days, so that quarters are alike
 * however long; the periods of a year counted from `anchorOn` add up to the yearly price exactly. `period` is one that
 * {@link billingPeriods} gives for the same grid.
 */
export function periodPrice(yearlyMinor: bigint, { anchorOn, every }: PeriodGrid, period: Period): bigint {
  const since = (monthNumber(period.startsOn) - monthNumber(anchorOn)) % 12;
  const month = since < 0 ? since + 12 : since;
  return shareBetween(yearlyMinor, month, month + every.months, 12);
}

function daysBetween(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return a.until(b, { largestUnit: "days" }).days;
}

function inWords({ startsOn, endsBefore }: Period): string {
  return `[${startsOn}, ${endsBefore})`;
}
