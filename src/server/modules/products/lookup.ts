/** What is recorded under keys that somebody else brings, a whole sheet of them at once. */

import { sql } from "kysely";
import { nameKey } from "#core/identification/keys.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf, setOf } from "#platform/db/bulk.ts";
import { permit } from "#platform/permit.ts";
import type { Lifecycle, ProductRecord, ProductVersionRecord } from "./record.ts";

/** The products that have one of these as their name, slug or part number, oldest first. */
export async function productsCalled(ctx: Context, names: Iterable<string>): Promise<ProductRecord[]> {
  permit(ctx.actor, "products.read");
  const given = [...new Set(names)];
  const { rows } = await sql<ProductRecord>`
    select id, parent_id as "parentId", kind, maker, name, slug, part_number as "partNumber", category
    from product
    where name_key in ${setOf(given.map(nameKey))} or slug in ${setOf(given)} or part_key in ${setOf(given.map(serialPlain).filter(Boolean))}
    order by id`.execute(ctx.tx);
  return rows;
}

/** A product with its branch: itself, then what it belongs to, and so on. */
export type ProductInTree = { readonly id: string; readonly name: string; readonly path: readonly string[] };

/** Those of these products that there are. */
export async function productsById(ctx: Context, ids: Iterable<string>): Promise<ProductInTree[]> {
  permit(ctx.actor, "products.read");
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const { rows } = await sql<ProductInTree>`
    with recursive above as (
      select id, name, array[id] as path, parent_id from product where id in ${idSetOf(wanted)}
      union all
      select above.id, above.name, path || product.id, product.parent_id
      from above join product on product.id = above.parent_id where not product.id = any (path))
    select distinct on (id) id, name, path from above order by id, cardinality(path) desc`.execute(ctx.tx);
  return rows;
}

type VersionRow = Omit<ProductVersionRecord, "activeSupportEnds" | "endOfLife" | "extendedSupportEnds" | "discontinued"> &
  Record<"activeOn" | "eolOn" | "extendedOn" | "discontinuedOn", string | null> &
  Record<"active" | "eol" | "extended" | "gone", boolean | null>;

/** The versions of these products. */
export async function versionsOfProducts(ctx: Context, productIds: Iterable<string>): Promise<ProductVersionRecord[]> {
  permit(ctx.actor, "products.read");
  const { rows } = await sql<VersionRow>`
    select id, product_id as "productId", name, label, released_on as "releasedOn",
      active_support_ends_on as "activeOn", active_support_ended as active, end_of_life_on as "eolOn", end_of_life as eol,
      extended_support_ends_on as "extendedOn", extended_support_ended as extended,
      discontinued_on as "discontinuedOn", discontinued as gone, long_term as "longTerm", latest, latest_on as "latestOn"
    from product_version where product_id in ${idSetOf(productIds)}`.execute(ctx.tx);
  return rows.map(({ activeOn, active, eolOn, eol, extendedOn, extended, discontinuedOn, gone, ...version }) => ({
    ...version,
    activeSupportEnds: either(activeOn, active),
    endOfLife: either(eolOn, eol),
    extendedSupportEnds: either(extendedOn, extended),
    discontinued: either(discontinuedOn, gone),
  }));
}

const either = (day: string | null, answer: boolean | null): Lifecycle => day ?? answer;
