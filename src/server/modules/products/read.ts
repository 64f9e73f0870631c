/** The product master, as read. */

import { z } from "zod";
import { nameKey } from "#core/identification/keys.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./read-store.ts";
import type { Lifecycle } from "./record.ts";

export type ProductKind = "application" | "package" | "module" | "session" | "hardware";
export type Product = Omit<store.ProductFound, "nameKey" | "kind"> & { readonly kind: ProductKind };

export type ProductVersion = {
  readonly id: string;
  readonly name: string;
  readonly label: string | null;
  readonly releasedOn: string | null;
  readonly activeSupportEnds: Lifecycle;
  readonly endOfLife: Lifecycle;
  readonly extendedSupportEnds: Lifecycle;
  readonly discontinued: Lifecycle;
  readonly latest: string | null;
  readonly latestOn: string | null;
};

/** Versions shown with a product; the longest-lived in public lists has about a hundred. */
const maxVersions = 1000;

const place = z.tuple([z.string(), z.uuid()]);

/** Products by name. `q` finds part of a name, a whole slug, or the beginning of a part number. The same for everybody. */
export async function listProducts(
  ctx: Context,
  asked: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Product>> {
  permit(ctx.actor, "products.read");
  const keys = asked.q === undefined ? undefined : { name: nameKey(asked.q), slug: asked.q.trim(), part: serialPlain(asked.q) };
  const found = await store.selectProducts(ctx.tx, { keys, after: readCursor(asked.cursor, place), limit: asked.limit + 1 });
  return pageOf(found, asked.limit, (last) => [last.nameKey, last.id], productOf);
}

/** A product with its versions, the latest release first. Throws `not_found`. */
export async function getProduct(ctx: Context, id: string): Promise<Product & { versionList: ProductVersion[] }> {
  permit(ctx.actor, "products.read");
  const row = await store.selectProduct(ctx.tx, id);
  if (row === undefined) throw new Problem("not_found", "There is no such product.");
  const versions = await store.selectVersions(ctx.tx, id, maxVersions);
  return { ...productOf(row), versionList: versions.map(versionOf) };
}

function productOf({ nameKey: _, kind, ...row }: store.ProductFound): Product {
  return { ...row, kind: kind as ProductKind };
}

function versionOf(row: store.VersionFound): ProductVersion {
  return {
    id: row.id,
    name: row.name,
    label: row.label,
    releasedOn: row.released_on,
    activeSupportEnds: row.active_support_ends_on ?? row.active_support_ended,
    endOfLife: row.end_of_life_on ?? row.end_of_life,
    extendedSupportEnds: row.extended_support_ends_on ?? row.extended_support_ended,
    discontinued: row.discontinued_on ?? row.discontinued,
    latest: row.latest,
    latestOn: row.latest_on,
  };
}
