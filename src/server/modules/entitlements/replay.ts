/** Recorded decisions made again from their own facts, as they were or with something of the rules supposed otherwise (ENT3, ENT13). */

import type { Decision } from "#core/entitlement/decision.ts";
import type { Facts, Ranking } from "#core/entitlement/facts.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { answerOn } from "./answer.ts";
import { type Place, selectDecisionsInOrder, type Span } from "./replay-store.ts";
import type { RecordedDecision } from "./store.ts";

export { isSameJson } from "./same-json.ts";
export type { Place, Span } from "./replay-store.ts";

/** What is supposed to have been otherwise; nothing: they are only made again. */
export type Supposing = {
  readonly ranking?: Ranking | undefined;
  /** Terms that a plan is supposed to have had all along. */
  readonly plan?: { readonly planId: string; readonly terms: PlanTerms } | undefined;
};

/** A decision as it was recorded, and as it comes out now. */
export type Replayed = RecordedDecision & { readonly replayed: Decision };

/** Decisions that are in memory at a time: facts and answers of a decision may be 30 kB. */
const atOnce = 250;

/**
 * Makes up to `limit` decisions again, in the order in which they were made, and hands each over; gives back where it ended, or
 * null where no more follow. Writes nothing.
 */
export async function replayInOrder(
  ctx: Context,
  span: Span,
  { after, limit }: { readonly after: Place | undefined; readonly limit: number },
  supposing: Supposing,
  use: (one: Replayed) => void,
): Promise<Place | null> {
  permit(ctx.actor, "entitlements.read");
  let place = after;
  for (let left = limit; left > 0; left -= atOnce) {
    const wanted = Math.min(atOnce, left);
    const recorded = await selectDecisionsInOrder(ctx.tx, span, place, wanted);
    for (const one of recorded) use({ ...one, replayed: answerOn({ ...one, facts: supposed(one.facts, supposing) }) });
    if (recorded.length < wanted) return null;
    const { decidedAt, id } = recorded.at(-1)!;
    place = { decidedAt, id };
  }
  return place ?? null;
}

function supposed(facts: Facts, { ranking, plan }: Supposing): Facts {
  if (ranking === undefined && plan === undefined) return facts;
  return {
    ...facts,
    ranking: ranking ?? facts.ranking,
    plans:
      plan === undefined ? facts.plans : facts.plans.map((one) => (one.id === plan.planId ? { ...one, terms: plan.terms } : one)),
  };
}
