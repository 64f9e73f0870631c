import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Earning, IsoMonth, MonthSpan, RecordedEarning } from "#core/budget/index.ts";
import { firstDayOf, plusMonths } from "#core/budget/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";
import { stands } from "./work-store.ts";

/** Work's tables are this module's; coverage, contract, amendment and account are read as others record them. */
type Tables = Kysely<Pick<DB, "work_entry" | "work_booking" | "coverage" | "contract" | "amendment" | "account">>;
type KnownAt = Temporal.Instant | undefined;

export type EarningRow = Earning & { readonly contractId: string; readonly accountId: string };

const believed = (knownAt: KnownAt): RawBuilder<unknown> =>
  knownAt === undefined ? sql`upper_inf(recorded)` : sql`recorded @> ${knownAt}::timestamptz`;
/** What a row earns with; rows alike are counted. */
const earning = sql`lower(valid) as "startsOn", upper(valid) as "endsBefore", yearly_minor as "yearlyMinor", count(*)::int as subjects`;
const within = ({ from, through }: MonthSpan): RawBuilder<unknown> =>
  sql`valid && daterange(${firstDayOf(from)}, ${firstDayOf(plusMonths(through, 1))})`;

/** What contracts' coverage earns in these months, by contract and by the account that holds it. */
export async function selectEarnings(
  db: Tables,
  by: { readonly contractIds: readonly string[] } | { readonly accountIds: readonly string[] },
  span: MonthSpan,
  knownAt: KnownAt,
): Promise<EarningRow[]> {
  const wanted =
    "contractIds" in by ? sql`contract_id = any(${by.contractIds}::uuid[])` : sql`account_id = any(${by.accountIds}::uuid[])`;
  const { rows } = await sql<EarningRow>`
    select contract_id as "contractId", account_id as "accountId", ${earning} from coverage
    where source = 'contract' and ${wanted} and not suspended and ${believed(knownAt)} and ${within(span)}
    group by contract_id, account_id, valid, yearly_minor`.execute(db);
  return rows;
}

/** What a contract's coverage earned ever, with the amendments that opened and ended it, as known then. */
export async function selectRecordedEarnings(
  db: Tables,
  contractId: string,
  span: MonthSpan,
  knownAt: KnownAt,
): Promise<RecordedEarning[]> {
  const known = knownAt === undefined ? sql`true` : sql`lower(recorded) <= ${knownAt}::timestamptz`;
  const endedBy =
    knownAt === undefined ? sql`ended_by` : sql`case when upper(recorded) <= ${knownAt}::timestamptz then ended_by end`;
  const { rows } = await sql<RecordedEarning>`
    select amendment_id as "amendmentId", ${endedBy} as "endedBy", ${earning} from coverage
    where contract_id = ${contractId} and not suspended and ${known} and ${within(span)}
    group by 1, 2, valid, yearly_minor`.execute(db);
  return rows;
}

export type AmendmentRow = {
  readonly id: string;
  readonly kind: string;
  readonly effectiveOn: IsoDate;
  readonly reason: string;
  readonly author: string;
  readonly recordedAt: Temporal.Instant;
};

/** In the order in which they were recorded. */
export async function selectAmendments(db: Tables, contractId: string, knownAt: KnownAt): Promise<AmendmentRow[]> {
  const { rows } = await sql<AmendmentRow>`
    select id, kind, effective_on as "effectiveOn", reason, author_name as author, recorded_at as "recordedAt" from amendment
    where contract_id = ${contractId} ${knownAt === undefined ? sql`` : sql`and recorded_at <= ${knownAt}`}
    order by recorded_at, kind <> 'activate', id`.execute(db);
  return rows;
}

export type WorkedMonth = {
  /** null for what no project has. */
  readonly contractId: string | null;
  /** Who holds the contract on the day; of an exception, whose it is. */
  readonly accountId: string;
  readonly month: IsoMonth;
  readonly minutes: number;
  /** Of them, those worked by the day asked about. */
  readonly minutesToDate: number;
};

