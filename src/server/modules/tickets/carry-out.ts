/** Saves what came of acts on tickets, and tells those whom it concerns in the same transaction. */

import { rebookTickets } from "#modules/projects/projects.ts";
import type { Context } from "#platform/context.ts";
import { tellDesk } from "./exceptional.ts";
import { tellLedger } from "./ledger.ts";
import * as store from "./store.ts";

/**
 * The ledger takes first, for it may refuse; work on a ticket that is decided anew is booked anew. Throws `refused` (ALW3) where the
 * ledger has not what an act would draw: then nothing of it is.
 */
export async function carryOut(ctx: Context, acted: readonly store.Acted[]): Promise<void> {
  await tellLedger(ctx, acted);
  await store.save(ctx.tx, acted, ctx.newId);
  await rebookTickets(
    ctx,
    acted.filter(isDecidedAnew).map(({ after }) => after.ticket.id),
  );
  await tellDesk(ctx, acted);
}

function isDecidedAnew({ before, after }: store.Acted): boolean {
  const keys = ["decisionId", "contractId"] as const;
  return before !== null && keys.some((key) => before.ticket[key] !== after.ticket[key]);
}
