/** Recorded decisions, for whoever carries them, such as tickets, and for whoever asks for one (ENT13). */

import type { Decision } from "#core/entitlement/decision.ts";
import * as policies from "#modules/policies/policies.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { answerOn, redacted, withheld } from "./answer.ts";
import { selectAnswers, selectDecisions } from "./read-store.ts";
import type { Recorded } from "./record.ts";
import { isSameJson } from "./same-json.ts";
import * as store from "./store.ts";

/** A decision as shown: with its id when it was recorded. */
export type Answer = Decision & {
  readonly id?: string;
  /** What is done with a no, as whoever asked may see it (ENT7); null for another answer. */
  readonly handling: policies.ShownHandling | null;
};

/** A recorded decision as it was made and what it was made from, for whoever carries it, such as a ticket. Throws `not_found`. */
export async function recordedFor(ctx: Context, id: string): Promise<Recorded> {
  const recorded = await store.selectDecision(ctx.tx, id);
  if (recorded === undefined) throw new Problem("not_found", noDecision);
  return { id, decision: recorded.answer, basis: recorded, handled: recorded.handled };
}

/** The decision that something was made by, such as a ticket, for whoever may see that thing: which the caller has made sure of. Throws `not_found`. */
export async function decisionFor(ctx: Context, id: string): Promise<Answer> {
  const recorded = await store.selectDecision(ctx.tx, id);
  if (recorded === undefined) throw new Problem("not_found", noDecision);
  return shown(ctx, recorded, recorded.answer);
}

/** The same of many, by their ids, in one statement; what there is not is left out. */
export async function decisionsFor(ctx: Context, ids: readonly string[]): Promise<Map<string, Answer>> {
  const recorded = await selectDecisions(ctx.tx, ids);
  return new Map(recorded.map((one) => [one.id, shown(ctx, one, one.answer)]));
}

/** What recorded decisions answered, by their ids, for whoever carries them; what there is not is left out. */
export async function answersOf(ctx: Context, ids: readonly string[]): Promise<Map<string, Decision>> {
  return selectAnswers(ctx.tx, ids);
}

/** A recorded decision as it was made. Throws `not_found`, also for a contact of another account. */
export async function getDecision(
  ctx: Context,
  id: string,
): Promise<{ id: string; decidedAt: Temporal.Instant; decision: Answer }> {
  const recorded = await recordedDecision(ctx, id);
  return { id, decidedAt: recorded.decidedAt, decision: shown(ctx, recorded, recorded.answer) };
}

/** Decides again from the facts kept with a decision, and says whether the answer is the same (ENT13). Throws `not_found`. */
export async function replayDecision(ctx: Context, id: string): Promise<{ same: boolean; recorded: Answer; replayed: Answer }> {
  const recorded = await recordedDecision(ctx, id);
  const replayed = answerOn(recorded);
  return {
    same: isSameJson(replayed, recorded.answer),
    recorded: shown(ctx, recorded, recorded.answer),
    replayed: shown(ctx, recorded, replayed),
  };
}

async function recordedDecision(ctx: Context, id: string): Promise<store.RecordedDecision> {
  permit(ctx.actor, "entitlements.read");
  const recorded = await store.selectDecision(ctx.tx, id);
  if (recorded === undefined) throw new Problem("not_found", noDecision);
  permitAccount(ctx.actor, recorded.answer.account?.id ?? "", noDecision);
  return recorded;
}

const noDecision = "There is no such decision.";

/** To a contact without the serials that were offered to whoever asked: those may be other accounts'. */
function shown(ctx: Context, { id, facts, handled }: store.RecordedDecision, decision: Decision): Answer {
  const scope = accountScope(ctx.actor);
  const answer = scope === undefined ? decision : { ...asSeenBy(scope, decision, facts), didYouMean: [] };
  return { ...answer, id, handling: policies.shownKept(ctx.actor, handled) };
}

/** A ticket that went to another account may have kept its cover: then its decision is about the account of before. */
function asSeenBy(accountId: string, decision: Decision, facts: store.RecordedDecision["facts"]): Decision {
  const isAnothers = decision.account !== null && decision.account.id !== accountId;
  return isAnothers ? withheld(decision) : redacted(decision, facts, accountId);
}
