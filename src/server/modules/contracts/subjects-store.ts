import { sql, type Kysely } from "kysely";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

/** Belong to other modules, and only say here that they are there and whose they are. */
type Tables = Kysely<Pick<DB, "asset" | "product" | "site" | "account">>;

export type Thing = {
  readonly id: string;
  readonly kind: "asset" | "product" | "site" | "account";
  /** Whose an asset or a site is. */
  readonly accountId: string | null;
};

/** What there is under these ids. */
export async function selectThings(db: Tables, ids: readonly string[]): Promise<Map<string, Thing>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Thing>`
    with asked as materialized (select id from ${idSetOf(ids)} as every (id))
    select id, 'asset' as kind, account_id as "accountId" from asked join asset using (id)
    union all select id, 'product', null from asked join product using (id)
    union all select id, 'site', account_id from asked join site using (id)
    union all select id, 'account', null from asked join account using (id)`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
