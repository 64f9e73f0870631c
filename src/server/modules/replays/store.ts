import { sql, type Kysely } from "kysely";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

/** Tickets, work and its price belong to other modules; here they only tell what a decision came to cost. */
type Tables = Kysely<Pick<DB, "ticket" | "work_entry" | "account" | "decision_overturn">>;

export type Cost = { readonly minor: bigint; readonly currency: string };

/**
 * What the work on tickets has cost so far, by ticket: all minutes of a month at the hourly rate of the account's currency, to the
 * minor unit, half up. A ticket without work, without an account, or whose currency has no rate, has none.
 */
export async function selectCosts(db: Tables, ticketIds: Iterable<string>): Promise<Map<string, Cost>> {
  const { rows } = await sql<{ ticketId: string } & Cost>`
    select id as "ticketId", currency, sum((minutes * hourly_rate_of(currency, month) + 30) / 60)::bigint as minor
    from (
      select t.id, a.currency, date_trunc('month', w.worked_on::timestamp)::date as month, sum(w.minutes)::bigint as minutes
      from ticket t join account a on a.id = t.account_id join work_entry w on w.ticket_id = t.id and w.removed_at is null
      where t.id in ${idSetOf(ticketIds)} group by 1, 2, 3) worked
    group by 1, 2 having sum((minutes * hourly_rate_of(currency, month) + 30) / 60) is not null`.execute(db);
  return new Map(rows.map(({ ticketId, minor, currency }) => [ticketId, { minor, currency }]));
}

/** Those of the decisions that somebody who may overrode. */
export async function selectOverturned(db: Tables, decisionIds: Iterable<string>): Promise<Set<string>> {
  const { rows } = await sql<{ decision_id: string }>`
    select decision_id from decision_overturn where decision_id in ${idSetOf(decisionIds)}`.execute(db);
  return new Set(rows.map(({ decision_id }) => decision_id));
}
