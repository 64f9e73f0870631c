/** A register of any size for the benchmark, made by the database itself: a million coverages in seconds, not minutes. */

import type pg from "pg";

/** Each asset had a warranty, and is on a line of its account's contract in each of some years, the last of them the present one. */
export type Size = {
  readonly assets: number;
  readonly contractYears: number;
  /** Of so many of these years the coverage was once corrected: both what was believed and what is believed are on record (COV9). */
  readonly corrected: number;
  /** A hundred, unless it says otherwise: its contract of a year has as many lines. */
  readonly assetsPerAccount?: number;
};

/** Coverages on record, whether they are still believed or not. */
export const coveragesOf = ({ assets, contractYears, corrected }: Size): number => assets * (1 + contractYears + corrected);

const products = 500;

/** Ids in the order of making, as UUIDv7 are, and computable from a number, so that rows can name one another without a look-up. */
const id = (kind: string, n: string): string => `('0197${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const account = (n: string): string => id("0001", n);
const site = (n: string): string => id("0002", n);
const product = (n: string): string => id("0003", n);
const asset = (n: string): string => id("0004", n);
const contract = (n: string): string => id("0005", n);
const line = (n: string): string => id("0006", n);
const amendment = (n: string): string => id("0007", n);
const coverage = (n: string): string => id("0008", n);
const contact = (n: string): string => id("0009", n);

const recorded = "'2020-01-01T00:00:00Z'::timestamptz";
const correctedAt = "'2020-06-01T00:00:00Z'::timestamptz";

/** The serial of the n-th asset (from 1), as its row holds it. */
export const serialSql = (n: string): string => `'S' || upper(substr(md5((${n})::text), 1, 12))`;

/**
 * Fills an empty, migrated database that has the standard plans. `day` is today as "YYYY-MM-DD": it lies in the present
 * contract year of every asset. Constraints are lifted while it is filled and put back before it is used.
 */
export async function fillRegister(client: pg.ClientBase, size: Size, day: string): Promise<void> {
  for (const statement of statements(size, Number(day.slice(0, 4)))) await client.query(statement);
}

function statements({ assets, contractYears: years, corrected, assetsPerAccount = 100 }: Size, year: number): string[] {
  const accounts = Math.ceil(assets / assetsPerAccount);
  const firstYear = year - years + 1;
  return [
    "set session_replication_role = replica", // no trigger, no look-up of foreign keys: what is made here fits together
    "set maintenance_work_mem = '512MB'",
    "alter table coverage drop constraint coverage_never_overlaps",
    `insert into account (id, reference, name, name_key, time_zone, currency, recorded_at)
     select ${account("n")}, 'B' || n, 'Bench Account ' || n, 'bench account ' || n,
       (array['Europe/London', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Sydney'])[1 + n % 4], 'GBP', ${recorded}
     from generate_series(1, ${accounts}) n`,
    `insert into site (id, account_id, name, name_key)
     select ${site("n")}, ${account("1 + (n - 1) / 2")}, 'Site ' || n % 2, 'site ' || n % 2 from generate_series(1, ${accounts * 2}) n`,
    `insert into contact (id, account_id, name, name_key, email, email_key, phone, phone_key, named_caller, recorded_at)
     select ${contact("n")}, ${account("1 + (n - 1) / 3")}, 'Person ' || n, 'person ' || n, 'p' || n || '@bench.example', 'p' || n || '@bench.example',
       '+44 20 ' || n, '+4420' || n, n % 3 = 0, ${recorded}
     from generate_series(1, ${accounts * 3}) n`,
    // A tree three deep: an application has packages, a package has modules.
    `insert into product (id, parent_id, kind, maker, maker_key, name, name_key, recorded_at)
     select ${product("n")}, case when n > 20 then ${product("n / 5")} end,
       case when n <= 20 then 'application' when n <= 104 then 'package' else 'module' end,
       'Bench', 'bench', 'Product ' || n, 'product ' || n, ${recorded}
     from generate_series(1, ${products}) n`,
    `insert into asset (id, account_id, site_id, product_id, version, serial, serial_plain, serial_key, tag, tag_key, environment, installed_on, recorded_at, known_since)
     select ${asset("n")}, ${account(`1 + (n - 1) / ${assetsPerAccount}`)}, ${site(`1 + ((n - 1) / ${assetsPerAccount}) * 2 + n % 2`)},
       ${product(`1 + n % ${products}`)}, '4.2', s, s, s, 'T-' || n, 'T' || n, 'Production', '2019-05-01', ${recorded}, ${recorded}
     from (select n, ${serialSql("n")} as s from generate_series(1, ${assets}) n) made`,
    // One contract per account and year.
    `insert into contract (id, number, number_key, account_id, plan_id, currency, time_zone, billing_every, starts_on, ends_before, signed_on, recorded_at)
     select ${contract(`(n - 1) * ${years} + y + 1`)}, 'BC-' || lpad(n::text, 6, '0') || '-' || y, 'bc-' || lpad(n::text, 6, '0') || '-' || y, a.id, p.ids[1 + n % 3], 'GBP', a.time_zone, 'year',
       make_date(${firstYear} + y, 1, 1), make_date(${firstYear} + y + 1, 1, 1), make_date(${firstYear} + y, 1, 1), ${recorded}
     from generate_series(1, ${accounts}) n
     join account a on a.id = ${account("n")}
     cross join (select array_agg(id order by name) as ids from plan where name in ('Gold', 'Silver', 'Bronze')) p
     cross join generate_series(0, ${years - 1}) y`,
    `insert into amendment (id, contract_id, kind, effective_on, payload, reason, author_id, author_name, recorded_at)
     select ${amendment("n")}, ${contract("n")}, 'activate', '2020-01-01', '{}', 'benchmark', 'bench', 'Benchmark', ${recorded} from generate_series(1, ${accounts * years}) n`,
    `create temporary table made as
     select n, y, (n - 1) * ${years} + y + 1 as line, ((n - 1) / ${assetsPerAccount}) * ${years} + y + 1 as contract,
       make_date(${firstYear} + y, 1, 1) as starts, make_date(${firstYear} + y + 1, 1, 1) as ends
     from generate_series(1, ${assets}) n cross join generate_series(0, ${years - 1}) y`,
    `insert into contract_line (id, contract_id, number, subject_kind, asset_id, starts_on, ends_before)
     select ${line("line")}, ${contract("contract")}, n::text, 'asset', ${asset("n")}, starts, ends from made order by contract, n`,
    `insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, service, plan_id, time_zone, yearly_minor, valid, recorded, amendment_id)
     select ${coverage("line")}, 'contract', k.account_id, k.id, ${line("line")}, n::text, 'asset', ${asset("n")}, 'support', k.plan_id, k.time_zone, 120000,
       daterange(starts, ends), tstzrange(case when y < ${corrected} then ${correctedAt} else ${recorded} end, null), ${amendment("contract")}
     from made join contract k on k.id = ${contract("contract")} order by made.contract, n`,
    `insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, service, plan_id, time_zone, yearly_minor, valid, recorded, amendment_id, ended_by)
     select ${coverage(`${assets * (years + 1)} + line`)}, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, service, plan_id, time_zone, 100000,
       daterange(starts, ends - 31), tstzrange(${recorded}, ${correctedAt}), amendment_id, amendment_id
     from made join coverage v on v.id = ${coverage("line")} where y < ${corrected} order by made.contract, n`,
    `insert into coverage (id, source, account_id, subject_kind, subject_id, service, plan_id, time_zone, valid, recorded)
     select ${coverage(`${assets * years} + n`)}, 'warranty', a.account_id, 'asset', a.id, 'support', (select id from plan where name = 'Warranty'), c.time_zone,
       daterange(make_date(${firstYear}, 1, 1), make_date(${firstYear + 3}, 1, 1)), tstzrange(${recorded}, null)
     from generate_series(1, ${assets}) n join asset a on a.id = ${asset("n")} join account c on c.id = a.account_id`,
    "drop table made",
    `alter table coverage add constraint coverage_never_overlaps exclude using gist
       (subject_id with =, product_id with =, service with =, source with =, valid with &&, recorded with &&)`,
    "set session_replication_role = origin",
    "vacuum analyze",
  ];
}
