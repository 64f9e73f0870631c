/** Is it covered? The entitlement check for agent, portal, API and tickets alike (ENT1–6, ENT12, ENT13). */

import type { Decision } from "#core/entitlement/decision.ts";
import * as policies from "#modules/policies/policies.ts";
import { permit, permitAccount, accountScope } from "#platform/permit.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { answerAsJson } from "./answer-json.ts";
import { answerOn, redacted, type Basis } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { onBases, onGroups } from "./bases.ts";
import { decideDrawing, type Draw } from "./draw.ts";
import { JsonList } from "./json-list.ts";
import { isSameJson } from "./same-json.ts";
import * as store from "./store.ts";
import { selectTaken, withoutTaken } from "./taken.ts";

export { coverAgain, type CoverFound, type Supposition } from "./again.ts";
export { redacted } from "./answer.ts";
export type { AskedQuestion } from "./asked.ts";
export * from "./decisions-about.ts";
export { type Draw, useOf } from "./draw.ts";
export * from "./replay.ts";

/** A decision as shown: with its id when it was recorded. */
export type Answer = Decision & {
  readonly id?: string;
  /** What is done with a no, as whoever asked may see it (ENT7); null for another answer. */
  readonly handling: policies.ShownHandling | null;
};

/** A decision that was recorded, and what it was made from. */
export type Recorded = {
  readonly id: string;
  readonly decision: Decision;
  readonly basis: Basis;
  /** What is done with its no (ENT7); null for another answer. */
  readonly handled: policies.KeptHandling | null;
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
      kept.push({ ...basis, id, answer: decision, handled: no && policies.keptHandling(no), actorId: ctx.actor.id });
      return use({ ...answer, id }, places[at]!);
    });
  });
  if (kept.length > 0) await store.insertDecisions(ctx.tx, kept, ctx.now);
  return used;
}

/** A contact who names no caller asks for themselves. */
async function asTheirOwn(ctx: Context, questions: readonly AskedQuestion[]): Promise<readonly AskedQuestion[]> {
  const { contactId } = ctx.actor;
  if (contactId === null) return questions;
  const email = await store.selectContactEmail(ctx.tx, contactId);
  if (email === null) return questions;
  return questions.map((asked) => (asked.email === undefined && asked.phone === undefined ? { ...asked, email } : asked));
}

/**
 * Decides and keeps the decision, inside the transaction of whoever needs it, such as a ticket being opened: with its
 * basis, so that terms and calendars can be kept where they are used (SLA4). With a draw, what entitles is drawn: of two who want
 * the last unit one is entitled (ALW8). Whether the actor may do what the decision is for is the caller's affair.
 */
export async function decideAndRecord(ctx: Context, asked: AskedQuestion, of: OfUse = {}): Promise<Recorded> {
  const basisNow = await basisOf(ctx, asked);
  if (of.draw !== undefined) return record(ctx, await decideDrawing(ctx, basisNow, of.draw));
  const basis = await basisNow();
  if (of.useId === undefined) return recordOn(ctx, basis);
  const taken = await selectTaken(ctx.tx, [of.useId]);
  return recordOn(ctx, { ...basis, facts: withoutTaken(basis.facts, taken.get(of.useId) ?? []) });
}

/** What is decided about: a use that draws by the decision, or one of which what it has does not stand in its own way. */
export type OfUse = { readonly draw?: Draw; readonly useId?: undefined } | { readonly draw?: undefined; readonly useId?: string };

/** Brings the basis of a question as it is at that moment. */
async function basisOf(ctx: Context, asked: AskedQuestion): Promise<() => Promise<Basis>> {
  const [own] = await asTheirOwn(ctx, [asked]);
  return async () => {
    const [basis] = await onBases(
      ctx,
      [own!],
      () => "/body",
      (one) => one,
    );
    return basis!;
  };
}

/**
 * Decides a recorded question anew with something of it changed, on the facts of the first time, and keeps that decision
 * too (ENT11): what happened since, the ticket's own use of an allowance among it, is not held against it. Whether the
 * actor may do what it is for is the caller's affair. Throws `not_found`.
 */
export async function redecideAndRecord(ctx: Context, id: string, change: Partial<AskedQuestion>): Promise<Recorded> {
  const recorded = await store.selectDecision(ctx.tx, id);
  if (recorded === undefined) throw new Problem("not_found", noDecision);
  const basis: Basis = { asked: { ...recorded.asked, ...change }, facts: recorded.facts, readIn: recorded.readIn };
  return recordOn(ctx, basis);
}

/** Decides on a basis, and keeps the decision with what is done with its no. */
async function recordOn(ctx: Context, basis: Basis): Promise<Recorded> {
  return record(ctx, { decision: answerOn(basis), basis });
}

async function record(
  ctx: Context,
  { decision, basis }: Pick<Recorded, "decision" | "basis">,
  id: string = ctx.newId(),
): Promise<Recorded> {
  const [no] = await policies.handle(ctx, [decision], { isKept: true });
  const made: Recorded = { id, decision, basis, handled: no ? policies.keptHandling(no) : null };
  const { handled } = made;
  await store.insertDecisions(ctx.tx, [{ ...basis, id, answer: decision, handled, actorId: ctx.actor.id }], ctx.now);
  return made;
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
  const answer = scope === undefined ? decision : { ...redacted(decision, facts, scope), didYouMean: [] };
  return { ...answer, id, handling: policies.shownKept(ctx.actor, handled) };
}
