/** The product master as recorded: products and their versions, in sets, by id. */

import { sql, type Kysely } from "kysely";
import { nameKey } from "#core/identification/keys.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { Context } from "#platform/context.ts";
import { inChunks, type Step } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";

type Tables = Kysely<Pick<DB, "product" | "product_version">>;

export type ProductRecord = {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: "application" | "package" | "module" | "session" | "hardware";
  /** "" when not known. Of one maker no two products have the same name. */
  readonly maker: string;
  readonly name: string;
  /** The source's own key. */
  readonly slug: string | null;
  readonly partNumber: string | null;
  readonly category: string | null;
};

/** A day, a plain yes or no, or unknown. */
export type Lifecycle = string | boolean | null;

export type ProductVersionRecord = {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly label: string | null;
  readonly releasedOn: string | null;
  readonly activeSupportEnds: Lifecycle;
  readonly endOfLife: Lifecycle;
  readonly extendedSupportEnds: Lifecycle;
  readonly discontinued: Lifecycle;
  readonly longTerm: boolean | null;
  readonly latest: string | null;
  readonly latestOn: string | null;
};

/** Adds or changes products. A parent comes before its children. */
export async function recordProducts(ctx: Context, products: readonly ProductRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "products.record");
  const db: Tables = ctx.tx;
  const rows = products.map((product) => ({
    ...product,
    makerKey: nameKey(product.maker),
    nameKey: nameKey(product.name),
    partKey: product.partNumber === null ? null : serialPlain(product.partNumber),
  }));
  await inChunks(rows, (json) => writeProducts(db, json, ctx.now), step);
}

async function writeProducts(db: Tables, json: string, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into product (id, parent_id, kind, maker, maker_key, name, name_key, slug, part_number, part_key, category, recorded_at)
    select id, "parentId", kind, maker, "makerKey", name, "nameKey", slug, "partNumber", "partKey", category, ${now}
    from json_to_recordset(${json}::json)
      as r(id uuid, "parentId" uuid, kind text, maker text, "makerKey" text, name text, "nameKey" text, slug text,
           "partNumber" text, "partKey" text, category text)
    on conflict (id) do update set
      parent_id = excluded.parent_id, kind = excluded.kind, maker = excluded.maker, maker_key = excluded.maker_key,
      name = excluded.name, name_key = excluded.name_key, slug = excluded.slug, part_number = excluded.part_number,
      part_key = excluded.part_key, category = excluded.category, recorded_at = excluded.recorded_at`.execute(db);
}

/** Adds or changes versions; of one product no two have the same name. */
export async function recordProductVersions(ctx: Context, versions: readonly ProductVersionRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "products.record");
  const db: Tables = ctx.tx;
  const rows = versions.map((version) => ({
    ...version,
    ...dayAndAnswer("activeSupport", version.activeSupportEnds),
    ...dayAndAnswer("endOfLife", version.endOfLife),
    ...dayAndAnswer("extendedSupport", version.extendedSupportEnds),
    ...dayAndAnswer("discontinued", version.discontinued),
  }));
  await inChunks(rows, (json) => writeVersions(db, json), step);
}

/** Two columns hold what is one value in the source: the day, or the answer where there is no day. */
function dayAndAnswer(name: string, value: Lifecycle): Record<string, string | boolean | null> {
  return {
    [`${name}On`]: typeof value === "string" ? value : null,
    [`${name}Answer`]: typeof value === "boolean" ? value : null,
  };
}

async function writeVersions(db: Tables, json: string): Promise<void> {
  await sql`
    insert into product_version (id, product_id, name, label, released_on, active_support_ends_on, active_support_ended,
      end_of_life_on, end_of_life, extended_support_ends_on, extended_support_ended, discontinued_on, discontinued,
      long_term, latest, latest_on)
    select id, "productId", name, label, "releasedOn", "activeSupportOn", "activeSupportAnswer",
      "endOfLifeOn", "endOfLifeAnswer", "extendedSupportOn", "extendedSupportAnswer", "discontinuedOn", "discontinuedAnswer",
      "longTerm", latest, "latestOn"
    from json_to_recordset(${json}::json)
      as r(id uuid, "productId" uuid, name text, label text, "releasedOn" date, "activeSupportOn" date, "activeSupportAnswer" boolean,
           "endOfLifeOn" date, "endOfLifeAnswer" boolean, "extendedSupportOn" date, "extendedSupportAnswer" boolean,
           "discontinuedOn" date, "discontinuedAnswer" boolean, "longTerm" boolean, latest text, "latestOn" date)
    on conflict (id) do update set
      label = excluded.label, released_on = excluded.released_on,
      active_support_ends_on = excluded.active_support_ends_on, active_support_ended = excluded.active_support_ended,
      end_of_life_on = excluded.end_of_life_on, end_of_life = excluded.end_of_life,
      extended_support_ends_on = excluded.extended_support_ends_on, extended_support_ended = excluded.extended_support_ended,
      discontinued_on = excluded.discontinued_on, discontinued = excluded.discontinued,
      long_term = excluded.long_term, latest = excluded.latest, latest_on = excluded.latest_on`.execute(db);
}
