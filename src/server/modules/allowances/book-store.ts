/** SQL of the ledger: allowances are held, read, and written to, each in one statement. */

import { sql, type Kysely } from "kysely";
import type { Allowance, LotBalance, Taken } from "#core/allowances/index.ts";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import type { DB } from "#platform/db/database.ts";
import { jsonOf } from "#platform/db/bulk.ts";
import { type Alert, type Book, changedLots } from "./book.ts";
import { type AllowanceName, allowanceUnder, idOf } from "./use.ts";

/** `contract` and `plan_version` belong to other modules and tell what an allowance grants on which days. */
type Tables = Kysely<
  Pick<DB, "allowance" | "allowance_lot" | "allowance_entry" | "allowance_hold" | "allowance_alert" | "contract" | "plan_version">
>;

/**
 * Holds these allowances, and those of which the use has something, until the transaction ends: whoever writes to them waits. Always
 * in the order of their ids, so that nobody waits for one who waits for them. Gives back their ids.
 */
export async function holdAllowances(
  db: Tables,
  named: readonly AllowanceName[],
  useIds: readonly string[] = [],
): Promise<string[]> {
  const ids = named.map(idOf);
  const held = await lock(db, ids, useIds);
  const missing = named.filter((one) => !held.includes(idOf(one)));
  if (missing.length === 0) return held;
  await sql`
    insert into allowance (id, contract_id, plan_id, key)
    select "contractId" || '/' || "planId" || '/' || key, "contractId", "planId", key
    from json_to_recordset(${jsonOf(missing)}::json) as r("contractId" uuid, "planId" uuid, key text)
    order by 1 on conflict do nothing`.execute(db);
  return lock(db, ids, useIds);
}

