import type { DecisionReply } from "#api/entitlements.ts";

/** An undecided decision as a person settled it (ENT4): the coverage chosen is what covers it. Any other stays as it is. */
export function settled(
  decision: DecisionReply,
  isChosen: (candidate: DecisionReply["candidates"][number]) => boolean,
): DecisionReply {
  const chosen = decision.outcome === "undecided" ? decision.candidates.find(isChosen) : undefined;
  return chosen ? { ...decision, outcome: "entitled", source: chosen } : decision;
}
