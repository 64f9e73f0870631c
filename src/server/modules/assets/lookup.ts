/** What is recorded under serials and tags that somebody else brings, a whole sheet of them at once. */

import { sql } from "kysely";
import { nearSerials } from "#core/identification/near.ts";
import { serialKey, serialPlain } from "#core/identification/serial.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf, setOf } from "#platform/db/bulk.ts";
import { permit } from "#platform/permit.ts";
import type { AssetRecord } from "./record.ts";

const columns = sql`
  asset.id, asset.account_id as "accountId", asset.site_id as "siteId", asset.product_id as "productId", asset.parent_id as "parentId",
  asset.version, asset.serial, asset.tag, asset.environment, asset.status, asset.installed_on as "installedOn"`;

/** The assets whose serial is one of these as typed or as meant (COV12), or whose tag is one of these in whatever account. */
export async function assetsCalled(ctx: Context, serials: Iterable<string>, tags: Iterable<string> = []): Promise<AssetRecord[]> {
  permit(ctx.actor, "assets.read");
  const keys = Array.from(serials, serialKey).filter(Boolean);
  const { rows } = await sql<AssetRecord>`
    select ${columns} from asset
    where serial_key in ${setOf(keys)} or tag_key in ${setOf(Array.from(tags, serialPlain))}
    order by id`.execute(ctx.tx);
  return rows;
}

/** The assets with these ids. */
export async function assetsById(ctx: Context, ids: Iterable<string>): Promise<AssetRecord[]> {
  permit(ctx.actor, "assets.read");
  const { rows } = await sql<AssetRecord>`select ${columns} from asset where id in ${idSetOf(ids)}`.execute(ctx.tx);
  return rows;
}

/** Which products each of these accounts has assets of, as "account product". */
export async function productsHeld(ctx: Context, accountIds: Iterable<string>): Promise<Set<string>> {
  permit(ctx.actor, "assets.read");
  const { rows } = await sql<{ held: string }>`
    select distinct account_id || ' ' || product_id as held from asset
    where account_id in ${idSetOf(accountIds)} and product_id is not null`.execute(ctx.tx);
  return new Set(rows.map(({ held }) => held));
}

/** Candidates that one unknown serial is compared with: the closest by shared trigrams. */
const CANDIDATES = 20;

/** For each serial that nobody knows, the known ones within a slip or two of it (COV12), as their assets have them typed. */
export async function serialsNear(ctx: Context, serials: readonly string[]): Promise<Map<string, string[]>> {
  permit(ctx.actor, "assets.read");
  const near = new Map<string, string[]>();
  for (const serial of serials) {
    const key = serialKey(serial);
    const { rows } = await sql<{ serial: string; key: string }>`
      select serial, serial_key as key from asset
      where serial_key % ${key} order by similarity(serial_key, ${key}) desc, serial_key limit ${CANDIDATES}`.execute(ctx.tx);
    const typed = new Map(rows.map((row) => [row.key, row.serial]));
    near.set(
      serial,
      nearSerials(key, [...typed.keys()]).map((candidate) => typed.get(candidate)!.trim()),
    );
  }
  return near;
}