async function lock(db: Tables, ids: readonly string[], useIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from allowance
    where id = any(${ids}::text[]) or id in (select allowance_id from allowance_entry where use_id = any(${useIds}::uuid[]))
    order by id for update`.execute(db);
  return rows.map(({ id }) => id);
}

export type LotRow = LotBalance & { readonly allowanceId: string };
export type TakenRow = Taken & { readonly allowanceId: string; readonly useId: string };

export function lotOf({ allowanceId: _, ...lot }: LotRow): LotBalance {
  return lot;
}

export const lotColumns = sql`
  id, allowance_id as "allowanceId", kind, bucket_key as "bucketKey", limit_key as "limitKey", starts_on as "startsOn",
  ends_before as "endsBefore", granted_on as "grantedOn", granted, expired, held, consumed`;

/** What uses have of lots, of `allowance_entry entry`: nothing is left out. */
const takenColumns = sql`
  entry.allowance_id as "allowanceId", entry.use_id as "useId", entry.lot_id as "lotId",
  coalesce(sum(case entry.kind when 'hold' then quantity when 'release' then -quantity end), 0) as held,
  coalesce(sum(case entry.kind when 'consume' then quantity when 'give_back' then -quantity end), 0) as consumed`;

export type Read = {
  readonly lots: readonly LotRow[];
  /** What the use has of them. */
  readonly taken: readonly TakenRow[];
  /** What checks have of them whose time is over. */
  readonly overdue: readonly TakenRow[];
  /** Whether the event was told of the use before. */
  readonly isTold: boolean;
};

/** The lots of held allowances with what one use has of them, and what is held there for longer than it was meant to be. */
export async function readBooks(
  db: Tables,
  ids: readonly string[],
  { useId, event }: { readonly useId: string; readonly event: string },
  now: Temporal.Instant,
): Promise<Read> {
  const { rows } = await sql<Read>`
    select
      coalesce((select json_agg(lot) from (select ${lotColumns} from allowance_lot where allowance_id = any(${ids}::text[])) lot), '[]') as lots,
      coalesce((select json_agg(one) from (
        select ${takenColumns} from allowance_entry entry where use_id = ${useId} group by entry.allowance_id, entry.use_id, entry.lot_id) one), '[]') as taken,
      coalesce((select json_agg(one) from (
        select ${takenColumns} from allowance_hold hold
          join allowance_entry entry on entry.use_id = hold.use_id and entry.allowance_id = hold.allowance_id
        where ended_at is null and until <= ${now} and hold.allowance_id = any(${ids}::text[]) and hold.use_id <> ${useId}
        group by entry.allowance_id, entry.use_id, entry.lot_id) one), '[]') as overdue,
      exists (select from allowance_entry where use_id = ${useId} and event = ${event}) as "isTold"`.execute(db);
  const { lots, taken, overdue, isTold } = rows[0]!;
  return { lots, taken: taken.filter(isSomething), overdue: overdue.filter(isSomething), isTold };
}

/** What all uses have of the lots of held allowances, as for work that is drawn anew. */
export async function readAllTaken(db: Tables, ids: readonly string[]): Promise<{ lots: LotRow[]; taken: TakenRow[] }> {
  const { rows } = await sql<{ lots: LotRow[]; taken: TakenRow[] }>`
    select
      coalesce((select json_agg(lot) from (select ${lotColumns} from allowance_lot where allowance_id = any(${ids}::text[])) lot), '[]') as lots,
      coalesce((select json_agg(one) from (
        select ${takenColumns} from allowance_entry entry where allowance_id = any(${ids}::text[]) and use_id is not null
        group by entry.allowance_id, entry.use_id, entry.lot_id) one), '[]') as taken`.execute(db);
  const { lots, taken } = rows[0]!;
  return { lots, taken: taken.filter(isSomething) };
}

function isSomething({ held, consumed }: Taken): boolean {
  return held !== 0 || consumed !== 0;
}

type Author = { readonly id: string; readonly name: string };

/** Adds to the ledger what is in the books, with the lots as they then are. Gives back the alerts that were not given before. */
export async function writeBooks(
  db: Tables,
  books: readonly Book[],
  alerts: readonly Alert[],
  author: Author,
  now: Temporal.Instant,
): Promise<Alert[]> {
  const lots = books.flatMap((book) => changedLots(book).map((lot) => ({ ...lot, allowanceId: book.allowance.id })));
  const entries = books.flatMap(({ allowance, entries }) => entries.map((entry) => ({ ...entry, allowanceId: allowance.id })));
  if (lots.length === 0 && entries.length === 0) return [];
  const { rows } = await sql<Alert>`
    with lots as (
      insert into allowance_lot (id, allowance_id, kind, bucket_key, limit_key, starts_on, ends_before, granted_on,
        granted, expired, held, consumed)
      select id, "allowanceId", kind, "bucketKey", "limitKey", "startsOn", "endsBefore", "grantedOn", granted, expired, held, consumed
      from json_to_recordset(${jsonOf(lots)}::json) as r(id text, "allowanceId" text, kind text, "bucketKey" text, "limitKey" text,
        "startsOn" date, "endsBefore" date, "grantedOn" date, granted bigint, expired bigint, held bigint, consumed bigint)
      on conflict (id) do update set starts_on = excluded.starts_on, ends_before = excluded.ends_before, granted = excluded.granted,
        expired = excluded.expired, held = excluded.held, consumed = excluded.consumed),
    entries as (
      insert into allowance_entry (allowance_id, lot_id, kind, quantity, on_day, use_id, event, reason, recorded_at, actor_id, actor_name)
      select "allowanceId", "lotId", kind, quantity, "on", "useId", event, reason, ${now}, ${author.id}, ${author.name}
      from json_to_recordset(${jsonOf(entries)}::json) as r("allowanceId" text, "lotId" text, kind text, quantity bigint, "on" date,
        "useId" uuid, event text, reason text))
    insert into allowance_alert (allowance_id, bucket_key, starts_on, percent, on_day, recorded_at)
    select "allowanceId", "bucketKey", "startsOn", percent, "on", ${now}
    from json_to_recordset(${jsonOf(alerts)}::json) as r("allowanceId" text, "bucketKey" text, "startsOn" date, percent smallint, "on" date)
    on conflict do nothing
    returning allowance_id as "allowanceId", bucket_key as "bucketKey", starts_on as "startsOn", percent, on_day as "on"`.execute(
    db,
  );
  return rows;
}

/** Allowances as their contracts grant them on the day of an instant, by their ids; by earlier or later terms where those of the day have none such. */
export async function selectAllowances(
  db: Tables,
  ids: readonly string[],
  at: Temporal.Instant,
): Promise<Map<string, Allowance>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<AllowanceName & Omit<Allowance, "id" | "terms"> & { term: PlanAllowance | null }>`
    select allowance.contract_id as "contractId", allowance.plan_id as "planId", allowance.key, contract.starts_on as "startsOn",
      contract.starts_on as "anchorOn", least(contract.ends_before, contract.cancelled_on + 1) as "endsBefore",
      contract.time_zone as "timeZone", version.term
    from allowance join contract on contract.id = allowance.contract_id
    left join lateral (
      select term, effective_on > (${at}::timestamptz at time zone contract.time_zone)::date as later
      from plan_version, jsonb_array_elements(terms->'allowances') as listed(term)
      where plan_version.plan_id = allowance.plan_id and term->>'key' = allowance.key
      order by 2, case when effective_on > (${at}::timestamptz at time zone contract.time_zone)::date then effective_on end, effective_on desc, version desc
      limit 1) version on true
    where allowance.id = any(${ids}::text[])`.execute(db);
  return new Map(
    rows.flatMap(({ term, ...name }) => {
      if (term === null) return [];
      const allowance = allowanceUnder(name, term);
      return [[allowance.id, allowance] as const];
    }),
  );
}

/** Checks that hold, each of these allowances until then. */
export async function insertHolds(db: Tables, useId: string, ids: readonly string[], until: Temporal.Instant): Promise<void> {
  await sql`
    insert into allowance_hold (use_id, allowance_id, until) select ${useId}, id, ${until} from unnest(${ids}::text[]) id
    on conflict do nothing`.execute(db);
}

/** They hold no longer. */
export async function endHolds(
  db: Tables,
  useIds: readonly string[],
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (useIds.length === 0) return;
  await sql`
    update allowance_hold set ended_at = ${now}
    where use_id = any(${useIds}::uuid[]) and allowance_id = any(${ids}::text[]) and ended_at is null`.execute(db);
}

/** Whether a check still holds. */
export async function isHolding(db: Tables, useId: string, now: Temporal.Instant): Promise<boolean> {
  const found = await db
    .selectFrom("allowance_hold")
    .where("use_id", "=", useId)
    .where("ended_at", "is", null)
    .where("until", ">", now)
    .select("use_id")
    .executeTakeFirst();
  return found !== undefined;
}

/** At once as many as a job can do while others wait for them. */
const overdueAtOnce = 500;

/** The allowances of which checks hold something for longer than they were meant to. */
export async function selectOverdue(db: Tables, now: Temporal.Instant): Promise<AllowanceName[]> {
  return db
    .selectFrom("allowance_hold")
    .innerJoin("allowance", "allowance.id", "allowance_hold.allowance_id")
    .where("ended_at", "is", null)
    .where("until", "<=", now)
    .select(["contract_id as contractId", "plan_id as planId", "key"])
    .distinct()
    .limit(overdueAtOnce)
    .execute();
}
