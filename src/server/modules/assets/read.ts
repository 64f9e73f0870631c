/** Assets, as read. */

import { z } from "zod";
import { serialKey, serialPlain } from "#core/identification/serial.ts";
import { coverOfAssets, type Cover } from "#modules/accounts/accounts.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./read-store.ts";

export type AssetStatus = "in_use" | "spare" | "retired";
export type Asset = Omit<store.AssetFound, "sortKey" | "status"> & { readonly status: AssetStatus; readonly cover: Cover };

/** Whether it is covered is said of a day (today when left out), as known then (COV9). */
export type AsOf = { readonly at?: string | undefined; readonly knownAt?: Temporal.Instant | undefined };

export type AssetsAsked = AsOf & {
  readonly q?: string | undefined;
  readonly accountId?: string | undefined;
  readonly status?: AssetStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const place = z.tuple([z.string(), z.uuid()]);

/** Assets by serial. `q` finds part of a serial or the beginning of a tag, as meant (COV12). A contact sees their account's only. */
export async function listAssets(ctx: Context, asked: AssetsAsked): Promise<Page<Asset>> {
  permit(ctx.actor, "assets.read");
  if (asked.accountId !== undefined) permitAccount(ctx.actor, asked.accountId);
  const found = await store.selectAssets(ctx.tx, {
    accountId: accountScope(ctx.actor) ?? asked.accountId,
    status: asked.status,
    keys: asked.q === undefined ? undefined : { serial: serialKey(asked.q), tag: serialPlain(asked.q) },
    after: readCursor(asked.cursor, place),
    limit: asked.limit + 1,
  });
  const shown = found.slice(0, asked.limit).map(({ id }) => id);
  const coverOf = await coverOfAssets(ctx, shown, asked);
  return pageOf(
    found,
    asked.limit,
    (last) => [last.sortKey, last.id],
    (row) => assetOf(row, coverOf(row.id)),
  );
}

/** An asset, and the last day on which somebody saw it with the serial that it has (ENT8). */
export type AssetRead = Asset & { readonly verifiedOn: string | null };

/** An asset. Throws `not_found`, also for a contact whose account's it is not. */
export async function getAsset(ctx: Context, id: string, asOf: AsOf = {}): Promise<AssetRead> {
  permit(ctx.actor, "assets.read");
  const [row] = await store.selectAssets(ctx.tx, { id, accountId: accountScope(ctx.actor), limit: 1 });
  if (row === undefined) throw new Problem("not_found", "There is no such asset.");
  const coverOf = await coverOfAssets(ctx, [id], asOf);
  return { ...assetOf(row, coverOf(id)), verifiedOn: await store.selectVerifiedOn(ctx.tx, id) };
}

function assetOf({ sortKey: _, status, ...row }: store.AssetFound, cover: Cover): Asset {
  return { ...row, status: status as AssetStatus, cover };
}
