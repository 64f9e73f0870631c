/** All SQL of timelines. It reads what other modules record, and writes nothing. */

import { sql, type Kysely, type RawBuilder } from "kysely";
import type { TimelineBar } from "#api/timelines.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<
  Pick<DB, "coverage" | "asset" | "account" | "site" | "product" | "contract" | "contract_line" | "amendment" | "plan">
>;

/** Something that may be covered, as a row of the picture. Bars are those of the subject, a product's only at its account. */
export type SubjectRow = {
  readonly id: string;
  readonly subjectId: string;
  readonly productId: string | null;
  readonly title: string;
  readonly detail: string;
};

/** A subject and by what it reaches the asset: as its own, as a whole reaches its parts, or as an account reaches those below it. */
export type DistantSubject = SubjectRow & { readonly reach: "own" | "parts" | "sub_accounts" };

/** Whose timeline it is. */
export type Owner = { readonly accountId: string; readonly timeZone: string };

/** What was recorded by an instant, or what is believed now. */
export type Known = Temporal.Instant | null;

/** A bar with what it is about, and whether it reaches down to parts and sub-accounts (COV11). */
export type BarRow = {
  readonly bar: TimelineBar;
  readonly subjectId: string;
  readonly productId: string | null;
  readonly lineId: string | null;
  readonly coversParts: boolean;
  readonly coversSubAccounts: boolean;
};

/** Bars of one picture; a screen of rows has fewer. */
const maxBars = 5000;
const noProduct = "00000000-0000-0000-0000-000000000000";

const believed = (known: Known, range: string): RawBuilder<boolean> =>
  known === null ? sql`upper_inf(${sql.ref(range)})` : sql`${sql.ref(range)} @> ${known}::timestamptz`;

/** The coverages of these subjects, the earliest first. */
export async function selectBars(db: Tables, subjectIds: readonly string[], known: Known): Promise<BarRow[]> {
  return bars(db, sql`v.subject_id = any(${subjectIds}::uuid[])`, known);
}

/** The coverages of these contract lines, the earliest first. */
export async function selectLineBars(db: Tables, lineIds: readonly string[], known: Known): Promise<BarRow[]> {
  return bars(db, sql`v.line_id = any(${lineIds}::uuid[])`, known);
}

async function bars(db: Tables, where: RawBuilder<unknown>, known: Known): Promise<BarRow[]> {
  const { rows } = await sql<BarRow>`
    select v.subject_id as "subjectId", nullif(v.product_id, ${noProduct}) as "productId", v.line_id as "lineId",
      v.covers_parts as "coversParts", v.covers_sub_accounts as "coversSubAccounts",
      json_build_object('coverageId', v.id, 'source', v.source, 'contractId', v.contract_id, 'contractNumber', k.number, 'lineNumber', l.number,
        'plan', p.name, 'scope', v.subject_kind, 'service', v.service, 'startsOn', lower(v.valid), 'endsBefore', upper(v.valid),
        'endReason', v.end_reason, 'timeZone', v.time_zone, 'suspended', v.suspended) as bar
    from coverage v join plan p on p.id = v.plan_id
      left join contract k on k.id = v.contract_id left join contract_line l on l.id = v.line_id
    where ${where} and ${believed(known, "v.recorded")}
    order by lower(v.valid), v.id limit ${maxBars}`.execute(db);
  return rows;
}

export async function selectAssetOwner(db: Tables, id: string): Promise<Owner | undefined> {
  return owner(db, sql`asset s join account a on a.id = s.account_id where s.id = ${id}`, sql`a.time_zone`);
}

/** Whose a contract is today, by its transfers. */
export async function selectContractOwner(db: Tables, id: string, now: Temporal.Instant): Promise<Owner | undefined> {
  return owner(db, sql`contract s join account a on a.id = ${holderAt("s", now)} where s.id = ${id}`, sql`s.time_zone`);
}

