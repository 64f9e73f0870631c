/** Decisions that are kept for whoever needs them: a ticket that is opened, a check that holds a unit for one. */

import type { Decision } from "#core/entitlement/decision.ts";
import { holdAtOnce } from "#modules/allowances/allowances.ts";
import * as policies from "#modules/policies/policies.ts";
import { type Context, inTransaction, type Shell } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { answerOn, type Basis } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { onBases } from "./bases.ts";
import { decideDrawing, type Draw, drawing, drawsTickets, useOf } from "./draw.ts";
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

export type Held = {
  /** With its id: it is kept. */
  readonly decision: Decision & { readonly id: string; readonly handling: policies.ShownHandling | null };
  /** Until when a unit is held for a ticket to be opened; null where none need be, or the answer is no. */
  readonly until: Temporal.Instant | null;
};

/**
 * Decides one question about now, keeps the decision, and holds a unit of what entitles for half an hour (ALW4): mostly in one
 * statement. Only where what is left is not what the decision supposed is it decided again, the allowance being held meanwhile.
 */
export async function checkAndHold(shell: Shell, ctx: Context, asked: AskedQuestion): Promise<Held> {
  permit(ctx.actor, "entitlements.read");
  permit(ctx.actor, "entitlements.record");
  const first = drawing(await basisOf(ctx, { ...asked, record: true }));
  const decided = await decideAtOnce(ctx, first);
  if (decided !== null) return decided;
  return inTransaction(
    shell,
    ctx.actor,
    async (tx) => {
      let known: Basis | null = first;
      const basisNow = async (): Promise<Basis> => {
        const basis = known ?? (await basisOf(tx, first.asked));
        known = null;
        return basis;
      };
      const id = tx.newId();
      const drawn = await decideDrawing(tx, basisNow, { useId: id, kind: "asked", event: "asked" });
      const { decision, no } = await keep(tx, drawn, id);
      return { decision: { ...decision, id, handling: no && policies.shownHandling(ctx.actor, no) }, until: drawn.heldUntil };
    },
    ctx.now,
  );
}

/** Holds and keeps as one, where nothing out of the ordinary has to be done; else null, and nothing is written. */
async function decideAtOnce(ctx: Context, basis: Basis): Promise<Held | null> {
  const decision = answerOn(basis);
  const id = ctx.newId();
  const use = useOf({ decision, basis }, id);
  if (!drawsTickets(use)) return null;
  const kept = store.insertionOf([{ ...basis, id, answer: decision, handled: null, actorId: ctx.actor.id }], ctx.now);
  const until = await holdAtOnce(ctx, use, Temporal.Instant.from(basis.facts.at), basis.facts.lots, kept);
  return until && { decision: { ...decision, id, handling: null }, until };
}

async function basisOf(ctx: Context, asked: AskedQuestion): Promise<Basis> {
  const [basis] = await onBases(
    ctx,
    await asTheirOwn(ctx, [asked]),
    () => "/body",
    (one) => one,
  );
  return basis!;
}

type Made = { readonly decision: Decision; readonly basis: Basis };

async function record(ctx: Context, { decision, basis }: Made): Promise<Recorded> {
  const id = ctx.newId();
  const { no } = await keep(ctx, { decision, basis }, id);
  return { id, decision, basis, handled: no && policies.keptHandling(no) };
}

/** Keeps a decision with what is done with its no. */
async function keep(
  ctx: Context,
  { decision, basis }: Made,
  id: string,
): Promise<{ decision: Decision; no: policies.HandledNo | null }> {
  const [no = null] = await policies.handle(ctx, [decision], { isKept: true });
  const handled = no && policies.keptHandling(no);
  await store.insertDecisions(ctx.tx, [{ ...basis, id, answer: decision, handled, actorId: ctx.actor.id }], ctx.now);
  return { decision, no };
}
