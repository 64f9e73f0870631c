/** Is it covered? The entitlement check for agent, portal, API and tickets alike (ENT1–6, ENT12, ENT13). */

import * as policies from "#modules/policies/policies.ts";
import { permit, accountScope } from "#platform/permit.ts";
import type { Context } from "#platform/context.ts";
import { answerOn, redacted } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { basesInGroups } from "./bases.ts";
import { begun, jsonList } from "./json-list.ts";
import { asTheirOwn } from "./own-question.ts";
import { inOrder, type Placed } from "./placed.ts";
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
  const [answer] = await check(ctx, [asked], () => "/body");
  return answer!;
}

/** Decides many questions at once; the answers come in the order of the questions. A question that is none is refused with its place. */
export async function checkMany(ctx: Context, questions: readonly AskedQuestion[]): Promise<Answer[]> {
  return check(ctx, questions, pointerInBatch);
}

/**
 * The same as the text of `{"decisions":[…]}`, piece by piece as it is made: ten thousand answers would fill the memory. Where something is
 * recorded nothing is said before that is done. What is wrong with the questions is thrown before the first piece, mostly what
 * is wrong with anything else as well; after that the text breaks off.
 */
export async function checkManyAsJson(
  ctx: Context,
  questions: readonly AskedQuestion[],
): Promise<Iterable<string> | AsyncIterable<string>> {
  if (questions.some(({ record }) => record === true)) return [JSON.stringify({ decisions: await checkMany(ctx, questions) })];
  return begun(jsonList("decisions", decided(ctx, questions, pointerInBatch, [])));
}

const pointerInBatch = (index: number): string => `/body/questions/${index}`;

async function check(ctx: Context, questions: readonly AskedQuestion[], pointerOf: (index: number) => string): Promise<Answer[]> {
  const kept: store.NewDecision[] = [];
  const answers = await inOrder(decided(ctx, questions, pointerOf, kept), questions.length, (answer) => answer);
  await store.insertDecisions(ctx.tx, kept);
  return answers;
}

/** The answers as they are made, and in `kept` what is to be recorded of them. */
async function* decided(
  ctx: Context,
  questions: readonly AskedQuestion[],
  pointerOf: (index: number) => string,
  kept: store.NewDecision[],
): AsyncGenerator<readonly Placed<Answer>[]> {
  permit(ctx.actor, "entitlements.read");
  if (questions.some(({ record }) => record === true)) permit(ctx.actor, "entitlements.record");
  const scope = accountScope(ctx.actor);
  for await (const group of basesInGroups(ctx, await asTheirOwn(ctx, questions), pointerOf)) {
    const decisions = group.map(({ item }) => answerOn(item));
    const isKept = group.some(({ item }) => item.asked.record === true);
    const nos = await policies.handle(ctx, decisions, { isKept });
    yield group.map(({ item: basis, place }, at) => {
      const [decision, no] = [decisions[at]!, nos[at] ?? null];
      const handling = no && policies.shownHandling(ctx.actor, no);
      const answer = { ...(scope === undefined ? decision : redacted(decision, basis.facts, scope)), handling };
      if (basis.asked.record !== true) return { item: answer, place };
      const id = ctx.newId();
      const handled = no && policies.keptHandling(no);
      kept.push({ ...basis, id, answer: decision, handled, actorId: ctx.actor.id, decidedAt: ctx.now });
      return { item: { ...answer, id }, place };
    });
  }
}
