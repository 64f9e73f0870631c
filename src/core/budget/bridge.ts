/** How a budget came about, step by step: opening + amendments = closing (PRJ1). */

import { budgetOf, type Earning, inHours, type MonthBudget } from "./budget.ts";
import type { MonthSpan } from "./months.ts";
import { type DatedTerms, termsIn } from "./terms.ts";

/** Earning days as recorded: the amendment that opened them, and that which ended them, or null while they stand. */
export type RecordedEarning = Earning & { readonly amendmentId: string; readonly endedBy: string | null };

/** What was recorded: an amendment, or other terms for the budget, with all that stand from then on. */
export type BudgetEvent =
  | { readonly kind: "amendment"; readonly id: string }
  | { readonly kind: "terms"; readonly id: string; readonly terms: readonly DatedTerms[] };

/** What an event moved, month by month: 0 where it moved nothing. Minutes are null where the month has no hours after it. */
export type BudgetStep = { readonly event: BudgetEvent; readonly months: readonly MonthBudget[] };

export type Bridge = { readonly steps: readonly BudgetStep[]; readonly closing: readonly MonthBudget[] };

/**
 * The steps of the events in the order in which they were recorded, the first of which opens the budget, and what they come to: for
 * each month the steps add up to the closing budget, in money exactly, and in minutes unless hours were given up on the way.
 * `terms` are those that stood before the first event. Each earning names events among those given.
 */
export function bridgeOf(
  earnings: readonly RecordedEarning[],
  events: readonly BudgetEvent[],
  terms: readonly DatedTerms[],
  span: MonthSpan,
): Bridge {
  const opened = Map.groupBy(earnings, ({ amendmentId }) => amendmentId);
  const ended = Map.groupBy(earnings, ({ endedBy }) => endedBy);
  const standing = new Set<RecordedEarning>();
  const steps: BudgetStep[] = [];
  let held = terms;
  let budget = budgetOf([], held, span);
  for (const event of events) {
    const before = budget;
    if (event.kind === "terms") {
      held = event.terms;
      budget = budgetOf([...standing], held, span);
    } else {
      const given = opened.get(event.id) ?? [];
      const taken = ended.get(event.id) ?? [];
      for (const one of given) standing.add(one);
      for (const one of taken) standing.delete(one);
      budget = moved(budget, difference(budgetOf(given, held, span), budgetOf(taken, held, span)), held);
    }
    steps.push({ event, months: difference(budget, before) });
  }
  return { steps, closing: budget };
}

/** The budget with so much money more, and the hours that this is worth. */
function moved(budget: readonly MonthBudget[], by: readonly MonthBudget[], terms: readonly DatedTerms[]): MonthBudget[] {
  return budget.map(({ month, minor }, index) => inHours({ month, minor: minor + by[index]!.minor }, termsIn(terms, month)));
}

/** `after` less `before`, month by month. Hours that there are only after count from nothing. */
export function difference(after: readonly MonthBudget[], before: readonly MonthBudget[]): MonthBudget[] {
  return after.map(({ month, minor, minutes }, index) => {
    const earlier = before[index]!;
    return { month, minor: minor - earlier.minor, minutes: minutes === null ? null : minutes - (earlier.minutes ?? 0n) };
  });
}

/** The sum of months. Minutes are null where a month that has a budget has no hours. */
export function totalOf(months: readonly Omit<MonthBudget, "month">[]): {
  readonly minor: bigint;
  readonly minutes: bigint | null;
} {
  let minor = 0n;
  let minutes: bigint | null = 0n;
  for (const one of months) {
    minor += one.minor;
    if (one.minutes !== null) minutes = minutes === null ? null : minutes + one.minutes;
    else if (one.minor !== 0n) minutes = null;
  }
  return { minor, minutes };
}
