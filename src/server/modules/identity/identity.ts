import { randomBytes } from "node:crypto";
import type { ApiKeyRow, UserRow } from "#api/identity.ts";
import { inTransaction, newId, type Context, type Shell } from "#platform/context.ts";
import { may, permit, systemActor, type Role } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { openAuth, type Auth } from "./auth.ts";
import { Principals } from "./principals.ts";
import * as store from "./store.ts";

export { preloadAuth } from "./auth.ts";

/** How to sign in to the demo as its administrator. Told to everybody, which is why only invented data may be behind it. */
export const demoSignIn = { email: "demo@example.com", password: "demo-ambit-2026" };

/** Signing in, for one running server: the sign-in library and what is remembered of credentials. */
export type Identity = {
  readonly principals: Principals;
  /** Loads the sign-in library at the first call. */
  readonly auth: () => Promise<Auth>;
};

/** Opens identity over a migrated database. */
export async function openIdentity(shell: Shell): Promise<Identity> {
  const { secret } = await store.installation(shell.database.db, newSecret());
  let opened: Promise<Auth> | undefined;
  const auth = () => (opened ??= openAuth(shell.database, secret));
  return { principals: new Principals(shell.database, auth), auth };
}

/** Signs session cookies: 256 random bits. */
const newSecret = (): string => randomBytes(32).toString("base64url");

export type NewPerson = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly accountId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
};

/** Lets somebody sign in. Refuses (`conflict`) an e-mail address that is taken, and (`refused`) a contact without an account. */
export async function createUser(ctx: Context, person: NewPerson): Promise<UserRow> {
  permit(ctx.actor, "users.manage");
  return addPerson(ctx, person, await hashOf(person.password));
}

/** Lets several people sign in with one password, as for a demonstration: it is hashed once, which is the slow part. */
export async function createUsers(
  ctx: Context,
  people: readonly Omit<NewPerson, "password">[],
  password: string,
): Promise<UserRow[]> {
  permit(ctx.actor, "users.manage");
  const hashed = await hashOf(password);
  const made: UserRow[] = [];
  for (const person of people) made.push(await addPerson(ctx, person, hashed));
  return made;
}

/** As the sign-in library hashes, deliberately slowly. */
async function hashOf(password: string): Promise<string> {
  const { hashPassword } = await import("better-auth/crypto");
  return hashPassword(password);
}

async function addPerson(ctx: Context, person: Omit<NewPerson, "password">, hashed: string): Promise<UserRow> {
  const accountId = person.accountId ?? null;
  if ((person.role === "contact") !== (accountId !== null)) {
    throw new Problem("refused", "A contact belongs to an account, and nobody else does.", {
      errors: [{ pointer: "/body/accountId", message: "is given for contacts only" }],
    });
  }
  if (await store.emailTaken(ctx.tx, person.email)) {
    throw new Problem("conflict", `Somebody already signs in as ${person.email}.`, {
      errors: [{ pointer: "/body/email", message: "is already used" }],
    });
  }
  const made = await store.insertUser(
    ctx.tx,
    {
      id: ctx.newId(),
      name: person.name,
      email: person.email,
      role: person.role,
      accountId,
      contactId: person.contactId ?? null,
      isSystem: false,
    },
    ctx.now,
  );
  await store.insertPassword(ctx.tx, ctx.newId(), made.id, hashed, ctx.now);
  return rowOf(made);
}

/** Makes the first administrator. Throws `conflict` once there is anybody; of two at once, one succeeds. */
export async function makeFirstAdministrator(shell: Shell, person: Omit<NewPerson, "role">): Promise<UserRow> {
  return inTransaction(shell, systemActor, async (ctx) => {
    await store.lockFirstAdministrator(ctx.tx);
    if (await store.hasPeople(ctx.tx))
      throw new Problem("conflict", "This installation already has its first administrator. Ask them to let you in.");
    return addPerson(ctx, { ...person, role: "administrator" }, await hashOf(person.password));
  });
}

export async function listUsers(ctx: Context): Promise<UserRow[]> {
  permit(ctx.actor, "users.read");
  return (await store.users(ctx.tx)).map(rowOf);
}

export type UserChange = {
  readonly name?: string | undefined;
  readonly role?: Exclude<Role, "contact"> | undefined;
  readonly disabled?: boolean | undefined;
};

