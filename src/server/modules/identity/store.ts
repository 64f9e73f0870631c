import { sql, type Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";
import type { Actor, Role } from "#platform/permit.ts";

type Tables = Kysely<
  Pick<DB, "auth_user" | "auth_credential" | "auth_session" | "auth_api_key" | "installation" | "idempotency_key">
>;

export type User = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly account_id: string | null;
  readonly contact_id: string | null;
  readonly disabled_at: Temporal.Instant | null;
  readonly created_at: Temporal.Instant;
  readonly version: number;
};
type Owner = Omit<Actor, "kind">;

const userColumns = ["id", "name", "email", "role", "account_id", "contact_id", "disabled_at", "created_at", "version"] as const;

/** The enabled owner of the key with this digest and when it expires, if ever; undefined once it was revoked or has expired. */
export async function ownerOfKey(
  db: Tables,
  digest: string,
  now: Temporal.Instant,
): Promise<{ owner: Owner; expiresAt: Temporal.Instant | null } | undefined> {
  const row = await db
    .selectFrom("auth_api_key as k")
    .innerJoin("auth_user as u", "u.id", "k.reference_id")
    .select(["u.id", "u.name", "u.role", "u.account_id", "u.contact_id", "k.expires_at as expiresAt"])
    .where("k.key", "=", digest)
    .where("k.enabled", "=", true)
    .where("u.disabled_at", "is", null)
    .where((is) => is.or([is("k.expires_at", "is", null), is("k.expires_at", ">", now)]))
    .executeTakeFirst();
  return row && { owner: ownerFrom(row), expiresAt: row.expiresAt };
}

/** The user as actor, unless disabled. */
export async function actorOf(db: Tables, userId: string): Promise<Owner | undefined> {
  const row = await db
    .selectFrom("auth_user")
    .select(["id", "name", "role", "account_id", "contact_id"])
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  return row && ownerFrom(row);
}

function ownerFrom(row: { id: string; name: string; role: Role; account_id: string | null; contact_id: string | null }): Owner {
  return { id: row.id, name: row.name, role: row.role, accountId: row.account_id, contactId: row.contact_id };
}

/** People who may sign in, the disabled among them; the machine's own users are not listed. */
export function users(db: Tables): Promise<User[]> {
  return db.selectFrom("auth_user").select(userColumns).where("is_system", "=", false).orderBy("name").orderBy("id").execute();
}

export function user(db: Tables, id: string): Promise<User | undefined> {
  return db.selectFrom("auth_user").select(userColumns).where("id", "=", id).where("is_system", "=", false).executeTakeFirst();
}

/** The user behind any credential, the machine's own among them. */
export function anyUser(db: Tables, id: string): Promise<User | undefined> {
  return db.selectFrom("auth_user").select(userColumns).where("id", "=", id).executeTakeFirst();
}

export async function emailTaken(db: Tables, email: string): Promise<boolean> {
  const row = await db
    .selectFrom("auth_user")
    .select("id")
    .where((is) => is(is.fn<string>("lower", ["email"]), "=", email.toLowerCase()))
    .executeTakeFirst();
  return row !== undefined;
}

export type NewUser = Pick<User, "id" | "name" | "email" | "role"> & {
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly isSystem: boolean;
};

export async function insertUser(db: Tables, made: NewUser, now: Temporal.Instant): Promise<User> {
  return db
    .insertInto("auth_user")
    .values({
      id: made.id,
      name: made.name,
      email: made.email.toLowerCase(),
      role: made.role,
      account_id: made.accountId,
      contact_id: made.contactId,
      is_system: made.isSystem,
      email_verified: true,
      created_at: now,
      updated_at: now,
    })
    .returning(userColumns)
    .executeTakeFirstOrThrow();
}

