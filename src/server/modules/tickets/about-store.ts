/** The things that a ticket may be about, as a question names them. Their tables belong to other modules and only lend names here. */

import { sql, type Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "account" | "asset" | "contact" | "product">>;

export type AccountNamed = { readonly id: string; readonly name: string; readonly reference: string | null };
export type AssetNamed = {
  readonly id: string;
  readonly accountId: string;
  readonly productId: string | null;
  readonly serial: string | null;
  readonly tag: string | null;
};
export type ContactNamed = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
};
export type ProductNamed = { readonly id: string; readonly name: string; readonly slug: string | null };

export async function selectAccount(db: Tables, id: string): Promise<AccountNamed | undefined> {
  return db.selectFrom("account").where("id", "=", id).select(["id", "name", "reference"]).executeTakeFirst();
}

export async function selectAsset(db: Tables, id: string): Promise<AssetNamed | undefined> {
  const { rows } = await sql<AssetNamed>`
    select id, account_id as "accountId", product_id as "productId", serial, tag from asset where id = ${id}`.execute(db);
  return rows[0];
}

export async function selectContact(db: Tables, id: string): Promise<ContactNamed | undefined> {
  const { rows } = await sql<ContactNamed>`
    select id, account_id as "accountId", name, email, phone from contact where id = ${id}`.execute(db);
  return rows[0];
}

export async function selectProduct(db: Tables, id: string): Promise<ProductNamed | undefined> {
  return db.selectFrom("product").where("id", "=", id).select(["id", "name", "slug"]).executeTakeFirst();
}
