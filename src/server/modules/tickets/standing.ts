/** What a decision says that a ticket carries: its cover, what the policy does with a no, and what the customer is told of it. */

import type { Severity } from "#core/entitlement/terms.ts";
import { consequencesOf } from "#core/policy/index.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Promised } from "./clock.ts";
import { coverOf, equalsOf } from "./cover.ts";
import { noticeOf } from "./notice.ts";
import type { Standing } from "./ticket.ts";

export type Stands = {
  readonly standing: Standing;
  readonly promised: readonly Promised[];
  /** What the customer is told about their cover; null for nothing. */
  readonly notice: string | null;
};

/** What a person decided about the ticket before. */
export type Settled = Pick<Standing, "chosenCoverageId" | "overridden">;
const nothingSettled: Settled = { chosenCoverageId: null, overridden: false };

/**
 * How a ticket of a severity stands by a decision. What a person settled holds on: the choice among equals while what they chose is
 * still one of them (ENT4), and a lead's word that it is served (ENT9).
 */
export function standsBy(
  { id: decisionId, decision, basis, handled: kept }: entitlements.Recorded,
  severity: Severity,
  settled: Settled = nothingSettled,
): Stands {
  const isChosen = equalsOf(decision).some(({ coverageId }) => coverageId === settled.chosenCoverageId);
  const chosenCoverageId = isChosen ? settled.chosenCoverageId : null;
  const { contractId, promised } = coverOf(decision, basis.facts, severity, chosenCoverageId);
  const outcome = isChosen ? "entitled" : decision.outcome;
  const decided = { decisionId, outcome, contractId, chosenCoverageId } as const;
  if (kept === null) return { standing: { ...decided, handling: null, held: null, overridden: false }, promised, notice: null };
  const { handling } = kept.handled;
  const consequences = consequencesOf(handling, false);
  const { overridden } = settled;
  const held = overridden || consequences.isServed ? null : consequences.awaitsQuote ? "quote" : "not_covered";
  const view = entitlements.redacted(decision, basis.facts, decision.account?.id ?? "");
  return {
    standing: { ...decided, handling, held, overridden },
    promised,
    notice: overridden ? null : noticeOf(view, consequences),
  };
}
