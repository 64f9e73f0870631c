import type { Candidate, Decision } from "#core/entitlement/decision.ts";
import type { Facts } from "#core/entitlement/facts.ts";
import { planOfCandidate } from "#core/entitlement/plan-of.ts";
import type { Plan, Severity } from "#core/entitlement/terms.ts";
import type { Promised } from "./clock.ts";

/** What a ticket takes from its decision: the contract it counts under, and what is promised by which hours. */
export type Cover = { readonly contractId: string | null; readonly promised: readonly Promised[] };

/** Where nobody knows whose hours are meant, as the entitlement check has it. */
const unknownZone = "UTC";

/** What covers: as decided, or, where a person chose among equals, the one that they chose. */
export function covering(
  decision: Decision,
  facts: Facts,
  chosenCoverageId: string | null = null,
): { readonly candidate: Candidate; readonly plan: Plan } | null {
  const candidate =
    chosenCoverageId === null ? winnerOf(decision) : equalsOf(decision).find((one) => one.coverageId === chosenCoverageId);
  return candidate === undefined ? null : { candidate, plan: planOfCandidate(candidate, facts) };
}

/** What it promises for a severity. Without cover there is no contract and no promise. The hours are the plan's, in the account's zone. */
export function coverOf(decision: Decision, facts: Facts, severity: Severity, chosenCoverageId: string | null = null): Cover {
  const found = covering(decision, facts, chosenCoverageId);
  if (found === null) return { contractId: null, promised: [] };
  const { candidate, plan } = found;
  const timeZone = decision.account?.timeZone ?? unknownZone;
  const hours = { calendar: { ...plan.terms.hours, timeZone }, calendarId: `${plan.versionId} ${timeZone}` };
  const terms = plan.terms.targets.filter((term) => term.severity === severity);
  const promised = terms.map(({ name, unit, amount }) => ({ target: { name, unit, amount }, ...hours }));
  return { contractId: candidate.contractId, promised };
}

/** The candidates between which a person may choose: nothing ruled them out, and the ranking does not tell the best apart (ENT4). */
export function equalsOf({ outcome, reasons, candidates }: Decision): readonly Candidate[] {
  if (outcome !== "undecided" || reasons[0]?.rule !== "ENT4") return [];
  return candidates.filter(({ ruledOutBy }) => ruledOutBy === null);
}

/** The candidate that the decision's source is: several may stand, one was chosen. */
function winnerOf({ source, candidates }: Decision): Candidate | undefined {
  if (source === null) return undefined;
  return candidates.find(
    (one) =>
      one.ruledOutBy === null &&
      one.kind === source.kind &&
      one.contractNumber === source.contractNumber &&
      one.lineNumber === source.lineNumber &&
      one.scope === source.scope &&
      one.startsOn === source.startsOn,
  );
}
