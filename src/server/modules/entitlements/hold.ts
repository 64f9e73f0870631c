/** Checks that are kept, and hold a unit of what entitles for a ticket to be opened (ALW4). */

import type { Decision } from "#core/entitlement/decision.ts";
import { HoldsAtOnce, JustDrawn } from "#modules/allowances/allowances.ts";
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

type Asking = {
  readonly ctx: Context;
  readonly basis: Basis;
  /** What was drawn up to this turn is in the basis. */
  readonly turn: number;
};

/** What is held; or where nothing was taken and it is to be asked alone, on what: null where that is to be read anew. */
type Tried = { readonly held: Held; readonly kept: store.NewDecision } | { readonly held: null; readonly basis: Basis | null };

/**
 * Decides one question, keeps the decision, and holds a unit of what entitles for half an hour (ALW4): mostly in one statement with
 * others who ask at the same time. Where that cannot be, nothing is held, or another moment than now is asked about, it is decided in
 * a transaction of its own, the allowance being held meanwhile.
 */
export async function checkAndHold(shell: Shell, ctx: Context, question: AskedQuestion): Promise<Held> {
  permit(ctx.actor, "entitlements.read");
  permit(ctx.actor, "entitlements.record");
  const asked = { ...question, record: true };
  // What the ledger held on another day is none of those who ask about this one, nor the other way round.
  if (asked.at !== undefined || asked.knownAt !== undefined) return holdAlone(shell, ctx, asked, null);
  const queue = queueOn(ctx.tx);
  const { turn } = queue.justDrawn;
  const asking = { ctx, basis: await basisOf(ctx, asked), turn };
  const tried = (await queue.together.ask(asking)).get(asking);
  if (tried?.held) return tried.held;
  return holdAlone(shell, ctx, asking.basis.asked, tried?.basis ?? null);
}

type Queue = { readonly justDrawn: JustDrawn; readonly together: Together<Asking, ReadonlyMap<Asking, Tried>> };

/** By the pool that they are asked of. */
const queues = new WeakMap<Db, Queue>();

function queueOn(db: Db): Queue {
  let queue = queues.get(db);
  if (queue === undefined) {
    const justDrawn = new JustDrawn();
    queues.set(db, (queue = { justDrawn, together: new Together((several) => holdTogether(several, justDrawn)) }));
  }
  return queue;
}

/**
 * Each is decided on what those before it left. Nobody is in the answer where nothing was written, as when another server was faster.
 * What is wrong with one question is no other's affair: asked alone, it breaks for the one who asked it.
 */
async function holdTogether(several: readonly Asking[], justDrawn: JustDrawn): Promise<ReadonlyMap<Asking, Tried>> {
  const { tx, log } = several[0]!.ctx;
  const holds = new HoldsAtOnce(justDrawn);
  const tried = new Map(several.map((asking) => [asking, tryHolding(asking, holds)]));
  const kept = [...tried.values()].flatMap((one) => (one.held === null ? [] : [one.kept]));
  if (kept.length === 0) return tried;
  try {
    return (await holds.write(tx, store.insertionOf(kept))) ? tried : new Map();
  } catch (error) {
    log.warn({ err: error, checks: kept.length }, "checks that hold could not be written together and are written one by one");
    return new Map();
  }
}

function tryHolding(asking: Asking, holds: HoldsAtOnce): Tried {
  try {
    return holdOn(asking, holds);
  } catch {
    return { held: null, basis: null };
  }
}

/** The decision with what it holds, where it draws and there is no more to do than that. */
function holdOn({ ctx, basis, turn }: Asking, holds: HoldsAtOnce): Tried {
  const lots = holds.standing(basis.facts.lots, turn);
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

function holdAlone(shell: Shell, ctx: Context, asked: AskedQuestion, first: Basis | null): Promise<Held> {
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