/** Gives the user a password, already hashed as the sign-in library hashes. */
export async function insertPassword(
  db: Tables,
  id: string,
  userId: string,
  hashed: string,
  now: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto("auth_credential")
    .values({
      id,
      user_id: userId,
      provider_id: "credential",
      account_id: userId,
      password: hashed,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

/** Undefined when the version is no longer the one given. */
export function updateUser(
  db: Tables,
  id: string,
  version: number,
  change: { name?: string; role?: Role; disabled_at?: Temporal.Instant | null },
  now: Temporal.Instant,
): Promise<User | undefined> {
  return db
    .updateTable("auth_user")
    .set((is) => ({ ...change, updated_at: now, version: is("version", "+", 1) }))
    .where("id", "=", id)
    .where("version", "=", version)
    .returning(userColumns)
    .executeTakeFirst();
}

export async function endSessions(db: Tables, userId: string): Promise<void> {
  await db.deleteFrom("auth_session").where("user_id", "=", userId).execute();
}

export async function deleteExpiredSessions(db: Tables, now: Temporal.Instant): Promise<void> {
  await db.deleteFrom("auth_session").where("expires_at", "<", now).execute();
}

/** Answers kept under an Idempotency-Key since before then. */
export async function deleteAnswersBefore(db: Tables, before: Temporal.Instant): Promise<void> {
  await db.deleteFrom("idempotency_key").where("created_at", "<", before).execute();
}

/** Enabled administrators, locked until the transaction's end, so that two demotions at once cannot leave nobody. */
export async function lockAdministrators(db: Tables): Promise<string[]> {
  const rows = await db
    .selectFrom("auth_user")
    .select("id")
    .where("role", "=", "administrator")
    .where("is_system", "=", false)
    .where("disabled_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function hasPeople(db: Tables): Promise<boolean> {
  return (await db.selectFrom("auth_user").select("id").where("is_system", "=", false).limit(1).executeTakeFirst()) !== undefined;
}

/** The first person made of each role who may sign in. */
export function firstOfEachRole(db: Tables): Promise<Pick<User, "name" | "email" | "role">[]> {
  return db
    .selectFrom("auth_user")
    .distinctOn("role")
    .select(["name", "email", "role"])
    .where("is_system", "=", false)
    .where("disabled_at", "is", null)
    .orderBy("role")
    .orderBy("id")
    .execute();
}

/** Only one transaction at a time gets past this; it ends with the transaction. */
export async function lockFirstAdministrator(db: Tables): Promise<void> {
  await sql`select pg_advisory_xact_lock(7263515)`.execute(db);
}

export type Key = {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly owner: string;
  readonly ownerId: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
};

/** The key of programs on the server's own machine: made and renewed by the server, so neither listed nor revoked by hand. */
export const LOCAL_KEY_NAME = "This machine";

/** Keys in force, newest first: one owner's, or everybody's. */
export function keys(db: Tables, now: Temporal.Instant, ownerId?: string): Promise<Key[]> {
  return db
    .selectFrom("auth_api_key as k")
    .innerJoin("auth_user as u", "u.id", "k.reference_id")
    .select([
      "k.id",
      "k.name",
      "k.start",
      "u.name as owner",
      "u.id as ownerId",
      "k.created_at as createdAt",
      "k.expires_at as expiresAt",
    ])
    .where((is) => is.or([is("u.is_system", "=", false), is("k.name", "!=", LOCAL_KEY_NAME)]))
    .where("k.enabled", "=", true)
    .where((is) => is.or([is("k.expires_at", "is", null), is("k.expires_at", ">", now)]))
    .$if(ownerId !== undefined, (query) => query.where("u.id", "=", ownerId!))
    .orderBy("k.created_at", "desc")
    .execute();
}

/** Whether there was such a key to revoke. */
export async function deleteKey(db: Tables, id: string, ownerId?: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("auth_api_key")
    .where("id", "=", id)
    .where((is) =>
      is.or([
        is("name", "!=", LOCAL_KEY_NAME),
        is("reference_id", "in", is.selectFrom("auth_user").select("id").where("is_system", "=", false)),
      ]),
    )
    .$if(ownerId !== undefined, (query) => query.where("reference_id", "=", ownerId!))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function systemUser(db: Tables, email: string): Promise<string | undefined> {
  return (
    await db.selectFrom("auth_user").select("id").where("email", "=", email).where("is_system", "=", true).executeTakeFirst()
  )?.id;
}

export async function deleteLocalKeys(db: Tables, userId: string): Promise<void> {
  await db.deleteFrom("auth_api_key").where("reference_id", "=", userId).where("name", "=", LOCAL_KEY_NAME).execute();
}

export type Installation = { readonly id: string; readonly secret: string; readonly is_demo: boolean };

/** The one row about this installation, made with the secret given when there is none. */
export async function installation(db: Tables, secret: string): Promise<Installation> {
  await db
    .insertInto("installation")
    .values({ secret })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db.selectFrom("installation").select(["id", "secret", "is_demo"]).executeTakeFirstOrThrow();
}

export async function isDemo(db: Tables): Promise<boolean> {
  return (await db.selectFrom("installation").select("is_demo").executeTakeFirst())?.is_demo ?? false;
}

/** Whether an earlier start came to its end: what makes a database no longer new. */
export async function hasInstallation(db: Tables): Promise<boolean> {
  return (await db.selectFrom("installation").select("id").executeTakeFirst()) !== undefined;
}

/** Makes the row about this installation, with the secret given, or changes the one that there is. */
export async function markDemo(db: Tables, secret: string): Promise<void> {
  await db
    .insertInto("installation")
    .values({ secret, is_demo: true })
    .onConflict((conflict) => conflict.column("only_row").doUpdateSet({ is_demo: true }))
    .execute();
}
