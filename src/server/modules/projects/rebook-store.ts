import { sql, type Kysely, type RawBuilder } from "kysely";
import type { DB } from "#platform/db/database.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { DayRange } from "#core/coverage/in-force.ts";
import type { BookingKind, WorkedTicket } from "./work-store.ts";

type Tables = Kysely<Pick<DB, "work_entry" | "work_booking" | "ticket" | "contract" | "account" | "coverage" | "amendment">>;

/** What an amendment may have moved: work on days that changed, about what changed. */
export type Touched = {
  /** Days on which any subject is covered otherwise. */
  readonly days: DayRange;
  readonly assetIds: readonly string[];
  /** Accounts of which more than single assets are covered otherwise: they, and those below them. */
  readonly accountIds: readonly string[];
};

export type BookedWork = {
  readonly entryId: string;
  readonly ticket: WorkedTicket;
  readonly ticketNumber: bigint;
  readonly workedOn: IsoDate;
  readonly startedAt: Temporal.Instant | null;
  readonly minutes: number;
  readonly kind: BookingKind;
  readonly contractId: string | null;
  readonly planId: string | null;
  readonly contractNumber: string | null;
  readonly bookedOn: IsoDate;
};

type Row = Omit<BookedWork, "ticket"> & { ticketId: string; decisionId: string; ownContractId: string | null } & Pick<
    WorkedTicket,
    "channel" | "openedAt"
  >;

const booked = sql`
  select entry.id as "entryId", entry.ticket_id as "ticketId", ticket.number as "ticketNumber", worked_on as "workedOn",
    started_at as "startedAt", minutes, booking.kind, booking.contract_id as "contractId", booking.plan_id as "planId", contract.number as "contractNumber",
    booked_on as "bookedOn", ticket.decision_id as "decisionId", ticket.contract_id as "ownContractId", ticket.channel,
    ticket.opened_at as "openedAt"
  from ticket
  join work_entry entry on entry.ticket_id = ticket.id
  join work_booking booking on booking.entry_id = entry.id and upper_inf(booking.recorded)
  left join contract on contract.id = booking.contract_id
  where entry.removed_at is null`;

function workOf({ ticketId, decisionId, ownContractId, channel, openedAt, ...row }: Row): BookedWork {
  return { ...row, ticket: { id: ticketId, decisionId, contractId: ownContractId, channel, openedAt } };
}

/** Work that stands, with where it is booked, that an amendment may have moved; a day more on either side, for the zones that days are of. */
export async function selectTouched(db: Tables, { days, assetIds, accountIds }: Touched): Promise<BookedWork[]> {
  const { rows } = await sql<Row>`
    with recursive below (id) as (
      select unnest(${accountIds}::uuid[]) union select account.id from account join below on account.parent_id = below.id)
    ${booked} and worked_on >= ${days.startsOn}::date - 1
      and (${days.endsBefore}::date is null or worked_on <= ${days.endsBefore}::date)
      and ticket.id in (
        select id from ticket where asset_id = any(${assetIds}::uuid[])
        union all select id from ticket where account_id in (select id from below))
    order by worked_on, entry.id`.execute(db);
  return rows.map(workOf);
}

/** Whether any work stands on these tickets. */
export async function isWorkedOn(db: Tables, ticketIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from work_entry where ticket_id = any(${ticketIds}::uuid[]) and removed_at is null limit 1`.execute(db);
  return rows.length > 0;
}

/** Work that stands on these tickets. */
export async function selectOfTickets(db: Tables, ticketIds: readonly string[]): Promise<BookedWork[]> {
  const { rows } = await sql<Row>`${booked} and ticket.id = any(${ticketIds}::uuid[]) order by worked_on, entry.id`.execute(db);
  return rows.map(workOf);
}

/** Work that stands, that coverage recorded or ended since then may have moved. */
export async function selectTouchedSince(db: Tables, since: Temporal.Instant): Promise<BookedWork[]> {
  const { rows } = await sql<Row>`
    with recursive changed as materialized (
      select subject_id, account_id, valid, subject_kind <> 'asset' or covers_parts as wide from coverage
      where (lower(recorded) >= ${since} or upper(recorded) >= ${since})
        and exists (select from work_entry where removed_at is null)),
    below (id, top, valid) as (
      select distinct account_id, account_id, valid from changed where wide
      union select account.id, below.top, below.valid from account join below on account.parent_id = below.id)
    ${booked} and (
      exists (select from changed where subject_id = ticket.asset_id and ${near(sql`changed.valid`)})
      or exists (select from below where below.id = ticket.account_id and ${near(sql`below.valid`)}))
    order by worked_on, entry.id`.execute(db);
  return rows.map(workOf);
}

/** Worked on one of the days, or on the day before or after: an instant has a day in each zone. */
function near(valid: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`worked_on >= lower(${valid}) - 1 and (upper_inf(${valid}) or worked_on <= upper(${valid}))`;
}

/** The latest amendment of each contract recorded since then. */
export async function selectAmendmentsSince(db: Tables, since: Temporal.Instant): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; contractId: string }>`
    select distinct on (contract_id) id, contract_id as "contractId" from amendment
    where recorded_at >= ${since} order by contract_id, recorded_at desc, id desc`.execute(db);
  return new Map(rows.map(({ id, contractId }) => [contractId, id]));
}

export async function selectContractNumbers(db: Tables, ids: Iterable<string>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db.selectFrom("contract").where("id", "in", wanted).select(["id", "number"]).execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}
