/** Checks that are kept, and hold a unit of what entitles for a ticket to be opened (ALW4). */

import type { Decision } from "#core/entitlement/decision.ts";
import { HoldsAtOnce } from "#modules/allowances/allowances.ts";
import * as policies from "#modules/policies/policies.ts";
import { type Context, inTransaction, type Shell } from "#platform/context.ts";
import type { Db } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";
import { answerOn, type Basis } from "./answer.ts";
import type { AskedQuestion } from "./asked.ts";
import { decideDrawing, drawing, drawsTickets, useOf } from "./draw.ts";
import { basisOf, keep } from "./record.ts";
import * as store from "./store.ts";
import { Together } from "./together.ts";

export type Held = {
  /** With its id: it is kept. */
  readonly decision: Decision & { readonly id: string; readonly handling: policies.ShownHandling | null };
  /** Until when a unit is held for a ticket to be opened; null where none need be, or the answer is no. */
  readonly until: Temporal.Instant | null;
};

type Asking = { readonly ctx: Context; readonly asked: AskedQuestion };
/** What is held; or where nothing was written and it is to be asked alone, on what: null where others may have drawn on it since. */
type Tried = { readonly held: Held; readonly kept: store.NewDecision } | { readonly held: null; readonly basis: Basis | null };

/**
 * Decides one question about now, keeps the decision, and holds a unit of what entitles for half an hour (ALW4): mostly in one
 * statement with others who ask at the same time. Where that cannot be, or nothing is held, it is decided in a transaction of its
 * own, the allowance being held meanwhile.
 */
export async function checkAndHold(shell: Shell, ctx: Context, question: AskedQuestion): Promise<Held> {
  permit(ctx.actor, "entitlements.read");
  permit(ctx.actor, "entitlements.record");
  const asking = { ctx, asked: { ...question, record: true } };
  const tried = (await togetherOn(ctx.tx).ask(asking)).get(asking);
  if (tried?.held) return tried.held;
  return holdAlone(shell, asking, tried?.basis ?? null);
}

/** By the pool that they are asked of. */
const queues = new WeakMap<Db, Together<Asking, ReadonlyMap<Asking, Tried>>>();

function togetherOn(db: Db): Together<Asking, ReadonlyMap<Asking, Tried>> {
  let queue = queues.get(db);
  if (queue === undefined) queues.set(db, (queue = new Together(holdTogether)));
  return queue;
}

/** Each is decided on what those before it left. Whose question could not be put is missing, and is told why when it is put alone. */
async function holdTogether(several: readonly Asking[]): Promise<ReadonlyMap<Asking, Tried>> {
  const bases = await Promise.all(several.map(({ ctx, asked }) => basisOf(ctx, asked).catch(() => null)));
  const holds = new HoldsAtOnce();
  const kept: store.NewDecision[] = [];
  const tried = new Map<Asking, Tried>();
  for (const [place, asking] of several.entries()) {
    const basis = bases[place];
    if (!basis) continue;
    const made = holdOn(asking.ctx, basis, holds);
    tried.set(asking, made);
    if (made.held !== null) kept.push(made.kept);
  }
  const isWritten = kept.length === 0 || (await holds.write(several[0]!.ctx.tx, store.insertionOf(kept)));
  return isWritten ? tried : new Map();
}

/** The decision with what it holds, where it draws and there is no more to do than that. */
function holdOn(ctx: Context, basis: Basis, holds: HoldsAtOnce): Tried {
  const lots = holds.standing(basis.facts.lots);
  const standing = drawing({ ...basis, facts: { ...basis.facts, lots } });
  const decision = answerOn(standing);
  const id = ctx.newId();
  const use = useOf({ decision, basis: standing }, id);
  if (!drawsTickets(use)) return { held: null, basis: lots === basis.facts.lots ? basis : null };
  const until = holds.take(ctx, use, Temporal.Instant.from(standing.facts.at), lots);
  if (until === null) return { held: null, basis: null };
  return {
    kept: { ...standing, id, answer: decision, handled: null, actorId: ctx.actor.id, decidedAt: ctx.now },
    held: { decision: { ...decision, id, handling: null }, until },
  };
}

function holdAlone(shell: Shell, { ctx, asked }: Asking, first: Basis | null): Promise<Held> {
  return inTransaction(
    shell,
    ctx.actor,
    async (tx) => {
      let known = first;
      const basisNow = async (): Promise<Basis> => {
        const basis = known ?? (await basisOf(tx, asked));
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
