/** Decisions that are kept for whoever needs them, such as a ticket that is opened. */

import type { Decision } from "#core/entitlement/decision.ts";
import * as policies from "#modules/policies/policies.ts";
import type { Context } from "#platform/context.ts";
import { answerOn, type Basis } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { basesOf } from "./bases.ts";
import { decideDrawing, type Draw } from "./draw.ts";
import { asTheirOwn } from "./own-question.ts";
import * as store from "./store.ts";
import { selectTaken, withoutTaken } from "./taken.ts";

/** A decision that was recorded, and what it was made from. */
export type Recorded = {
  readonly id: string;
  readonly decision: Decision;
  readonly basis: Basis;
  /** What is done with its no (ENT7); null for another answer. */
  readonly handled: policies.KeptHandling | null;
};

/** What is decided about: a use that draws by the decision, or one of which what it has does not stand in its own way. */
type OfUse = { readonly draw?: Draw; readonly useId?: undefined } | { readonly draw?: undefined; readonly useId?: string };

/**
 * Decides and keeps the decision, inside the transaction of whoever needs it, such as a ticket being opened: with its
 * basis, so that terms and calendars can be kept where they are used (SLA4). With a draw, what entitles is drawn: of two who want
 * the last unit one is entitled (ALW8). Whether the actor may do what the decision is for is the caller's affair.
 */
export async function decideAndRecord(ctx: Context, asked: AskedQuestion, of: OfUse = {}): Promise<Recorded> {
  if (of.draw !== undefined) return record(ctx, await decideDrawing(ctx, () => basisOf(ctx, asked), of.draw));
  const basis = await basisOf(ctx, asked);
  if (of.useId === undefined) return record(ctx, { decision: answerOn(basis), basis });
  const taken = await selectTaken(ctx.tx, [of.useId]);
  const without = { ...basis, facts: withoutTaken(basis.facts, taken.get(of.useId) ?? []) };
  return record(ctx, { decision: answerOn(without), basis: without });
}

/** What a question is decided on now; a contact who names no caller asks for themselves. */
export async function basisOf(ctx: Context, asked: AskedQuestion): Promise<Basis> {
  const [basis] = await basesOf(ctx, await asTheirOwn(ctx, [asked]), () => "/body");
  return basis!;
}

type Made = { readonly decision: Decision; readonly basis: Basis };

async function record(ctx: Context, { decision, basis }: Made): Promise<Recorded> {
  const id = ctx.newId();
  const { no } = await keep(ctx, { decision, basis }, id);
  return { id, decision, basis, handled: no && policies.keptHandling(no) };
}

/** Keeps a decision with what is done with its no. */
export async function keep(
  ctx: Context,
  { decision, basis }: Made,
  id: string,
): Promise<{ decision: Decision; no: policies.HandledNo | null }> {
  const [no = null] = await policies.handle(ctx, [decision], { isKept: true });
  const handled = no && policies.keptHandling(no);
  await store.insertDecisions(ctx.tx, [{ ...basis, id, answer: decision, handled, actorId: ctx.actor.id, decidedAt: ctx.now }]);
  return { decision, no };
}
