import { sql, type Kysely } from "kysely";
import { likeLiteral } from "#platform/page.ts";
import type { DB } from "#platform/db/database.ts";

/** `asset` belongs to another module and is only counted here. */
type Tables = Kysely<Pick<DB, "account" | "contact" | "asset">>;

export type AccountRow = {
  readonly id: string;
  readonly reference: string | null;
  readonly name: string;
  readonly nameKey: string;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly timeZone: string;
  readonly currency: string;
  readonly contacts: number;
  readonly assets: number;
};

export type ContactRow = {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly namedCaller: boolean;
};

export type AccountFilter = {
  /** Part of a name, folded as names are; matches a reference too, where it is the whole of one. */
  readonly key?: string | undefined;
  /** Only this account. */
  readonly id?: string | undefined;
  /** The name's key and the id that the rows come after. */
  readonly after?: readonly [nameKey: string, id: string] | undefined;
  readonly limit: number;
};

/** Accounts in the order of their names, then ids. */
export async function selectAccounts(db: Tables, filter: AccountFilter): Promise<AccountRow[]> {
  const counted = (table: "contact" | "asset") =>
    sql<number>`(select count(*)::int from ${sql.table(table)} where account_id = account.id)`;
  let query = db
    .selectFrom("account")
    .leftJoin("account as parent", "parent.id", "account.parent_id")
    .select(["account.id", "account.reference", "account.name", "account.name_key as nameKey", "account.parent_id as parentId"])
    .select(["parent.name as parentName", "account.time_zone as timeZone", "account.currency"])
    .select([counted("contact").as("contacts"), counted("asset").as("assets")])
    .orderBy("account.name_key")
    .orderBy("account.id")
    .limit(filter.limit);
  const { key, id, after } = filter;
  if (id !== undefined) query = query.where("account.id", "=", id);
  if (after !== undefined) query = query.where(sql<boolean>`(account.name_key, account.id) > (${after[0]}, ${after[1]}::uuid)`);
  if (key !== undefined) {
    const named = sql<boolean>`account.name_key like ${`%${likeLiteral(key)}%`}`;
    query = query.where((of) => of.or([named, sql<boolean>`upper(account.reference) = upper(${key})`]));
  }
  return query.execute();
}

/** Contacts of an account by name, at most `limit`. */
export async function selectContacts(db: Tables, accountId: string, limit: number): Promise<ContactRow[]> {
  return db
    .selectFrom("contact")
    .where("account_id", "=", accountId)
    .select(["id", "account_id as accountId", "name", "email", "phone", "named_caller as namedCaller"])
    .orderBy("name_key")
    .orderBy("id")
    .limit(limit)
    .execute();
}
