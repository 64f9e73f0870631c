/** What an amendment does to the budget of its contract's project, for its preview (PRJ1, COV8). */

import type { BudgetEffects } from "#api/amendment-effects.ts";
import { maxMonths } from "#api/projects.ts";
import { type ContractFacts, type CoverageChange } from "#core/amendments/index.ts";
import { budgetOf, earningsOf, monthOf, monthsBetween, type MonthSpan, plusMonths } from "#core/budget/index.ts";
import { plusDays } from "#core/coverage/days.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { changesBetween, daysThatDiffer, spanOf } from "./differing.ts";
import { loadTerms } from "./terms.ts";

/** Months told where coverage changes without an end. */
const monthsOfOpenEnd = 24;

/**
 * The months in which the project has another budget after a contract's change, with both; at most ten years of them, two
 * where coverage without an end changes. Two statements at most, whatever the size of the contract.
 */
export async function budgetEffects(
  ctx: Context,
  before: ContractFacts,
  after: ContractFacts,
  changes: readonly CoverageChange[] = changesBetween(before, after),
): Promise<BudgetEffects> {
  permit(ctx.actor, "budgets.read");
  const span = monthsOfChanges(changes);
  if (span === null) return { months: [] };
  const { contractId, currency } = after.header;
  const terms = (await loadTerms(ctx, [{ id: contractId, currency }], undefined)).get(contractId)!;
  const were = budgetOf(earningsOf(before.coverage), terms, span);
  const are = budgetOf(earningsOf(after.coverage), terms, span);
  const months = are.flatMap(({ month, minor, minutes }, index) => {
    const was = were[index]!;
    if (was.minor === minor) return [];
    const inHours = (of: bigint | null): number | null => (of === null ? null : Number(of));
    return [
      {
        month,
        beforeMinor: String(was.minor),
        afterMinor: String(minor),
        beforeMinutes: inHours(was.minutes),
        afterMinutes: inHours(minutes),
      },
    ];
  });
  return { months };
}

/** From the first month of which any subject earns something else, to the last. */
function monthsOfChanges(changes: readonly CoverageChange[]): MonthSpan | null {
  const days = spanOf(changes.flatMap((change) => daysThatDiffer(change, ({ yearlyMinor }) => yearlyMinor) ?? []));
  if (days === null) return null;
  const from = monthOf(days.startsOn);
  if (days.endsBefore === null) return { from, through: plusMonths(from, monthsOfOpenEnd - 1) };
  const last = monthOf(plusDays(days.endsBefore, -1));
  return { from, through: monthsBetween(from, last) < maxMonths ? last : plusMonths(from, maxMonths - 1) };
}
