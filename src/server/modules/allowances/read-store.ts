/** SQL of what is shown of allowances. Contracts, plans, coverage and what draws belong to other modules and are read here. */

import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Allowance, Entry, LotBalance } from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf, setOf } from "#platform/db/bulk.ts";
import { lotColumns, type LotRow } from "./book-store.ts";

type Tables = Kysely<
  Pick<
    DB,
    | "allowance"
    | "allowance_lot"
    | "allowance_entry"
    | "allowance_alert"
    | "account"
    | "contract"
    | "coverage"
    | "plan"
    | "plan_version"
    | "product"
    | "ticket"
    | "work_entry"
  >
>;

/** A plan under a contract: it covers something today, or what it granted was drawn on. */
export type Granting = Omit<Allowance, "id" | "terms"> & {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  readonly today: IsoDate;
  readonly planId: string;
  readonly planName: string;
  /** By the terms in force today. */
  readonly terms: { readonly allowances: readonly PlanAllowance[] };
};

/** What these contracts, or all that an account has, grant at an instant: by contract number, then by plan. */
export async function selectGranting(
  db: Tables,
  of: { readonly contractId: string } | { readonly accountId: string },
  at: Temporal.Instant,
): Promise<Granting[]> {
  const asked = "contractId" in of ? sql`contract.id = ${of.contractId}` : sql`contract.account_id = ${of.accountId}`;
  const { rows } = await sql<Granting>`
    with asked as (
      select contract.id, number, account_id, account.name, contract.currency, contract.time_zone, starts_on,
        least(ends_before, cancelled_on + 1) as ends_before, (${at}::timestamptz at time zone contract.time_zone)::date as today
      from contract join account on account.id = account_id where ${asked}),
    granting as (
      select asked.id, coverage.plan_id from asked
        join coverage on coverage.contract_id = asked.id and upper_inf(coverage.recorded) and coverage.valid @> asked.today
      union select contract_id, plan_id from allowance where contract_id in (select id from asked))
    select asked.id as "contractId", number as "contractNumber", account_id as "accountId", asked.name as "accountName", currency,
      time_zone as "timeZone", asked.starts_on as "anchorOn", asked.starts_on as "startsOn", asked.ends_before as "endsBefore", today,
      plan.id as "planId", plan.name as "planName", version.terms
    from granting join asked on asked.id = granting.id join plan on plan.id = granting.plan_id
    join lateral (
      select jsonb_build_object('allowances', terms->'allowances') as terms from plan_version
      where plan_id = plan.id and effective_on <= today order by effective_on desc, version desc limit 1) version on true
    order by number, plan.name, plan.id`.execute(db);
  return rows;
}

/** Whose a contract is; undefined where there is none. */
export async function selectContractAccount(db: Tables, id: string): Promise<string | undefined> {
  return (await db.selectFrom("contract").where("id", "=", id).select("account_id").executeTakeFirst())?.account_id;
}

export async function isAccount(db: Tables, id: string): Promise<boolean> {
  return (await db.selectFrom("account").where("id", "=", id).select("id").executeTakeFirst()) !== undefined;
}

/** The lots of allowances, by the allowance's id. */
export async function selectLots(db: Tables, ids: readonly string[]): Promise<Map<string, LotBalance[]>> {
  const { rows } = await sql<{ lot: LotRow }>`
    select to_json(lot) as lot from (select ${lotColumns} from allowance_lot where allowance_id in ${setOf(ids)}) lot`.execute(
    db,
  );
  const byAllowance = new Map<string, LotBalance[]>();
  for (const { allowanceId, ...lot } of rows.map((row) => row.lot))
    byAllowance.set(allowanceId, [...(byAllowance.get(allowanceId) ?? []), lot]);
  return byAllowance;
}

export type AlertRow = { allowanceId: string; bucketKey: string; startsOn: IsoDate; percent: number; on: IsoDate };

export async function selectAlerts(db: Tables, ids: readonly string[]): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select allowance_id as "allowanceId", bucket_key as "bucketKey", starts_on as "startsOn", percent, on_day as "on"
    from allowance_alert where allowance_id in ${setOf(ids)} order by percent`.execute(db);
  return rows;
}

/** The names of products, by their ids. */
export async function selectProductNames(db: Tables, ids: Iterable<string>): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from product where id in ${idSetOf(ids)}`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type EntryRow = Entry & {
  readonly id: string;
  readonly recordedAt: Temporal.Instant;
  readonly actorId: string;
  readonly actorName: string;
};

/** The whole ledger of an allowance, as it was recorded. */
export async function selectEntries(db: Tables, allowanceId: string): Promise<EntryRow[]> {
  const { rows } = await sql<Omit<EntryRow, "quantity"> & { quantity: bigint }>`
    select id::text, lot_id as "lotId", kind, quantity, on_day as "on", use_id as "useId", event, reason, recorded_at as "recordedAt",
      actor_id as "actorId", actor_name as "actorName"
    from allowance_entry where allowance_id = ${allowanceId} order by allowance_entry.id`.execute(db);
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
}

/** What a use is, for whoever reads a statement: a ticket, or work on one. */
export type UseRow = {
  readonly useId: string;
  readonly ticketId: string;
  readonly ticketNumber: bigint;
  readonly subject: string;
  readonly accountId: string | null;
  /** null for a ticket itself. */
  readonly note: string | null;
  readonly minutes: number | null;
};

export async function selectUses(db: Tables, useIds: Iterable<string>): Promise<Map<string, UseRow>> {
  const ids: RawBuilder<unknown> = idSetOf(useIds);
  const { rows } = await sql<UseRow>`
    select ticket.id as "useId", ticket.id as "ticketId", number as "ticketNumber", subject, account_id as "accountId", null as note, null::int as minutes
    from ticket where id in ${ids}
    union all
    select work_entry.id, ticket.id, number, subject, account_id, note, minutes
    from work_entry join ticket on ticket.id = ticket_id where work_entry.id in ${ids}`.execute(db);
  return new Map(rows.map((row) => [row.useId, row]));
}