const holderAt = (contract: string, now: Temporal.Instant): RawBuilder<string> =>
  sql`contract_account_on(${sql.id(contract)}, (${now}::timestamptz at time zone ${sql.ref(`${contract}.time_zone`)})::date)`;

export async function selectAccountOwner(db: Tables, id: string): Promise<Owner | undefined> {
  return owner(db, sql`account a where a.id = ${id}`, sql`a.time_zone`);
}

async function owner(db: Tables, from: RawBuilder<unknown>, timeZone: RawBuilder<unknown>): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`select a.id as "accountId", ${timeZone} as "timeZone" from ${from}`.execute(db);
  return rows[0];
}

/** The asset, then what may cover it from farther off: the assets it is a part of, its products, its site, its accounts (COV1, COV11). */
export async function selectSubjectsOfAsset(db: Tables, assetId: string): Promise<DistantSubject[]> {
  const { rows } = await sql<DistantSubject>`
    with recursive own as (select * from asset where id = ${assetId}),
      above (id, up) as (select id, 0 from own union all select a.parent_id, up + 1 from above join asset a on a.id = above.id where a.parent_id is not null and up < 20),
      branch (id, up) as (select product_id, 0 from own where product_id is not null
        union all select p.parent_id, up + 1 from branch join product p on p.id = branch.id where p.parent_id is not null and up < 20),
      kin (id, up) as (select account_id, 0 from own union all select c.parent_id, up + 1 from kin join account c on c.id = kin.id where c.parent_id is not null and up < 20),
      subject (place, up, up_accounts, id, subject_id, product_id, title, detail, reach) as (
        select 1, up, 0, a.id, a.id, null::uuid, coalesce(a.serial, a.tag), coalesce(p.name, ''), case when up = 0 then 'own' else 'parts' end
          from above join asset a on a.id = above.id left join product p on p.id = a.product_id
        union all
        select 2, branch.up, kin.up, p.id, c.id, p.id, p.name, 'every one at ' || c.name, case when kin.up = 0 then 'own' else 'sub_accounts' end
          from branch join product p on p.id = branch.id cross join kin join account c on c.id = kin.id
        union all
        select 3, 0, 0, s.id, s.id, null, s.name, 'everything at this site', 'own' from own join site s on s.id = own.site_id
        union all
        select 4, 0, kin.up, c.id, c.id, null, c.name, 'everything of this account', case when kin.up = 0 then 'own' else 'sub_accounts' end
          from kin join account c on c.id = kin.id)
    select id, subject_id as "subjectId", product_id as "productId", title, detail, reach from subject order by place, up, up_accounts`.execute(
    db,
  );
  return rows;
}

/** What a line covers, or covered as known then; a line that covers nothing has no subject. */
export type LineSubjectRow = SubjectRow & { readonly lineId: string };

/** What the lines of a contract cover, in the order of their numbers, at most `limit`; and how many there are. */
export async function selectLineSubjects(
  db: Tables,
  contractId: string,
  known: Known,
  limit: number,
): Promise<{ rows: LineSubjectRow[]; all: number }> {
  const subjects = sql`
    with subject as (
      select distinct line_id, subject_kind, subject_id, product_id from coverage
      where contract_id = ${contractId} and ${believed(known, "recorded")}),
    found as (
      select l.number, l.id as line_id, s.subject_id, nullif(s.product_id, ${noProduct}) as product_id,
        case when s.line_id is null then l.asset_id when s.subject_kind = 'asset' then s.subject_id end as asset_id,
        case when s.line_id is null then l.product_id when s.subject_kind = 'product' then s.product_id end as of_product,
        case when s.line_id is null then l.site_id when s.subject_kind = 'site' then s.subject_id end as site_id
      from contract_line l left join subject s on s.line_id = l.id
      where l.contract_id = ${contractId} and not l.withdrawn and (s.line_id is not null or ${known === null}))`;
  const { rows } = await sql<LineSubjectRow & { all: number }>`
    ${subjects}
    select concat_ws('/', f.line_id, f.subject_id, f.product_id) as id, f.line_id as "lineId", f.subject_id as "subjectId",
      f.product_id as "productId", coalesce(a.serial, a.tag, p.name, s.name, 'The account') as title, count(*) over ()::int as all,
      concat_ws(' · ', 'line ' || f.number, ap.name) as detail
    from found f left join asset a on a.id = f.asset_id left join product ap on ap.id = a.product_id
      left join product p on p.id = f.of_product left join site s on s.id = f.site_id
    order by length(f.number), f.number, title, id limit ${limit}`.execute(db);
  return { rows, all: rows[0]?.all ?? 0 };
}

