export type { Bridge, BudgetEvent, BudgetStep, RecordedEarning } from "./bridge.ts";
export { bridgeOf, difference, totalOf } from "./bridge.ts";
export type { Earning, MonthBudget } from "./budget.ts";
export { budgetOf, costOfWork, earningsOf } from "./budget.ts";
export { minutesOfDay, parseMinutes } from "./minutes.ts";
export type { IsoMonth, MonthSpan } from "./months.ts";
export { firstDayOf, monthOf, monthsBetween, plusMonths } from "./months.ts";
export type { BudgetTerms, DatedTerms, RecordedTerms } from "./terms.ts";
export { standingTerms, termsIn } from "./terms.ts";
