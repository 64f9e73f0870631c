/** Decisions that somebody who may overrode: they lower the confidence in what they were made from (ENT8). */

import type { Kysely } from "kysely";
import type { Context } from "#platform/context.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "decision_overturn">>;

export type Overturn = { readonly decisionId: string; readonly accountId: string | null; readonly reason: string };

/** Records it once. Whether the actor may override is the caller's affair. */
export async function overturn(ctx: Context, { decisionId, accountId, reason }: Overturn): Promise<void> {
  const db: Tables = ctx.tx;
  await db
    .insertInto("decision_overturn")
    .values({
      decision_id: decisionId,
      account_id: accountId,
      reason,
      author_id: ctx.actor.id,
      author_name: ctx.actor.name,
      recorded_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column("decision_id").doNothing())
    .execute();
}
