/** A ticket taken in hand: nobody else acts on it until this transaction ends. */

import type { Context } from "#platform/context.ts";
import { accountScope } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./store.ts";
import type { Act, InHand } from "./ticket.ts";

/** Throws `not_found`, also for a contact whose account's it is not. */
export async function hold(ctx: Context, id: string): Promise<InHand> {
  const [found] = await store.lockTickets(ctx.tx, [{ id }], accountScope(ctx.actor));
  if (found === undefined) throw new Problem("not_found", "There is no such ticket.");
  return found.inHand;
}

/** By the actor, now; never before what was done to these tickets by somebody who waited less. */
export function actOf(ctx: Context, ...inHand: readonly InHand[]): Act {
  const changed = inHand.map(({ ticket }) => ticket.changedAt);
  const at = [ctx.now, ...changed].toSorted((a, b) => Temporal.Instant.compare(b, a))[0]!;
  return { authorId: ctx.actor.id, authorName: ctx.actor.name, at };
}
