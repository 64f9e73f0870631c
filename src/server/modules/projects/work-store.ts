import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Channel } from "#core/entitlement/terms.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { DB } from "#platform/db/database.ts";

/** Tables other than work's own belong to other modules and only lend what work is about. */
type Tables = Kysely<Pick<DB, "work_entry" | "work_booking" | "ticket" | "account" | "contract" | "auth_user" | "asset">>;

/** A warranty's work belongs to no project; an exception was served without cover (ENT9). */
export type BookingKind = "project" | "warranty" | "exception";

export type Booking = {
  readonly kind: BookingKind;
  readonly contractId: string | null;
  /** Under which of its plans: what the work draws on. */
  readonly planId: string | null;
  /** Whose the ticket's subject is; null while nobody knows. */
  readonly accountId: string | null;
  /** The day worked, as the contract's zone has it (COV4). */
  readonly bookedOn: IsoDate;
  readonly rule: string;
  readonly reason: string;
};

/** A ticket as far as booking work on it needs to know it. */
export type WorkedTicket = {
  readonly id: string;
  readonly decisionId: string;
  readonly contractId: string | null;
  readonly channel: Channel;
  readonly openedAt: Temporal.Instant;
};

/** A ticket on which work is to be entered. */
export type TicketToWorkOn = WorkedTicket & {
  readonly timeZone: string;
  /** What it waits for before anybody may work on it (ENT7). */
  readonly held: "not_covered" | "quote" | null;
};

export async function selectTicket(db: Tables, id: string): Promise<TicketToWorkOn | undefined> {
  return (await sql<TicketToWorkOn>`${ticketToWorkOn(id)}`.execute(db)).rows[0];
}

/** The same, held until the transaction ends: what it waits for, and what it is about, stays as it is found. */
export async function holdTicket(db: Tables, id: string): Promise<TicketToWorkOn | undefined> {
  return (await sql<TicketToWorkOn>`${ticketToWorkOn(id)} for share of ticket`.execute(db)).rows[0];
}

function ticketToWorkOn(id: string): RawBuilder<TicketToWorkOn> {
  return sql`
    select ticket.id, decision_id as "decisionId", contract_id as "contractId", channel, opened_at as "openedAt", held,
      coalesce(account.time_zone, 'UTC') as "timeZone"
    from ticket left join account on account.id = ticket.account_id where ticket.id = ${id}`;
}

export async function selectWorker(db: Tables, id: string): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom("auth_user")
    .where(sql<string>`id::text`, "=", id.toLowerCase())
    .where("role", "in", ["agent", "manager", "administrator"])
    .where("disabled_at", "is", null)
    .select(["id", "name"])
    .executeTakeFirst();
}

/** What somebody has worked on a day. Until the transaction ends nobody else enters work of theirs on it. */
export async function holdMinutesOn(db: Tables, workerId: string, day: IsoDate): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`work ${workerId} ${day}`}, 0))`.execute(db);
  const { rows } = await sql<{ minutes: number }>`
    select coalesce(sum(minutes), 0)::int as minutes from work_entry
    where worker_id = ${workerId} and worked_on = ${day} and removed_at is null`.execute(db);
  return rows[0]!.minutes;
}

const bookingLock = sql`hashtextextended('work bookings', 0)`;

/** Until the transaction ends no amendment moves bookings: what is decided now is booked as decided. */
export async function holdCoverForBooking(db: Tables): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${bookingLock})`.execute(db);
}

/** Until the transaction ends no work is entered: what is found booked is all there is. */
export async function holdBookings(db: Tables): Promise<void> {
  await sql`select pg_advisory_xact_lock(${bookingLock})`.execute(db);
}

export type NewEntry = {
  readonly id: string;
  readonly ticketId: string;
  readonly worker: { readonly id: string; readonly name: string };
  readonly workedOn: IsoDate;
  readonly startedAt: Temporal.Instant | null;
  readonly minutes: number;
  /** The kind of work, as plans name kinds that draw or do not; null where none was named. */
  readonly kind: string | null;
  readonly note: string;
};
type Author = { readonly id: string; readonly name: string };

export async function insertEntry(db: Tables, entry: NewEntry, author: Author, now: Temporal.Instant): Promise<void> {
  const { id, ticketId, worker, workedOn, startedAt, minutes, kind, note } = entry;
  await db
    .insertInto("work_entry")
    .values({
      id,
      ticket_id: ticketId,
      worker_id: worker.id,
      worker_name: worker.name,
      worked_on: workedOn,
      started_at: startedAt,
      minutes,
      kind,
      note,
      recorded_at: now,
      recorded_by: author.id,
      recorded_by_name: author.name,
    })
    .execute();
}

export type NewBooking = Booking & {
  readonly id: string;
  readonly entryId: string;
  readonly amendmentId: string | null;
  readonly recordedAt: Temporal.Instant;
};

export async function insertBookings(db: Tables, bookings: readonly NewBooking[]): Promise<void> {
  await sql`
    insert into work_booking (id, entry_id, kind, contract_id, plan_id, account_id, booked_on, rule, reason, amendment_id, recorded)
    select id, "entryId", kind, "contractId", "planId", "accountId", "bookedOn", rule, reason, "amendmentId", tstzrange("recordedAt", null)
    from json_to_recordset(${JSON.stringify(bookings)}::json)
      as r(id uuid, "entryId" uuid, kind text, "contractId" uuid, "planId" uuid, "accountId" uuid, "bookedOn" date, rule text, reason text,
           "amendmentId" uuid, "recordedAt" timestamptz)`.execute(db);
}

