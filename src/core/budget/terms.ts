/** What makes a budget of what coverage earns (PRJ1), and from which month on. */

import { compareText } from "../order.ts";
import type { IsoMonth } from "./months.ts";

export type BudgetTerms = {
  /** Hundredths of a percent of what coverage earns: 6000 is 60 %. 0 to 10000. */
  readonly shareBp: number;
  /** What an hour of work costs, in minor units; null: the budget is money only. */
  readonly hourlyRateMinor: bigint | null;
};

/** Terms from a month on. */
export type DatedTerms = BudgetTerms & { readonly fromMonth: IsoMonth };

/** Dated terms as recorded, and whether they take the place of what was recorded for later months too (COV13). */
export type RecordedTerms = DatedTerms & { readonly supersedesLater: boolean };

/**
 * The terms that stand when these have been recorded one after the other, by month: each holds until the next. Where two name one
 * month, that recorded last holds.
 */
export function standingTerms<T extends RecordedTerms>(recorded: readonly T[]): T[] {
  return recorded.reduce<T[]>((standing, one) => {
    const kept = standing.filter(({ fromMonth }) =>
      one.supersedesLater ? fromMonth < one.fromMonth : fromMonth !== one.fromMonth,
    );
    return [...kept, one].toSorted((a, b) => compareText(a.fromMonth, b.fromMonth));
  }, []);
}

/** The terms of a month among those that stand, or undefined before the first. */
export function termsIn<T extends DatedTerms>(standing: readonly T[], month: IsoMonth): T | undefined {
  return standing.findLast(({ fromMonth }) => fromMonth <= month);
}
