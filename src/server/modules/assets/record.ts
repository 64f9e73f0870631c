/** Assets as recorded: in sets, by id. What has the id is changed, what is new is added. */

import { sql, type Kysely } from "kysely";
import { isPlaceholderSerial, serialKey, serialPlain } from "#core/identification/serial.ts";
import type { Context } from "#platform/context.ts";
import { inChunks, type Step } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";

type Tables = Kysely<Pick<DB, "asset">>;

export type AssetRecord = {
  readonly id: string;
  readonly accountId: string;
  readonly siteId: string | null;
  readonly productId: string | null;
  readonly parentId: string | null;
  readonly version: string | null;
  /** As typed; a placeholder ("000000") is kept as typed but identifies nothing (COV12). */
  readonly serial: string | null;
  readonly tag: string | null;
  readonly environment: string | null;
  readonly status: "in_use" | "spare" | "retired";
  readonly installedOn: string | null;
};

/**
 * Adds or changes assets. A parent comes before its parts. Serials are unique but for case, blanks and dashes, tags are
 * so within an account; an asset has at least one of the two.
 */
export async function recordAssets(ctx: Context, assets: readonly AssetRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "assets.record");
  const db: Tables = ctx.tx;
  const rows = assets.map((asset) => ({ ...asset, ...keysOf(asset) }));
  await inChunks(rows, (json) => writeAssets(db, json, ctx.now), step);
}

function keysOf({ serial, tag }: AssetRecord): { serialPlain: string | null; serialKey: string | null; tagKey: string | null } {
  const identifies = serial !== null && !isPlaceholderSerial(serial);
  return {
    serialPlain: identifies ? serialPlain(serial) : null,
    serialKey: identifies ? serialKey(serial) : null,
    tagKey: tag === null ? null : serialPlain(tag),
  };
}

async function writeAssets(db: Tables, json: string, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into asset (id, account_id, site_id, product_id, parent_id, version, serial, serial_plain, serial_key, tag, tag_key,
      environment, status, installed_on, recorded_at, known_since)
    select id, "accountId", "siteId", "productId", "parentId", version, serial, "serialPlain", "serialKey", tag, "tagKey",
      environment, status, "installedOn", ${now}, ${now}
    from json_to_recordset(${json}::json)
      as r(id uuid, "accountId" uuid, "siteId" uuid, "productId" uuid, "parentId" uuid, version text, serial text, "serialPlain" text,
           "serialKey" text, tag text, "tagKey" text, environment text, status text, "installedOn" date)
    on conflict (id) do update set
      site_id = excluded.site_id, product_id = excluded.product_id, parent_id = excluded.parent_id, version = excluded.version,
      serial = excluded.serial, serial_plain = excluded.serial_plain, serial_key = excluded.serial_key,
      tag = excluded.tag, tag_key = excluded.tag_key, environment = excluded.environment, status = excluded.status,
      installed_on = excluded.installed_on, recorded_at = excluded.recorded_at`.execute(db);
}
