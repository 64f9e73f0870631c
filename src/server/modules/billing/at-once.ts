/** A billing run within a transaction at hand: for who fills a database, not for who waits for an answer. */

import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { carryOutWithin } from "./run.ts";
import * as store from "./run-store.ts";

/** Bills all signed contracts through a day and keeps the run on record, as of `ctx.now`; all of it lands with the transaction. */
export async function billAtOnce(ctx: Context, through: string): Promise<void> {
  permit(ctx.actor, "billing.run");
  const contracts = await store.selectBillable(ctx.tx);
  const run = { id: ctx.newId(), through, dryRun: false };
  await store.insertRun(ctx.tx, { ...run, contracts: contracts.length, actor: ctx.actor, at: ctx.now });
  await carryOutWithin(ctx, run, contracts);
  await store.finishRun(ctx.tx, run.id, { status: "done", problem: null, at: ctx.now });
}
