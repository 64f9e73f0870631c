import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import * as store from "./covered-store.ts";

export type Cover = "covered" | "suspended" | "none";

/**
 * Whether these assets are covered, by whatever reaches them (COV1, COV11), on a day (today when left out), as known then. Whose they
 * are is for the caller to have looked at.
 */
export async function coverOfAssets(
  ctx: Context,
  assetIds: readonly string[],
  { at, knownAt }: Pick<store.CoveredAsOf, "at" | "knownAt"> = {},
): Promise<(assetId: string) => Cover> {
  permit(ctx.actor, "accounts.read");
  const found = assetIds.length === 0 ? new Map() : await store.selectCover(ctx.tx, assetIds, { now: ctx.now, at, knownAt });
  return (assetId) => found.get(assetId) ?? "none";
}