/** Minutes worked in these months, by project and month; for accounts with their exceptions. */
export async function selectWorked(
  db: Tables,
  by: { readonly contractIds: readonly string[] } | { readonly accountIds: readonly string[] },
  { from, through }: MonthSpan,
  at: IsoDate,
  knownAt: KnownAt,
): Promise<WorkedMonth[]> {
  const holder = sql`case booking.kind when 'project' then contract_account_on(contract, booked_on) else booking.account_id end`;
  const wanted =
    "contractIds" in by
      ? sql`booking.contract_id = any(${by.contractIds}::uuid[])`
      : sql`(booking.contract_id in ${heldOnce(by.accountIds)} and ${holder} = any(${by.accountIds}::uuid[])
          or booking.kind = 'exception' and booking.account_id = any(${by.accountIds}::uuid[]))`;
  const { rows } = await sql<WorkedMonth>`
    select booking.contract_id as "contractId", ${holder} as "accountId", to_char(booked_on, 'YYYY-MM') as month,
      sum(minutes)::int as minutes, coalesce(sum(minutes) filter (where booked_on <= ${at}), 0)::int as "minutesToDate"
    from work_booking booking
    join work_entry entry on entry.id = booking.entry_id
    left join contract on contract.id = booking.contract_id
    where ${wanted} and booked_on >= ${firstDayOf(from)} and booked_on < ${firstDayOf(plusMonths(through, 1))} and ${stands(knownAt)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** The contracts that these accounts hold on some day. */
function heldOnce(accountIds: readonly string[]): RawBuilder<unknown> {
  return sql`(
    select id from contract where account_id = any(${accountIds}::uuid[])
    union select contract.id from contract cross join jsonb_array_elements(accounts) held
    where accounts is not null and (held ->> 'accountId')::uuid = any(${accountIds}::uuid[]))`;
}

export type ContractRow = {
  readonly id: string;
  readonly number: string;
  readonly numberKey: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  readonly timeZone: string;
};

export type ContractFilter = {
  readonly ids?: readonly string[] | undefined;
  readonly accountId?: string | undefined;
  /** Part of a number, as its key. */
  readonly key?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Contracts in the order of their numbers, with who holds each at `now` in its own zone. */
export async function selectContracts(db: Tables, filter: ContractFilter, now: Temporal.Instant): Promise<ContractRow[]> {
  const { ids, accountId, key, after, limit } = filter;
  const holder = sql`contract_account_on(contract, (${now}::timestamptz at time zone contract.time_zone)::date)`;
  const conditions = [
    ids === undefined ? sql`true` : sql`contract.id in ${idSetOf(ids)}`,
    ...(accountId === undefined ? [] : [sql`${holder} = ${accountId}`]),
    ...(key === undefined ? [] : [sql`contract.number_key like ${`%${likeLiteral(key)}%`}`]),
    ...(after === undefined ? [] : [sql`contract.number_key > ${after}`]),
  ];
  const { rows } = await sql<ContractRow>`
    select contract.id, contract.number, contract.number_key as "numberKey", account.id as "accountId", account.name as "accountName",
      contract.currency, contract.time_zone as "timeZone"
    from contract join account on account.id = ${holder}
    where ${sql.join(conditions, sql` and `)} order by contract.number_key limit ${limit}`.execute(db);
  return rows;
}

export type AccountRow = { readonly id: string; readonly name: string; readonly nameKey: string; readonly currency: string };

/** Accounts by name that hold or held a contract's coverage, or for which work was done without. */
export async function selectAccounts(
  db: Tables,
  filter: {
    readonly accountId?: string | undefined;
    readonly after?: readonly [string, string] | undefined;
    readonly limit: number;
  },
): Promise<AccountRow[]> {
  const { accountId, after, limit } = filter;
  const { rows } = await sql<AccountRow>`
    select id, name, name_key as "nameKey", currency from account
    where (exists (select from coverage where coverage.account_id = account.id and source = 'contract' and upper_inf(recorded))
        or exists (select from work_booking where work_booking.account_id = account.id))
      ${accountId === undefined ? sql`` : sql`and id = ${accountId}`}
      ${after === undefined ? sql`` : sql`and (name_key, id) > (${after[0]}, ${after[1]}::uuid)`}
    order by name_key, id limit ${limit}`.execute(db);
  return rows;
}
