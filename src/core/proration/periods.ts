/** The periods in which a contract is billed (PRO1, BIL1). */

/** The days [startsOn, endsBefore), both bounds given. */
export type Period = { readonly startsOn: Temporal.PlainDate; readonly endsBefore: Temporal.PlainDate };

/** What places every period: a month in which one begins, the day of the month, and how many months each lasts. */
export type PeriodGrid = {
  readonly anchorOn: Temporal.PlainDate;
  /** 1 to 31, the last day of months that are shorter. Without it, the day of `anchorOn`. */
  readonly anchorDay?: number | undefined;
  readonly every: { readonly months: number };
};

/** A thousand years of months; whoever asks for more has mistyped a year. */
const mostPeriods = 12_000;
/** A century; no contract is billed less often. */
const mostMonths = 1200;

/**
 * The whole periods that share a day with [from, before), in order; none where that is empty. They reach back and forth from
 * `anchorOn` alike: boundary n is the month of `anchorOn` + n periods, on the anchor's day or the month's last, never counted
 * from the boundary before (so the 31st comes back after February). Throws a RangeError for months outside 1 to 1,200, an
 * `anchorDay` outside 1 to 31, and more than 12,000 periods.
 */
export function billingPeriods({
  from,
  before,
  ...grid
}: PeriodGrid & { readonly from: Temporal.PlainDate; readonly before: Temporal.PlainDate }): Period[] {
  refuseBadGrid(grid);
  if (!isBefore(from, before)) return [];
  const { months } = grid.every;
  if ((monthNumber(before) - monthNumber(from)) / months > mostPeriods)
    throw new RangeError(`From ${from} to ${before} there are more than ${mostPeriods} periods. Ask for fewer years.`);
  let n = Math.floor((monthNumber(from) - monthNumber(grid.anchorOn)) / months);
  if (isBefore(from, boundary(grid, n))) n -= 1;
  const periods: Period[] = [];
  for (let startsOn = boundary(grid, n); isBefore(startsOn, before);) {
    n += 1;
    const endsBefore = boundary(grid, n);
    periods.push({ startsOn, endsBefore });
    startsOn = endsBefore;
  }
  return periods;
}

/** Months since January of the year 0. */
export function monthNumber(date: Temporal.PlainDate): number {
  return date.year * 12 + date.month - 1;
}

function boundary({ anchorOn, anchorDay = anchorOn.day, every }: PeriodGrid, n: number): Temporal.PlainDate {
  const month = monthNumber(anchorOn) + n * every.months;
  const year = Math.floor(month / 12);
  return Temporal.PlainDate.from({ year, month: month - year * 12 + 1, day: anchorDay }, { overflow: "constrain" });
}

function refuseBadGrid({ anchorDay = 1, every: { months } }: PeriodGrid): void {
  if (!isWhole(months, mostMonths))
    throw new RangeError(`A period lasts a whole number of months from 1 to ${mostMonths}, not ${months}.`);
  if (!isWhole(anchorDay, 31)) throw new RangeError(`anchorDay is a day of the month from 1 to 31, not ${anchorDay}.`);
}

function isWhole(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= most;
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}
