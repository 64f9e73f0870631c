import { sql, type Kysely } from "kysely";
import { likeLiteral } from "#platform/page.ts";
import type { DB } from "#platform/db/database.ts";

/** `asset`, `product` and `coverage` belong to other modules and are only counted here. */
type Tables = Kysely<Pick<DB, "account" | "contact" | "asset" | "product" | "coverage">>;

export type AccountRow = {
  readonly id: string;
  readonly reference: string | null;
  readonly name: string;
  readonly nameKey: string;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly timeZone: string;
  readonly currency: string;
  readonly contacts: number;
  readonly assets: number;
};

export type ContactRow = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly namedCaller: boolean;
};

export type AccountFilter = {
  /** Part of a name, folded as names are; matches a reference too, where it is the whole of one. */
  readonly key?: string | undefined;
  /** Only this account. */
  readonly id?: string | undefined;
  /** The name's key and the id that the rows come after. */
  readonly after?: readonly [nameKey: string, id: string] | undefined;
  readonly limit: number;
};

/** Accounts in the order of their names, then ids. */
export async function selectAccounts(db: Tables, filter: AccountFilter): Promise<AccountRow[]> {
  const counted = (table: "contact" | "asset") =>
    sql<number>`(select count(*)::int from ${sql.table(table)} where account_id = account.id)`;
  let query = db
    .selectFrom("account")
    .leftJoin("account as parent", "parent.id", "account.parent_id")
    .select(["account.id", "account.reference", "account.name", "account.name_key as nameKey", "account.parent_id as parentId"])
    .select(["parent.name as parentName", "account.time_zone as timeZone", "account.currency"])
    .select([counted("contact").as("contacts"), counted("asset").as("assets")])
    .orderBy("account.name_key")
    .orderBy("account.id")
    .limit(filter.limit);
  const { key, id, after } = filter;
  if (id !== undefined) query = query.where("account.id", "=", id);
  if (after !== undefined) query = query.where(sql<boolean>`(account.name_key, account.id) > (${after[0]}, ${after[1]}::uuid)`);
  if (key !== undefined) {
    const named = sql<boolean>`account.name_key like ${`%${likeLiteral(key)}%`}`;
    query = query.where((of) => of.or([named, sql<boolean>`upper(account.reference) = upper(${key})`]));
  }
  return query.execute();
}

/** Contacts of an account by name, at most `limit`. */
export async function selectContacts(db: Tables, accountId: string, limit: number): Promise<ContactRow[]> {
  return db
    .selectFrom("contact")
    .where("account_id", "=", accountId)
    .select(["id", "account_id as accountId", "name", "email", "phone", "named_caller as namedCaller"])
    .orderBy("name_key")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/**
 * How many assets of each account are covered at `now` by contract or warranty (COV1, COV4): of their own, by their product or
 * a branch above it, their site or account, or from a parent above where the coverage reaches down (COV11). Accounts without
 * any are left out.
 */
export async function countCovered(
  db: Tables,
  accountIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, number>> {
  const inForce = sql`upper_inf(recorded) and valid @> (${now}::timestamptz at time zone time_zone)::date`;
  // Each subject is looked up by itself, through the index: a join would read all coverage there is.
  const { rows } = await sql<{ accountId: string; covered: number }>`
    with recursive
      owned as materialized (
        select id, account_id, site_id, product_id, parent_id from asset where account_id = any(${accountIds}::uuid[])
      ),
      part (asset_id, at_id, above) as (
        select id, id, false from owned
        union select part.asset_id, asset.parent_id, true from part join asset on asset.id = part.at_id where asset.parent_id is not null
      ),
      kin (account_id, at_id, above) as (
        select id, id, false from account where id = any(${accountIds}::uuid[])
        union select kin.account_id, account.parent_id, true from kin join account on account.id = kin.at_id where account.parent_id is not null
      ),
      branch (product_id, at_id) as (
        select distinct product_id, product_id from owned where product_id is not null
        union select branch.product_id, product.parent_id from branch join product on product.id = branch.at_id where product.parent_id is not null
      ),
      covered_site as (
        select site.id from (select distinct site_id as id from owned where site_id is not null) site
        cross join lateral (select from coverage where subject_id = site.id and ${inForce} limit 1) found
      ),
      wide as (
        select kin.account_id, found.product_id, found.subject_kind from kin
        cross join lateral (
          select product_id, subject_kind from coverage
          where subject_id = kin.at_id and (covers_sub_accounts or not kin.above) and ${inForce} offset 0) found
      ),
      covered (asset_id) as (
        select part.asset_id from part
          cross join lateral (
            select from coverage where subject_id = part.at_id and (covers_parts or not part.above) and ${inForce} limit 1) found
        union select owned.id from owned where site_id in (select id from covered_site)
        union select owned.id from owned join wide on wide.account_id = owned.account_id
          where wide.subject_kind = 'account' or exists (
            select from branch where branch.product_id = owned.product_id and branch.at_id = wide.product_id)
      )
    select owned.account_id as "accountId", count(*)::int as covered
    from covered join owned on owned.id = covered.asset_id group by owned.account_id`.execute(db);
  return new Map(rows.map((row) => [row.accountId, row.covered]));
}