/** Whether the row in hand was ever covered as a whole: a site or an account that never was says nothing by an empty line. */
const everCovered = (kind: "account" | "site") => sql`id in (select subject_id from coverage where subject_kind = ${kind})`;

/** What an account has that may be covered: itself and its sites where they ever were, products of lines, its assets; at most `limit`. And how many there are. */
export async function selectSubjectsOfAccount(
  db: Tables,
  accountId: string,
  limit: number,
): Promise<{ rows: SubjectRow[]; all: number }> {
  const { rows } = await sql<SubjectRow>`
    (select id, id as "subjectId", null::uuid as "productId", name as title, 'everything of this account' as detail from account
      where id = ${accountId} and ${everCovered("account")})
    union all
    (select id, id, null, name, 'everything at this site' from site where account_id = ${accountId} and ${everCovered("site")} order by name_key limit ${limit})
    union all
    (select p.id, ${accountId}::uuid, p.id, p.name, 'every one of this account' from product p
      where p.id in (select product_id from coverage where subject_id = ${accountId} and subject_kind = 'product') order by p.name_key limit ${limit})
    union all
    (select a.id, a.id, null, coalesce(a.serial, a.tag), concat_ws(' · ', p.name, s.name)
      from asset a left join product p on p.id = a.product_id left join site s on s.id = a.site_id
      where a.account_id = ${accountId} order by coalesce(a.serial_plain, '~' || a.tag_key) limit ${limit})
    limit ${limit}`.execute(db);
  const all = await count(
    db,
    sql`(select from asset where account_id = ${accountId} union all select from site where account_id = ${accountId} and ${everCovered("site")}
    union all select from account where id = ${accountId} and ${everCovered("account")}
    union all select from (select distinct product_id from coverage where subject_id = ${accountId} and subject_kind = 'product') p) every`,
  );
  return { rows, all };
}

async function count(db: Tables, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${from}`.execute(db);
  return rows[0]!.n;
}

export type MarkRow = {
  readonly id: string;
  readonly contractId: string;
  readonly contractNumber: string;
  readonly kind: string;
  readonly effectiveOn: string;
  readonly recordedAt: Temporal.Instant;
  readonly reason: string;
};

export type MarksAsked = {
  readonly contractIds: readonly string[];
  /** The account whose contracts, as of `now`, alone count; null: any. */
  readonly holder: string | null;
  readonly now: Temporal.Instant;
  readonly known: Known;
  readonly limit: number;
};

/** Amendments of these contracts, the latest recorded first. */
export async function selectMarks(db: Tables, { contractIds, holder, now, known, limit }: MarksAsked): Promise<MarkRow[]> {
  const { rows } = await sql<MarkRow>`
    select m.id, m.contract_id as "contractId", k.number as "contractNumber", m.kind, m.effective_on as "effectiveOn", m.recorded_at as "recordedAt", m.reason
    from amendment m join contract k on k.id = m.contract_id
    where m.contract_id = any(${contractIds}::uuid[]) ${holder === null ? sql`` : sql`and ${holderAt("k", now)} = ${holder}`} ${known === null ? sql`` : sql`and m.recorded_at <= ${known}::timestamptz`}
    order by m.recorded_at desc, m.id desc limit ${limit}`.execute(db);
  return rows;
}
