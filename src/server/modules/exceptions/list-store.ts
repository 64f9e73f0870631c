import { sql, type Kysely, type RawBuilder } from "kysely";
import { nameKey } from "#core/identification/keys.ts";
import { serialKey } from "#core/identification/serial.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";
import { coveredBy } from "./covered-sql.ts";
import { unknownZone } from "./due.ts";

/** Tables other than exception belong to other modules: they are read as these record them. */
type Tables = Kysely<
  Pick<DB, "exception" | "exception_month" | "ticket" | "account" | "asset" | "product" | "coverage" | "auth_user">
>;

export type ExceptionStatus = "open" | "renewed" | "quoted" | "written_off" | "covered";
export type ExceptionSort = "newest" | "oldest" | "cost" | "account";

export type ExceptionFilter = {
  readonly id?: string | undefined;
  readonly number?: bigint | undefined;
  readonly status?: ExceptionStatus | undefined;
  readonly accountId?: string | undefined;
  /** Days on which it was opened where its account is, both included. */
  readonly from?: string | undefined;
  readonly through?: string | undefined;
  readonly q?: string | undefined;
  /** null: nobody has it. */
  readonly assigneeId?: string | null | undefined;
};

/** The value that the list is sorted by, as text, and the id of the row before. */
export type ExceptionPlace = readonly [value: string, id: string];

export type ExceptionFound = {
  readonly id: string;
  readonly number: bigint;
  readonly status: ExceptionStatus;
  readonly ticketId: string;
  readonly ticketNumber: bigint;
  readonly ticketSubject: string;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly currency: string | null;
  /** Its account's. */
  readonly timeZone: string | null;
  readonly assetId: string | null;
  readonly serial: string | null;
  readonly productName: string | null;
  readonly reason: string;
  readonly handling: "observe" | "advise" | "enforce" | "bill";
  readonly approvedBy: string | null;
  readonly openedAt: Temporal.Instant;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly minutes: number;
  /** null where no rate turns minutes into money. */
  readonly costMinor: bigint | null;
  readonly revision: number;
  readonly coveredBy: string | null;
  readonly decisionId: string;
  readonly outcomeNote: string;
  readonly closedAt: Temporal.Instant | null;
  readonly closedBy: string | null;
  readonly sortValue: string;
};

/** What an order goes by, as a cursor carries it, and its type. */
const orders = {
  newest: { value: sql`"openedAt"`, type: sql`timestamptz`, onwards: sql`desc`, beyond: sql`<` },
  oldest: { value: sql`"openedAt"`, type: sql`timestamptz`, onwards: sql`asc`, beyond: sql`>` },
  // Amounts of several currencies cannot be compared; the work that they are made of can.
  cost: { value: sql`minutes`, type: sql`integer`, onwards: sql`desc`, beyond: sql`<` },
  account: { value: sql`coalesce("accountName", '')`, type: sql`text`, onwards: sql`asc`, beyond: sql`>` },
} as const;

/** The day on which it was opened where its account is (COV4). */
const openedOn = sql`(exception.opened_at at time zone coalesce(account.time_zone, ${unknownZone}))::date`;

/** One row for each exception that the filter leaves, its state and cost as they are now. */
function wanted(filter: ExceptionFilter): RawBuilder<unknown> {
  return sql`
    select exception.id, exception.number, exception.ticket_id as "ticketId", ticket.number as "ticketNumber",
      case when exception.status = 'open' and covering.by is not null then 'covered' else exception.status end as status,
      ticket.subject as "ticketSubject", exception.account_id as "accountId", account.name as "accountName", account.currency,
      account.time_zone as "timeZone",
      exception.asset_id as "assetId", exception.serial, product.name as "productName", exception.reason, exception.handling,
      exception.approved_name as "approvedBy", exception.opened_at as "openedAt", exception.assignee_id as "assigneeId",
      auth_user.name as "assigneeName", coalesce(cost.minutes, 0)::int as minutes, exception.revision, covering.by as "coveredBy",
      case when cost.minutes is null and account.currency is not null then 0 else cost.minor end::bigint as "costMinor",
      exception.decision_id as "decisionId", exception.outcome_note as "outcomeNote", exception.closed_at as "closedAt",
      exception.closed_name as "closedBy"
    from exception join ticket on ticket.id = exception.ticket_id
      left join account on account.id = exception.account_id
      left join asset on asset.id = exception.asset_id
      left join product on product.id = coalesce(asset.product_id, ticket.product_id)
      left join auth_user on auth_user.id::text = exception.assignee_id
      left join lateral (select ${coveredBy} as by) covering on true
      left join lateral (
        select sum(month.minutes) as minutes, case when bool_and(month.cost_minor is not null) then sum(month.cost_minor) end as minor
        from exception_month month where month.exception_id = exception.id) cost on true
    where ${sql.join(conditions(filter), sql` and `)}`;
}

