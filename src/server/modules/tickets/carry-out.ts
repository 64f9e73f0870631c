/** Saves what came of acts on tickets, and tells those whom it concerns in the same transaction. */

import type { Context } from "#platform/context.ts";
import * as store from "./store.ts";

/** Saves the tickets, what was said and decided, and what their clocks heard. */
export async function carryOut(ctx: Context, acted: readonly store.Acted[]): Promise<void> {
  await store.save(ctx.tx, acted, ctx.newId);
}
