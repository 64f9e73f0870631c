import { sql, type Kysely } from "kysely";
import { likeLiteral } from "#platform/page.ts";
import type { DB } from "#platform/db/database.ts";

/** `account`, `site` and `product` belong to other modules and only lend their names here. */
type Tables = Kysely<Pick<DB, "asset" | "account" | "site" | "product">>;

export type AssetFilter = {
  readonly id?: string | undefined;
  readonly accountId?: string | undefined;
  readonly status?: string | undefined;
  /** Part of a serial as meant, or the beginning of a tag (COV12), each as its key. */
  readonly keys?: { readonly serial: string; readonly tag: string } | undefined;
  /** The sort key and the id that the rows come after. */
  readonly after?: readonly [sortKey: string, id: string] | undefined;
  readonly limit: number;
};

/** Assets without a serial come last, by tag. */
const sortKey = sql<string>`coalesce(asset.serial_plain, '~' || asset.tag_key)`;

/** Assets in the order of their serials, then ids. */
export async function selectAssets(db: Tables, filter: AssetFilter) {
  let query = db
    .selectFrom("asset")
    .innerJoin("account", "account.id", "asset.account_id")
    .leftJoin("site", "site.id", "asset.site_id")
    .leftJoin("product", "product.id", "asset.product_id")
    .select(["asset.id", "asset.account_id as accountId", "account.name as accountName", "asset.serial", "asset.tag"])
    .select(["asset.product_id as productId", "product.name as productName", "product.maker", "asset.version"])
    .select(["site.name as siteName", "asset.environment", "asset.status", "asset.installed_on as installedOn"])
    .select(sortKey.as("sortKey"))
    .orderBy(sortKey)
    .orderBy("asset.id")
    .limit(filter.limit);
  const { id, accountId, status, keys, after } = filter;
  if (id !== undefined) query = query.where("asset.id", "=", id);
  if (accountId !== undefined) query = query.where("asset.account_id", "=", accountId);
  if (status !== undefined) query = query.where("asset.status", "=", status);
  if (after !== undefined) query = query.where(sql<boolean>`(${sortKey}, asset.id) > (${after[0]}, ${after[1]}::uuid)`);
  if (keys !== undefined) {
    const [serial, tag] = [`%${likeLiteral(keys.serial)}%`, `${likeLiteral(keys.tag)}%`];
    query = query.where(sql<boolean>`(asset.serial_key like ${serial} or asset.tag_key like ${tag})`);
  }
  return query.execute();
}

export type AssetFound = Awaited<ReturnType<typeof selectAssets>>[number];

/** The last day on which the asset was seen with the serial that it has; null: never. */
export async function selectVerifiedOn(db: Kysely<Pick<DB, "asset" | "asset_verification">>, id: string): Promise<string | null> {
  const { rows } = await sql<{ verifiedOn: string | null }>`
    select max(seen.verified_on) as "verifiedOn" from asset_verification seen
    join asset on asset.id = seen.asset_id and asset.serial_plain is not distinct from seen.serial_plain
    where asset.id = ${id}`.execute(db);
  return rows[0]?.verifiedOn ?? null;
}
