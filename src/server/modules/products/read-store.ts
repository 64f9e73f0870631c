import { sql, type Kysely } from "kysely";
import { likeLiteral } from "#platform/page.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "product" | "product_version">>;

const productColumns = [
  "product.id",
  "product.kind",
  "product.maker",
  "product.name",
  "product.name_key as nameKey",
  "product.slug",
  "product.part_number as partNumber",
  "product.category",
] as const;

const versionCount = sql<number>`(select count(*)::int from product_version where product_id = product.id)`.as("versions");

/** What finds a product: part of its name, its whole slug, or the beginning of its part number, each as a key. */
export type ProductKeys = { readonly name: string; readonly slug: string; readonly part: string };

/** Products in the order of their names, then ids. */
export async function selectProducts(
  db: Tables,
  filter: { keys?: ProductKeys | undefined; after?: readonly [string, string] | undefined; limit: number },
) {
  let query = db
    .selectFrom("product")
    .select([...productColumns, versionCount])
    .orderBy("product.name_key")
    .orderBy("product.id")
    .limit(filter.limit);
  const { keys, after } = filter;
  if (after !== undefined) query = query.where(sql<boolean>`(product.name_key, product.id) > (${after[0]}, ${after[1]}::uuid)`);
  if (keys !== undefined) {
    query = query.where((of) =>
      of.or([
        sql<boolean>`product.name_key like ${`%${likeLiteral(keys.name)}%`}`,
        of("product.slug", "=", keys.slug),
        ...(keys.part === "" ? [] : [sql<boolean>`product.part_key like ${`${likeLiteral(keys.part)}%`}`]),
      ]),
    );
  }
  return query.execute();
}

export async function selectProduct(db: Tables, id: string) {
  return db
    .selectFrom("product")
    .where("id", "=", id)
    .select([...productColumns, versionCount])
    .executeTakeFirst();
}

/** Versions of a product, the latest release first, at most `limit`. */
export async function selectVersions(db: Tables, productId: string, limit: number) {
  return db
    .selectFrom("product_version")
    .where("product_id", "=", productId)
    .selectAll()
    .orderBy(sql`released_on desc nulls last`)
    .orderBy("name", "desc")
    .limit(limit)
    .execute();
}

export type ProductFound = Awaited<ReturnType<typeof selectProducts>>[number];
export type VersionFound = Awaited<ReturnType<typeof selectVersions>>[number];
