/** Which of the facts' plans something is under. */

import type { Candidate } from "./decision.ts";
import type { Facts, PlanFact } from "./facts.ts";

/** The version of its plan that holds for a coverage: its zone's own, where the plan changes on this very day. Throws where there is none. */
export function planOf(
  { planId, timeZone }: { readonly planId: string; readonly timeZone: string | undefined },
  plans: readonly PlanFact[],
): PlanFact {
  let everywhere: PlanFact | undefined;
  for (const plan of plans) {
    if (plan.id !== planId) continue;
    if (plan.timeZone === timeZone) return plan;
    if (plan.timeZone === undefined) everywhere = plan;
  }
  if (everywhere === undefined) throw new Error(`The facts lack the plan ${planId}.`);
  return everywhere;
}

/** The version that a candidate of a decision was weighed under; the default plan's has no coverage and so no zone. */
export function planOfCandidate({ planId, coverageId }: Candidate, { plans, coverages }: Facts): PlanFact {
  return planOf({ planId, timeZone: coverages.find(({ id }) => id === coverageId)?.timeZone }, plans);
}
