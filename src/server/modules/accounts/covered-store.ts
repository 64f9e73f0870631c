import { sql, type Kysely, type RawBuilder } from "kysely";
import type { DB } from "#platform/db/database.ts";

/** `asset`, `product` and `coverage` belong to other modules and are only looked at here. */
type Tables = Kysely<Pick<DB, "account" | "asset" | "product" | "coverage">>;

/** Of which day, and as known when (COV9). */
export type CoveredAsOf = {
  readonly now: Temporal.Instant;
  /** A day, of each coverage's own zone (COV4); the day of `now` in that zone when left out. */
  readonly at?: string | undefined;
  readonly knownAt?: Temporal.Instant | undefined;
};

/** How many assets of each account are covered. Accounts without any are left out. */
export async function countCovered(db: Tables, accountIds: readonly string[], asOf: CoveredAsOf): Promise<Map<string, number>> {
  const { rows } = await sql<{ accountId: string; covered: number }>`
    ${reaching(sql`account_id = any(${accountIds}::uuid[])`, asOf)}
    select account_id as "accountId", count(distinct owned.id)::int as covered
    from reached join owned on owned.id = reached.asset_id where not suspended group by account_id`.execute(db);
  return new Map(rows.map((row) => [row.accountId, row.covered]));
}

/** Which of these assets are covered, and which are agreed to be and suspended. Those that are neither are left out. */
export async function selectCover(
  db: Tables,
  assetIds: readonly string[],
  asOf: CoveredAsOf,
): Promise<Map<string, "covered" | "suspended">> {
  const { rows } = await sql<{ assetId: string; suspended: boolean }>`
    ${reaching(sql`id = any(${assetIds}::uuid[])`, asOf)}
    select asset_id as "assetId", bool_and(suspended) as suspended from reached group by asset_id`.execute(db);
  return new Map(rows.map((row) => [row.assetId, row.suspended ? "suspended" : "covered"]));
}

/**
 * `owned`, the assets in question, and `reached`: each of them that contract or warranty covers on the day, by itself (COV1), by its
 * product or a branch above it, its site or account, or from a parent above where the coverage reaches down (COV11).
 * Each subject is looked up by itself, through the index: a join would read all coverage there is. Of several coverages of a subject
 * one that is not suspended comes first.
 */
function reaching(which: RawBuilder<unknown>, { now, at, knownAt }: CoveredAsOf): RawBuilder<unknown> {
  const believed = knownAt === undefined ? sql`upper_inf(recorded)` : sql`recorded @> ${knownAt}::timestamptz`;
  const day = at === undefined ? sql`(${now}::timestamptz at time zone time_zone)::date` : sql`${at}::date`;
  const inForce = sql`${believed} and valid @> ${day}`;
  return sql`
    with recursive
      owned as materialized (select id, account_id, site_id, product_id, parent_id from asset where ${which}),
      part (asset_id, at_id, above) as (
        select id, id, false from owned
        union select part.asset_id, asset.parent_id, true from part join asset on asset.id = part.at_id where asset.parent_id is not null
      ),
      kin (account_id, at_id, above) as (
        select distinct account_id, account_id, false from owned
        union select kin.account_id, account.parent_id, true from kin join account on account.id = kin.at_id where account.parent_id is not null
      ),
      branch (product_id, at_id) as (
        select distinct product_id, product_id from owned where product_id is not null
        union select branch.product_id, product.parent_id from branch join product on product.id = branch.at_id where product.parent_id is not null
      ),
      covered_site as (
        select site.id, suspended from (select distinct site_id as id from owned where site_id is not null) site
        cross join lateral (select suspended from coverage where subject_id = site.id and ${inForce} order by suspended limit 1) found
      ),
      wide as (
        select kin.account_id, found.product_id, found.subject_kind, found.suspended from kin
        cross join lateral (
          select product_id, subject_kind, suspended from coverage
          where subject_id = kin.at_id and (covers_sub_accounts or not kin.above) and ${inForce} offset 0) found
      ),
      reached (asset_id, suspended) as (
        select part.asset_id, found.suspended from part
          cross join lateral (
            select suspended from coverage where subject_id = part.at_id and (covers_parts or not part.above) and ${inForce}
            order by suspended limit 1) found
        union select owned.id, covered_site.suspended from owned join covered_site on covered_site.id = owned.site_id
        union select owned.id, wide.suspended from owned join wide on wide.account_id = owned.account_id
          where wide.subject_kind = 'account' or exists (
            select from branch where branch.product_id = owned.product_id and branch.at_id = wide.product_id)
      )`;
}
