/** Serials that somebody has seen (ENT8). */

import { sql, type Kysely } from "kysely";
import { serialPlain } from "#core/identification/serial.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf, inChunks, setOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";

type Tables = Kysely<Pick<DB, "asset" | "asset_verification">>;

export type Seen = {
  /** The day on which somebody looked; today, in UTC, when left out. */
  readonly on?: string | undefined;
  readonly note: string;
};

export type Verified = { readonly assetId: string; readonly serial: string | null; readonly on: string; readonly by: string };

/** Records that the asset was seen with its serial: it counts from now on, until another serial is recorded. Throws `not_found`, and `refused` for a day to come. */
export async function verifyAsset(ctx: Context, id: string, seen: Seen): Promise<Verified> {
  permit(ctx.actor, "assets.verify");
  const on = daySeen(ctx, seen);
  const [asset] = await selectSeen(ctx.tx, [id], []);
  if (asset === undefined) throw new Problem("not_found", "There is no such asset.");
  await write(ctx, [asset], on, seen.note);
  return { assetId: id, serial: asset.serial, on, by: ctx.actor.name };
}

export type SeenAssets = Seen & { readonly assetIds: readonly string[]; readonly serials: readonly string[] };
export type VerifiedMany = { readonly verified: number; readonly unknownIds: string[]; readonly unknownSerials: string[] };

/** The same for many, by id or serial (but for case, blanks and dashes); tells those that there are not. Each asset counts once. */
export async function verifyAssets(ctx: Context, { assetIds, serials, ...seen }: SeenAssets): Promise<VerifiedMany> {
  permit(ctx.actor, "assets.verify");
  const on = daySeen(ctx, seen);
  const found = await selectSeen(ctx.tx, assetIds, serials.map(serialPlain));
  await write(ctx, found, on, seen.note);
  const ids = new Set(found.map(({ id }) => id));
  const plain = new Set(found.map((asset) => asset.serialPlain));
  return {
    verified: found.length,
    unknownIds: assetIds.filter((id) => !ids.has(id)),
    unknownSerials: serials.filter((serial) => !plain.has(serialPlain(serial))),
  };
}

function daySeen({ now }: Context, { on }: Seen): string {
  const today = now.toZonedDateTimeISO("UTC").toPlainDate().toString();
  if (on === undefined || on <= today) return on ?? today;
  throw new Problem("refused", "Nobody has seen it yet on a day to come.", {
    rule: "ENT8",
    errors: [{ pointer: "/body/on", message: "is a day to come" }],
  });
}

type SeenAsset = { readonly id: string; readonly serial: string | null; readonly serialPlain: string | null };

async function selectSeen(db: Tables, ids: readonly string[], serials: readonly string[]): Promise<SeenAsset[]> {
  const { rows } = await sql<SeenAsset>`
    select id, serial, serial_plain as "serialPlain" from asset
    where id in ${idSetOf(ids)} or serial_plain in ${setOf(serials.filter((serial) => serial !== ""))} order by id`.execute(db);
  return rows;
}

async function write(ctx: Context, assets: readonly SeenAsset[], on: string, note: string): Promise<void> {
  const rows = assets.map(({ id, serialPlain: serial }) => ({ id: ctx.newId(), asset: id, serial }));
  await inChunks(rows, (json) =>
    sql`
      insert into asset_verification (id, asset_id, serial_plain, verified_on, note, author_id, author_name, recorded_at)
      select id, asset, serial, ${on}::date, ${note}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now}
      from json_to_recordset(${json}::json) as r (id uuid, asset uuid, serial text)`.execute(ctx.tx),
  );
}
