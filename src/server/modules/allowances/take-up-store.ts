/** SQL of tickets from before there was a ledger, or that were recorded at once with their past. */

import { sql, type Kysely } from "kysely";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Channel, PlanTerms, Severity } from "#core/entitlement/terms.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";

/** All but the list itself belong to other modules, and tell what was asked of which plan. */
type Tables = Kysely<
  Pick<
    DB,
    "allowance_to_take_up" | "allowance_entry" | "ticket" | "decision" | "contract" | "account" | "plan_version" | "product"
  >
>;

/** Adds tickets to the list, but for those that nothing covers and those that are in the ledger already. */
export async function insertToTakeUp(db: Tables, ticketIds: Iterable<string>): Promise<void> {
  await sql`
    insert into allowance_to_take_up (ticket_id)
    select id from ticket where id in ${idSetOf(ticketIds)} and contract_id is not null
      and not exists (select from allowance_entry where use_id = ticket.id)
    on conflict do nothing`.execute(db);
}

/** Whether there are any; then nobody else takes them up until the transaction ends. */
export async function holdToTakeUp(db: Tables): Promise<boolean> {
  const any = () => db.selectFrom("allowance_to_take_up").select("ticket_id").limit(1).executeTakeFirst();
  if ((await any()) === undefined) return false;
  await sql`lock table allowance_to_take_up in share row exclusive mode`.execute(db);
  return (await any()) !== undefined;
}

export type PastTicket = {
  readonly id: string;
  readonly contractId: string;
  readonly planId: string;
  readonly channel: Channel;
  readonly severity: Severity;
  readonly productId: string | null;
  readonly accountZone: string;
  readonly openedAt: Temporal.Instant;
  /** When it was settled, unless it is open. */
  readonly resolvedAt: Temporal.Instant | null;
  /** The days of both, in the contract's zone. */
  readonly openedOn: IsoDate;
  readonly resolvedOn: IsoDate | null;
};

/** The tickets of the list that drew, each with the plan by which it was decided to be covered. */
export async function selectToTakeUp(db: Tables): Promise<PastTicket[]> {
  const { rows } = await sql<PastTicket>`
    select ticket.id, ticket.contract_id as "contractId", coalesce(chosen.plan_id, contract.plan_id) as "planId", channel, severity,
      product_id as "productId", coalesce(account.time_zone, 'UTC') as "accountZone", opened_at as "openedAt",
      case when status in ('solved', 'closed') then status_since end as "resolvedAt",
      (opened_at at time zone contract.time_zone)::date as "openedOn",
      case when status in ('solved', 'closed') then (status_since at time zone contract.time_zone)::date end as "resolvedOn"
    from allowance_to_take_up join ticket on ticket.id = ticket_id join contract on contract.id = ticket.contract_id
    join decision on decision.id = decision_id left join account on account.id = ticket.account_id
    left join lateral (
      select (candidate->>'planId')::uuid as plan_id from jsonb_array_elements(answer->'candidates') candidate
      where candidate->>'contractId' = ticket.contract_id::text and candidate->>'ruledOutBy' is null
      order by candidate->>'lineNumber' is not distinct from answer #>> '{source,lineNumber}' desc limit 1) chosen on true
    where status <> 'cancelled' and ticket.merged_into is null`.execute(db);
  return rows;
}

export async function clearToTakeUp(db: Tables): Promise<void> {
  await db.deleteFrom("allowance_to_take_up").execute();
}

export type ContractFrame = {
  readonly id: string;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  readonly timeZone: string;
};

export async function selectFrames(db: Tables, ids: Iterable<string>): Promise<Map<string, ContractFrame>> {
  const { rows } = await sql<ContractFrame>`
    select id, starts_on as "startsOn", least(ends_before, cancelled_on + 1) as "endsBefore", time_zone as "timeZone"
    from contract where id in ${idSetOf(ids)}`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export type PlanVersion = {
  readonly planId: string;
  readonly effectiveOn: IsoDate;
  readonly terms: Pick<PlanTerms, "hours" | "allowances">;
};

/** The versions of plans that ever granted tickets, by plan, in the order of their days. */
export async function selectTicketVersions(db: Tables, planIds: Iterable<string>): Promise<Map<string, PlanVersion[]>> {
  const { rows } = await sql<PlanVersion>`
    select plan_id as "planId", effective_on as "effectiveOn",
      jsonb_build_object('hours', terms->'hours', 'allowances', terms->'allowances') as terms
    from plan_version
    where plan_id in ${idSetOf(planIds)} and plan_id in (
      select plan_id from plan_version where terms @? '$.allowances[*] ? (@.unit == "tickets")')
    order by effective_on, version`.execute(db);
  return Map.groupBy(rows, ({ planId }) => planId);
}