function conditions(filter: ExceptionFilter): RawBuilder<unknown>[] {
  const { id, number, status, accountId, from, through, q, assigneeId } = filter;
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (id !== undefined) all.push(sql`exception.id = ${id}`);
  if (number !== undefined) all.push(sql`exception.number = ${number}`);
  if (status === "open") all.push(sql`exception.status = 'open' and covering.by is null`);
  if (status === "covered") all.push(sql`(exception.status = 'covered' or covering.by is not null)`);
  if (status !== undefined && status !== "open" && status !== "covered") all.push(sql`exception.status = ${status}`);
  if (accountId !== undefined) all.push(sql`exception.account_id = ${accountId}`);
  if (from !== undefined) all.push(sql`${openedOn} >= ${from}::date`);
  if (through !== undefined) all.push(sql`${openedOn} <= ${through}::date`);
  if (assigneeId === null) all.push(sql`exception.assignee_id is null`);
  if (assigneeId !== undefined && assigneeId !== null) all.push(sql`exception.assignee_id = ${assigneeId}`);
  if (q !== undefined && q !== "") all.push(matching(q));
  return all;
}

/** A number as typed, part of a subject or of a name, part of a serial as meant. */
function matching(q: string): RawBuilder<unknown> {
  const part = (key: string) => `%${likeLiteral(key)}%`;
  const serial = serialKey(q);
  const ways = [
    sql`lower(ticket.subject) like ${part(q.toLowerCase())}`,
    sql`account.name_key like ${part(nameKey(q))}`,
    sql`upper(${q}) in ('X-' || exception.number, 'T-' || ticket.number)`,
  ];
  if (serial !== "") ways.push(sql`asset.serial_key like ${part(serial)}`);
  return sql`(${sql.join(ways, sql` or `)})`;
}

export async function selectExceptions(
  db: Tables,
  filter: ExceptionFilter,
  sort: ExceptionSort,
  after: ExceptionPlace | undefined,
  limit: number,
): Promise<ExceptionFound[]> {
  const { value, type, onwards, beyond } = orders[sort];
  const place = after === undefined ? sql`true` : sql`(${value}, id) ${beyond} (${after[0]}::${type}, ${after[1]}::uuid)`;
  const { rows } = await sql<ExceptionFound>`
    select found.*, (${value})::text as "sortValue" from (${wanted(filter)}) found
    where ${place} order by ${value} ${onwards}, id ${onwards} limit ${limit}`.execute(db);
  return rows;
}

export type Totals = {
  readonly total: number;
  readonly totalMinutes: number;
  /** By currency, as digits; what has no cost is left out. */
  readonly costs: readonly { readonly currency: string; readonly minor: string }[];
};

export async function selectTotals(db: Tables, filter: ExceptionFilter): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select coalesce(sum(many), 0)::int as total, coalesce(sum(minutes), 0)::int as "totalMinutes",
      coalesce(json_agg(json_build_object('currency', currency, 'minor', minor::text) order by currency) filter (where minor is not null), '[]')
        as costs
    from (
      select currency, count(*) as many, sum(minutes) as minutes, sum("costMinor") as minor from (${wanted(filter)}) found group by currency
    ) by_currency`.execute(db);
  return rows[0]!;
}
