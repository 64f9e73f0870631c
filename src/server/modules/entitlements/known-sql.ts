/** The statements of checks by serial: what is read each time, and what is learned once and kept (`known.ts`). */

import { coverageColumns, coverageOfAsset, coverageOfOthers } from "./coverage-text.ts";
import { above, contractValues, maxCoverages, maxMatches } from "./facts-sql.ts";
import { everything } from "./known.ts";
import { lotsByDay, lotsNow } from "./lots-text.ts";
import { maybe, record, records, typed } from "./parted-text.ts";

/**
 * What was noted between the snapshot `sent` and the moment of the statement. Selected, the snapshot is nothing that a plan could go
 * by, and the statement is planned once instead of each time.
 */
const since = (sent: string): string => `from fact_change
    where xid >= pg_snapshot_xmin((select ${sent}::pg_snapshot)) and not pg_visible_in_snapshot(xid, (select ${sent}::pg_snapshot))`;

/** Changes that are told one by one: where there are more, it is less work to learn everything anew. */
const mostTold = 5000;

/** What has changed since then: ids, and the serials that assets have come to bear. */
const changes = (sent: string): string =>
  `(select case when count(*) > ${mostTold} then '${everything}'
      else string_agg(coalesce(id::text || coalesce(' ' || serial_key, ''), '${everything}'), ' ') end
    from (select id, serial_key ${since(sent)} limit ${mostTold + 1}) told) as changes`;

/** Contracts that are brought together with the news that they have changed: more are rather asked for when they are needed. */
const mostBrought = 50;

/** The contracts that have changed since, mostly because their allowances were drawn on: pairs of the record and what the ledger holds. */
const changedContracts = (sent: string): string => `(
    select json_agg(json_build_array(own, lots))::text
    from (select distinct id ${since(sent)} and id is not null limit ${mostBrought}) changed
    cross join lateral (select ${contractValues} as own from contract where id = changed.id limit 1) contract
    cross join lateral (select ${lotsNow("contract_id = changed.id")} as lots offset 0) held) as "changedContracts"`;

/** The moment of a statement. Asked for in a select of its own it is reckoned once. */
const snapshot = "(select pg_current_snapshot()::text) as snapshot";

/** The moment and no more. Prepared, as no statement without a parameter is, it costs half. */
export const momentStatement = `select ${snapshot} where $1::boolean`;

/** What has changed since the snapshot $1. */
export const changesStatement = `select ${snapshot}, ${changes("$1")}, ${changedContracts("$1")}`;
export type ChangesRow = { readonly snapshot: string; readonly changes: string | null; readonly changedContracts: string | null };

/** An asset found; where none is, one row without. */
export type OwnRow = { readonly own: string | null; readonly coverages: string | null; readonly snapshot: string };

/** How assets are asked for. */
export type OwnWays = {
  /** With what covers all that they are a part of; without, the id of the first of these. */
  readonly climbs: boolean;
  /** With what has changed since the snapshot $2. */
  readonly hears: boolean;
};

/** Assets by the keys of their serials ($1), each with what covers it by itself. */
export function ownStatement({ climbs, hears }: OwnWays): string {
  const own = record(
    "a.id",
    "a.account_id",
    maybe("a.product_id"),
    maybe("a.site_id"),
    typed("a.serial"),
    typed("a.tag"),
    typed("a.version"),
    typed("a.environment"),
    "a.status",
    maybe("a.serial_key"),
    maybe(climbs ? "array_to_string(up.wholes, ' ')" : "a.parent_id"),
  );
  const subjects = climbs ? "unnest(array[a.id] || up.wholes) subject cross join lateral" : "";
  const covering = `(select ${coverageColumns} from coverage
      where subject_id = ${climbs ? "subject" : "a.id"} and upper_inf(recorded) and not suspended limit ${maxCoverages}) v`;
  const news = hears ? `, ${changes("$2")}, ${changedContracts("$2")}` : "";
  return `select ${own} as own, (select ${records(coverageOfAsset("a.id"))} from ${subjects} ${covering}) as coverages, ${snapshot}${news}
  from (values (1)) always left join lateral (
    select f.* from unnest((select $1::text[])) key
    cross join lateral (select * from asset where serial_key = key limit ${maxMatches}) f) a on true
  ${climbs ? `left join lateral (select ${above("asset", "a.parent_id", true)} as wholes offset 0) up on true` : ""}`;
}

/** A record to be known, or the moment. */
export type LearnedRow = {
  readonly kind: "account" | "site" | "product" | "contract" | "lots" | "lotsByDay" | "plans" | null;
  readonly own: string | null;
  readonly coverages: string | null;
  readonly snapshot: string | null;
  readonly changes: string | null;
};

/**
 * Records by their ids: accounts ($1), sites ($2), products ($3), contracts ($4), what the ledger holds of contracts' allowances
 * ($5), and that day by day ($6), all plans ($7, a boolean); $8 is the snapshot as of which we know. Of one subject one coverage more is brought than may count, so that too many show.
 */
export const learnStatement = `
  ${learned("account", "$1", record("r.id", typed("r.name"), "r.time_zone", "r.currency", typed("r.reference"), maybe("r.parent_id")), coveragesOf("r.id"))}
  union all ${learned("site", "$2", record("r.id", typed("r.name")), coveragesOf("r.id"))}
  union all ${learned("product", "$3", record("r.id", typed("r.name"), maybe("r.parent_id")))}
  union all ${learned("contract", "$4", contractValues)}
  union all select 'lots', wanted::text, ${lotsNow("contract_id = wanted")}, null, null from unnest((select $5::uuid[])) wanted
  union all select 'lotsByDay', wanted::text, ${lotsByDay("contract_id = wanted", null)}, null, null from unnest((select $6::uuid[])) wanted
  union all select 'plans', json_build_object(
      'versions', (select coalesce(json_agg(v), '[]') from (
        select v.id, v.plan_id, p.name, v.version, v.effective_on, v.terms, v.recorded_at from plan_version v join plan p on p.id = v.plan_id) v),
      'setting', (select row_to_json(setting) from setting))::text, null, null, null
    where (select $7::boolean)
  union all select null, null, null, ${snapshot}, ${changes("$8")}`;

function learned(kind: string, ids: string, own: string, coverages = "null"): string {
  return `select '${kind}' as kind, ${own} as own, ${coverages} as coverages, null as snapshot, null as changes
    from unnest((select ${ids}::uuid[])) wanted cross join lateral (select * from ${kind} where id = wanted limit 1) r`;
}

function coveragesOf(subject: string): string {
  return `(select ${records(coverageOfOthers)} from (select ${coverageColumns} from coverage
      where subject_id = ${subject} and upper_inf(recorded) and not suspended limit ${maxCoverages + 1}) v)`;
}
