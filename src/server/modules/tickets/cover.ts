import type { Candidate, Decision } from "#core/entitlement/decision.ts";
import type { Facts } from "#core/entitlement/facts.ts";
import type { Promised } from "./clock.ts";

/** What a ticket takes from its decision: the contract it counts under, and what is promised by which hours. */
export type Cover = { readonly contractId: string | null; readonly promised: readonly Promised[] };

/** Where nobody knows whose hours are meant, as the entitlement check has it. */
const unknownZone = "UTC";

/** Without entitlement there is no contract and no promise. The hours are the plan's, in the account's zone. */
export function coverOf(decision: Decision, facts: Facts): Cover {
  const winner = winnerOf(decision);
  const plan = facts.plans.find(({ id }) => id === winner?.planId);
  if (winner === undefined || plan === undefined) return { contractId: null, promised: [] };
  const timeZone = decision.account?.timeZone ?? unknownZone;
  const hours = { calendar: { ...plan.terms.hours, timeZone }, calendarId: `${plan.versionId} ${timeZone}` };
  const promised = decision.targets.map(({ name, unit, amount }) => ({ target: { name, unit, amount }, ...hours }));
  return { contractId: winner.contractId, promised };
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
