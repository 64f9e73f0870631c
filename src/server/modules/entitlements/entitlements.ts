/** Is it covered? The entitlement check for agent, portal, API and tickets alike (ENT1–6, ENT12, ENT13). */

import * as policies from "#modules/policies/policies.ts";
import { permit, accountScope } from "#platform/permit.ts";
import type { Context } from "#platform/context.ts";
import { answerAsJson } from "./answer-json.ts";
import { answerOn, redacted } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { onGroups } from "./bases.ts";
import { JsonList } from "./json-list.ts";
import { asTheirOwn } from "./own-question.ts";
import type { Answer } from "./read.ts";
import * as store from "./store.ts";

export { coverAgain, type CoverFound, type Supposition } from "./again.ts";
export { redacted } from "./answer.ts";
export { checkAndHold } from "./hold.ts";
export { decideAndRecord, type Recorded } from "./record.ts";
export type { AskedQuestion } from "./asked.ts";
export * from "./decisions-about.ts";
export { useOf } from "./draw.ts";
export * from "./read.ts";
export * from "./replay.ts";

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
