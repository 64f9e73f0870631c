/** What may turn out to be a difference: as little of a decision as is needed to tell it, for a page holds thousands. */

import type { Decision } from "#core/entitlement/decision.ts";
import type { Handling, Policy } from "#core/policy/index.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import { handleAgain } from "#modules/policies/policies.ts";

export type Draft = {
  readonly about: entitlements.DecisionAbout;
  readonly decidedAt: Temporal.Instant;
  readonly accountName: string | null;
  readonly serial: string | null;
  readonly before: entitlements.Said;
  readonly after: entitlements.Said;
  readonly reason: string;
  /** Only the handling may differ. */
  readonly isSameAnswer: boolean;
  readonly handledBefore: Handling | null;
  /** What is done with it as it comes out now; a decision where that is still to be asked. */
  readonly handledAfter: Handling | null | Decision;
};

/** The draft of a decision made again; null where nothing differs, or can. `policy`: the one that is supposed, if one is. */
export function draftOf(one: entitlements.Replayed, isSupposing: boolean, policy: Policy | undefined): Draft | null {
  const { id, asked, answer, replayed, handled } = one;
  const handledBefore = handled?.handled.handling ?? null;
  const handledAfter = handledNow(one, policy);
  const [before, after] = [entitlements.saidBy(answer), entitlements.saidBy(replayed)];
  const isSameAnswer = isSupposing ? entitlements.isSameJson(before, after) : entitlements.isSameJson(answer, replayed);
  if (isSameAnswer && handledAfter === handledBefore) return null;
  return {
    about: { id, asked, at: answer.at, outcome: answer.outcome },
    decidedAt: one.decidedAt,
    accountName: replayed.account?.name ?? null,
    serial: replayed.subject?.serial ?? null,
    before,
    after,
    reason: replayed.reasons[0]!.text,
    isSameAnswer,
    handledBefore,
    handledAfter,
  };
}

/** A no that is still a no was handled on what was kept with it; one that is new, or from before there was a policy, is still to be asked about. */
function handledNow({ answer, replayed, handled }: entitlements.Replayed, policy: Policy | undefined): Draft["handledAfter"] {
  if (replayed.outcome !== "not_entitled") return null;
  if (handled !== null && answer.outcome === "not_entitled") {
    return policy === undefined ? handled.handled.handling : handleAgain(policy, handled).handling;
  }
  return policy === undefined && answer.outcome === "not_entitled" ? null : replayed;
}
