import type { BudgetFigures } from "#api/projects.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { moneyWords } from "#web/ui/format/words.ts";

/** What a budget is looked at in. */
export type Measure = "money" | "hours";

/** Budget and actual in one measure, as numbers to compare and as words; what is not known, or not this person's to see, is null. */
export type Measured = {
  readonly budget: bigint | null;
  readonly actual: bigint | null;
  /** What is left of the budget; below zero where more was done. */
  readonly left: bigint | null;
  readonly words: (amount: bigint | null) => string;
};

/** The figures in a measure. `currency` is the project's. */
export function measured(figures: BudgetFigures, measure: Measure, currency: string): Measured {
  const budget = measure === "money" ? minorOf(figures.budget) : whole(figures.budgetMinutes);
  const actual = measure === "money" ? minorOf(figures.actual) : whole(figures.actualMinutes);
  return {
    budget,
    actual,
    left: budget === null || actual === null ? null : budget - actual,
    words: (amount) => wordsOf(amount, measure, currency),
  };
}

/** An amount in words of its measure; a dash where there is none. */
export function wordsOf(amount: bigint | null, measure: Measure, currency: string): string {
  if (amount === null) return "–";
  return measure === "money" ? moneyWords({ minor: String(amount), currency }) : hoursWords(Number(amount));
}

const minorOf = (money: BudgetFigures["budget"]): bigint | null => (money === null ? null : BigInt(money.minor));
const whole = (minutes: number | null): bigint | null => (minutes === null ? null : BigInt(minutes));
