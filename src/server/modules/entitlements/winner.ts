import type { Candidate, Decision } from "#core/entitlement/decision.ts";

/** The candidate that covers; undefined where none does, and for the default plan, which is cover by nobody. */
export function winnerOf({ source, candidates }: Decision): Candidate | undefined {
  if (source === null || source.kind === "default_plan") return undefined;
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