/** Ends the bookings of these entries, each at `at` or, where it began only then, as soon as can be; says when. */
export async function closeBookings(
  db: Tables,
  entryIds: readonly string[],
  at: Temporal.Instant,
): Promise<Map<string, Temporal.Instant>> {
  const { rows } = await sql<{ entryId: string; endedAt: Temporal.Instant }>`
    update work_booking
    set recorded = tstzrange(lower(recorded), greatest(${at}::timestamptz, lower(recorded) + interval '1 microsecond'))
    where entry_id = any(${entryIds}::uuid[]) and upper_inf(recorded)
    returning entry_id as "entryId", upper(recorded) as "endedAt"`.execute(db);
  return new Map(rows.map(({ entryId, endedAt }) => [entryId, endedAt]));
}

export async function selectOwner(
  db: Tables,
  entryId: string,
): Promise<{ workerId: string; recordedBy: string; contractId: string | null } | undefined> {
  const { rows } = await sql<{ workerId: string; recordedBy: string; contractId: string | null }>`
    select worker_id as "workerId", recorded_by as "recordedBy",
      (select contract_id from work_booking where entry_id = work_entry.id and upper_inf(recorded)) as "contractId"
    from work_entry where id = ${entryId} and removed_at is null for update`.execute(db);
  return rows[0];
}

export async function markRemoved(db: Tables, entryId: string, by: Author, now: Temporal.Instant): Promise<void> {
  await sql`
    update work_entry set removed_at = greatest(${now}::timestamptz, recorded_at), removed_by = ${by.id}, removed_by_name = ${by.name}
    where id = ${entryId}`.execute(db);
}

export type EntryFilter = {
  readonly id?: string | undefined;
  readonly ticketId?: string | undefined;
  readonly contractId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: IsoDate | undefined;
  readonly before?: IsoDate | undefined;
  readonly knownAt?: Temporal.Instant | undefined;
  /** The row that the rows come after. */
  readonly after?: readonly [day: IsoDate, id: string] | undefined;
  readonly limit: number;
};

export type EntryRow = {
  readonly id: string;
  readonly ticketId: string;
  readonly ticketNumber: bigint;
  readonly workerId: string;
  readonly workerName: string;
  readonly workedOn: IsoDate;
  readonly startedAt: Temporal.Instant | null;
  readonly minutes: number;
  readonly workKind: string | null;
  readonly note: string;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string;
  readonly recordedByName: string;
  readonly kind: "project" | "warranty" | "exception";
  readonly contractId: string | null;
  readonly contractNumber: string | null;
  readonly bookedOn: IsoDate;
  readonly rule: string;
  readonly reason: string;
  readonly since: Temporal.Instant;
  readonly amendmentId: string | null;
};

/** Entries that stood at `knownAt`, or stand, with where they were booked then: the latest day first. */
export async function selectEntries(db: Tables, filter: EntryFilter): Promise<EntryRow[]> {
  const conditions = conditionsOf(filter);
  const { rows } = await sql<EntryRow>`
    select entry.id, entry.ticket_id as "ticketId", ticket.number as "ticketNumber", worker_id as "workerId", worker_name as "workerName",
      worked_on as "workedOn", started_at as "startedAt", minutes, entry.kind as "workKind", note, entry.recorded_at as "recordedAt", recorded_by as "recordedBy",
      recorded_by_name as "recordedByName", booking.kind, booking.contract_id as "contractId", contract.number as "contractNumber",
      booked_on as "bookedOn", rule, reason, lower(booking.recorded) as since, amendment_id as "amendmentId"
    from work_entry entry
    join work_booking booking on booking.entry_id = entry.id
    join ticket on ticket.id = entry.ticket_id
    left join contract on contract.id = booking.contract_id
    where ${sql.join([stands(filter.knownAt), ...conditions], sql` and `)}
    order by booked_on desc, entry.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** Of `work_entry entry` joined with `work_booking booking`: what counts, as known then or now. */
export function stands(knownAt: Temporal.Instant | undefined): RawBuilder<unknown> {
  if (knownAt === undefined) return sql`entry.removed_at is null and upper_inf(booking.recorded)`;
  return sql`entry.recorded_at <= ${knownAt} and (entry.removed_at is null or entry.removed_at > ${knownAt})
    and booking.recorded @> ${knownAt}::timestamptz`;
}

function conditionsOf({ id, ticketId, contractId, accountId, kind, from, before, after }: EntryFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [];
  if (id !== undefined) all.push(sql`entry.id = ${id}`);
  if (ticketId !== undefined) all.push(sql`entry.ticket_id = ${ticketId}`);
  if (contractId !== undefined) all.push(sql`booking.contract_id = ${contractId}`);
  if (accountId !== undefined) all.push(sql`booking.account_id = ${accountId}`);
  if (kind !== undefined) all.push(sql`booking.kind = ${kind}`);
  if (from !== undefined) all.push(sql`booked_on >= ${from}`);
  if (before !== undefined) all.push(sql`booked_on < ${before}`);
  if (after !== undefined) all.push(sql`(booked_on, entry.id) < (${after[0]}::date, ${after[1]}::uuid)`);
  return all;
}
