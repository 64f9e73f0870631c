/** Tickets by what others know of them. */

import { sql, type Kysely } from "kysely";
import type { TicketStatus } from "#api/tickets.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";

export type TicketOfDecision = {
  readonly id: string;
  readonly number: bigint;
  readonly subject: string;
  readonly status: TicketStatus;
};

/** The tickets that stand under these decisions, by the decision's id. A decision that no ticket stands under has none. */
export async function ticketsOfDecisions(ctx: Context, decisionIds: readonly string[]): Promise<Map<string, TicketOfDecision>> {
  permit(ctx.actor, "tickets.read");
  const db: Kysely<Pick<DB, "ticket">> = ctx.tx;
  const { rows } = await sql<TicketOfDecision & { decisionId: string }>`
    select id, number, subject, status, decision_id as "decisionId" from ticket where decision_id in ${idSetOf(decisionIds)}`.execute(
    db,
  );
  return new Map(rows.map(({ decisionId, ...ticket }) => [decisionId, ticket]));
}