/** Changes somebody's name or role, or disables or enables them. Refuses to leave the installation without an administrator. */
export async function changeUser(ctx: Context, id: string, version: number, change: UserChange): Promise<UserRow> {
  permit(ctx.actor, "users.manage");
  const administrators = await store.lockAdministrators(ctx.tx);
  const before = await store.user(ctx.tx, id);
  if (before === undefined) throw new Problem("not_found");
  if (before.role === "contact" && change.role !== undefined)
    throw new Problem("refused", "A contact stays a contact. Make another user for somebody who joins the desk.");
  const leaves = change.disabled === true || (change.role !== undefined && change.role !== "administrator");
  if (leaves && administrators.length === 1 && administrators[0] === id)
    throw new Problem("refused", "This is the only administrator. Make another first.");
  const disabledAt =
    change.disabled === undefined ? {} : { disabled_at: change.disabled ? (before.disabled_at ?? ctx.now) : null };
  const after = await store.updateUser(
    ctx.tx,
    id,
    version,
    { ...(change.name !== undefined && { name: change.name }), ...(change.role && { role: change.role }), ...disabledAt },
    ctx.now,
  );
  if (after === undefined) throw new Problem("stale_version", undefined, { currentVersion: before.version });
  if (change.disabled === true) await store.endSessions(ctx.tx, id);
  return rowOf(after);
}

/** An administrator sees everybody's keys, others their own. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyRow[]> {
  permit(ctx.actor, "api_keys.own");
  return (await store.keys(ctx.tx, ctx.now, ownScope(ctx))).map(({ ownerId: _, name, start, createdAt, expiresAt, ...key }) => ({
    ...key,
    name: name ?? "",
    start: start ?? "",
    createdAt: createdAt.toString(),
    expiresAt: expiresAt?.toString() ?? null,
  }));
}

/** Makes a key that acts as the actor. The key is in the answer and nowhere else: only its digest is kept. */
export async function createApiKey(
  ctx: Context,
  identity: Identity,
  name: string,
  expiresInDays?: number,
): Promise<ApiKeyRow & { key: string }> {
  permit(ctx.actor, "api_keys.own");
  return makeKey(identity, ctx.actor.id, ctx.actor.name, name, expiresInDays);
}

async function makeKey(
  identity: Identity,
  userId: string,
  owner: string,
  name: string,
  expiresInDays?: number,
): Promise<ApiKeyRow & { key: string }> {
  const auth = await identity.auth();
  const made = await auth.api.createApiKey({
    body: { name, userId, ...(expiresInDays && { expiresIn: expiresInDays * 24 * 3600 }) },
  });
  return {
    id: made.id,
    key: made.key,
    name,
    start: made.start ?? "",
    owner,
    createdAt: made.createdAt.toISOString(),
    expiresAt: made.expiresAt?.toISOString() ?? null,
  };
}

/** Revokes a key: at once in this process, within seconds in others. Throws `not_found` for somebody else's. */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  permit(ctx.actor, "api_keys.own");
  if (!(await store.deleteKey(ctx.tx, id, ownScope(ctx)))) throw new Problem("not_found");
}

function ownScope(ctx: Context): string | undefined {
  return may(ctx.actor, "api_keys.manage") ? undefined : ctx.actor.id;
}

const LOCAL_EMAIL = "local-administrator@localhost.invalid";

/** A fresh key for programs on this machine, acting as an administrator of its own who cannot sign in. Earlier ones end. */
export async function makeLocalKey(shell: Shell, identity: Identity): Promise<string> {
  const userId = await inTransaction(shell, systemActor, async (ctx) => {
    const found = await store.systemUser(ctx.tx, LOCAL_EMAIL);
    if (found !== undefined) {
      await store.deleteLocalKeys(ctx.tx, found);
      return found;
    }
    const made = await store.insertUser(
      ctx.tx,
      {
        id: newId(),
        name: "Local administrator",
        email: LOCAL_EMAIL,
        role: "administrator",
        accountId: null,
        contactId: null,
        isSystem: true,
      },
      ctx.now,
    );
    return made.id;
  });
  return (await makeKey(identity, userId, "Local administrator", store.LOCAL_KEY_NAME)).key;
}

/** Remembers that this installation was filled with invented data. */
export async function markDemo(ctx: Context): Promise<void> {
  permit(ctx.actor, "users.manage");
  await store.markDemo(ctx.tx, newSecret());
}

/** Whether this installation was filled with invented data. */
export const isDemo = (shell: Shell): Promise<boolean> => store.isDemo(shell.database.db);
/** Whether nobody has started on this database before, or the first start never came to its end. */
export const isNew = async (shell: Shell): Promise<boolean> => !(await store.hasInstallation(shell.database.db));
/** Whether anybody can sign in. */
export const hasPeople = (shell: Shell): Promise<boolean> => store.hasPeople(shell.database.db);

function rowOf(user: store.User): UserRow {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    accountId: user.account_id,
    contactId: user.contact_id,
    disabledAt: user.disabled_at?.toString() ?? null,
    createdAt: user.created_at.toString(),
    version: user.version,
  };
}
