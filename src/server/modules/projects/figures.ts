/** Budget beside actual, as it is told: money to those who see it, hours to all (PRJ1). */

import type { BudgetFigures } from "#api/projects.ts";
import {
  budgetOf,
  costOfWork,
  type DatedTerms,
  type Earning,
  type MonthBudget,
  type MonthSpan,
  termsIn,
  totalOf,
} from "#core/budget/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { plusDays } from "#core/coverage/days.ts";
import { commonDays } from "#core/coverage/inside.ts";
import type { Context } from "#platform/context.ts";
import { may } from "#platform/permit.ts";
import type { WorkedMonth } from "./budget-store.ts";

/** How figures are told: money is null for those who see hours only. */
export type Teller = (figures: Figures) => BudgetFigures;

/** Money in minor units of one currency. Minutes of a budget and money of work are null where there is no hourly rate. */
export type Figures = {
  readonly minor: bigint;
  readonly minutes: bigint | null;
  readonly workedMinor: bigint | null;
  readonly workedMinutes: number;
};

/** Says amounts of a currency to whoever asks. */
export function tellerFor(ctx: Context, currency: string): Teller {
  const money = moneyFor(ctx, currency);
  return ({ minor, minutes, workedMinor, workedMinutes }) => ({
    budget: money(minor),
    budgetMinutes: minutes === null ? null : Number(minutes),
    actual: money(workedMinor),
    actualMinutes: workedMinutes,
  });
}

/** An amount for the wire, or null for nothing and for those who see hours only. */
export function moneyFor(ctx: Context, currency: string): (minor: bigint | null) => { minor: string; currency: string } | null {
  const seesMoney = may(ctx.actor, "budgets.read");
  return (minor) => (seesMoney && minor !== null ? { minor: String(minor), currency } : null);
}

export type MonthFigures = Figures & { readonly month: string };

/** What one project, or one account's part of it, has and did in each month. */
export function monthFigures(
  budget: readonly MonthBudget[],
  worked: readonly WorkedMonth[],
  terms: readonly DatedTerms[],
): MonthFigures[] {
  return budget.map((one) => {
    const minutes = sumOf(worked, one.month, "minutes");
    return { ...one, ...costedIn(one.month, minutes, terms) };
  });
}

/** The same up to and including a day, month by month. */
export function figuresToDate(
  earnings: readonly Earning[],
  worked: readonly WorkedMonth[],
  terms: readonly DatedTerms[],
  span: MonthSpan,
  at: IsoDate,
): MonthFigures[] {
  const past = { startsOn: "0000-01-01", endsBefore: plusDays(at, 1) };
  const earned = earnings.flatMap((one) => {
    const days = commonDays(one, past);
    return days === null ? [] : [{ ...one, ...days }];
  });
  return budgetOf(earned, terms, span).map((one) => ({
    ...one,
    ...costedIn(one.month, sumOf(worked, one.month, "minutesToDate"), terms),
  }));
}

function sumOf(worked: readonly WorkedMonth[], month: string, which: "minutes" | "minutesToDate"): number {
  return worked.reduce((sum, one) => (one.month === month ? sum + one[which] : sum), 0);
}

/** Work of a month at its hourly rate. */
export function costedIn(
  month: string,
  workedMinutes: number,
  terms: readonly DatedTerms[],
): Pick<Figures, "workedMinor" | "workedMinutes"> {
  const rate = termsIn(terms, month)?.hourlyRateMinor ?? null;
  if (workedMinutes === 0) return { workedMinor: 0n, workedMinutes };
  return { workedMinor: rate === null ? null : costOfWork(workedMinutes, rate), workedMinutes };
}

/** What figures come to. Costs are null where some work has none. */
export function sumOfFigures(figures: readonly Figures[]): Figures {
  const costs = figures.map(({ workedMinor }) => workedMinor);
  return {
    ...totalOf(figures),
    workedMinor: costs.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0n),
    workedMinutes: figures.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
  };
}
