/** Saves what came of acts on tickets, and tells those whom it concerns in the same transaction. */

import type { Context } from "#platform/context.ts";
import { tellDesk } from "./exceptional.ts";
import { tellLedger } from "./ledger.ts";
import * as store from "./store.ts";

/** Throws `refused` (ALW3) where the ledger has not what an act would draw: then nothing of it is. */
export async function carryOut(ctx: Context, acted: readonly store.Acted[]): Promise<void> {
  await tellLedger(ctx, acted);
  await store.save(ctx.tx, acted, ctx.newId);
  await tellDesk(ctx, acted);
}
