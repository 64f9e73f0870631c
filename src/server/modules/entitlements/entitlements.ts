/** Is it covered? The entitlement check for agent, portal, API and tickets alike (ENT1–6, ENT12, ENT13). */

import type { Decision } from "#core/entitlement/decision.ts";
import * as policies from "#modules/policies/policies.ts";
import { permit, permitAccount, accountScope } from "#platform/permit.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { answerAsJson } from "./answer-json.ts";
import { answerOn, redacted, withheld } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { onGroups } from "./bases.ts";
import { JsonList } from "./json-list.ts";
import type { Recorded } from "./record.ts";
import { isSameJson } from "./same-json.ts";
import { asTheirOwn } from "./own-question.ts";
import * as store from "./store.ts";

export { coverAgain, type CoverFound, type Supposition } from "./again.ts";
export { redacted } from "./answer.ts";
export { checkAndHold } from "./hold.ts";
export { decideAndRecord, type Recorded } from "./record.ts";
export type { AskedQuestion } from "./asked.ts";
export * from "./decisions-about.ts";
export { useOf } from "./draw.ts";
export * from "./replay.ts";

/** A decision as shown: with its id when it was recorded. */
export type Answer = Decision & {
  readonly id?: string;
  /** What is done with a no, as whoever asked may see it (ENT7); null for another answer. */
  readonly handling: policies.ShownHandling | null;
};

/** Decides one question. Writes nothing unless it asks to be recorded (ENT12). */
export async function checkEntitlement(ctx: Context, asked: AskedQuestion): Promise<Answer> {
  const [answer] = await check(
    ctx,
    [asked],
    () => "/body",
    (one) => one,
  );
  return answer!;
}

/** Decides many questions at once; the answers come in the order of the questions. A question that is none is refused with its place. */
export async function checkMany(ctx: Context, questions: readonly AskedQuestion[]): Promise<Answer[]> {
  return check(ctx, questions, pointerInBatch, (answer) => answer);
}

/** The same as the bytes of `{"decisions":[…]}`: ten thousand answers are written as they are made, for as objects they would fill the memory. */
export async function checkManyAsJson(ctx: Context, questions: readonly AskedQuestion[]): Promise<readonly Buffer[]> {
  const list = new JsonList("decisions");
  await check(ctx, questions, pointerInBatch, (answer, place) => list.put(place, answerAsJson(answer)));
  return list.pieces();
}

const pointerInBatch = (index: number): string => `/body/questions/${index}`;

async function check<T>(
  ctx: Context,
  questions: readonly AskedQuestion[],
  pointerOf: (index: number) => string,
  use: (answer: Answer, place: number) => T,
): Promise<T[]> {
  permit(ctx.actor, "entitlements.read");
  if (questions.some(({ record }) => record === true)) permit(ctx.actor, "entitlements.record");
  const scope = accountScope(ctx.actor);
  const kept: store.NewDecision[] = [];
  const used = await onGroups(ctx, await asTheirOwn(ctx, questions), pointerOf, async (bases, places) => {
    const decisions = bases.map(answerOn);
    const isKept = bases.some(({ asked }) => asked.record === true);
    const nos = await policies.handle(ctx, decisions, { isKept });
    return bases.map((basis, at): T => {
      const [decision, no] = [decisions[at]!, nos[at] ?? null];
      const handling = no && policies.shownHandling(ctx.actor, no);
      const answer = { ...(scope === undefined ? decision : redacted(decision, basis.facts, scope)), handling };
      if (basis.asked.record !== true) return use(answer, places[at]!);
      const id = ctx.newId();
      const handled = no && policies.keptHandling(no);
      kept.push({ ...basis, id, answer: decision, handled, actorId: ctx.actor.id, decidedAt: ctx.now });
      return use({ ...answer, id }, places[at]!);
    });
  });
  if (kept.length > 0) await store.insertDecisions(ctx.tx, kept);
  return used;
}

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
