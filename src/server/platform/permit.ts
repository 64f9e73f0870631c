import { Problem } from "./problem.ts";

export const roles = ["administrator", "agent", "finance", "sales", "manager", "auditor", "contact"] as const;
export type Role = (typeof roles)[number];

/** Who does something: a person at the browser, a key's owner by the key, the machine itself, or somebody not signed in. */
export type Actor = {
  readonly kind: "user" | "key" | "system" | "anonymous";
  /** The user's id; the key's owner for a key. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** A contact's own account: the only one they may see. Null for everybody else, who may see all. */
  readonly accountId: string | null;
  readonly contactId: string | null;
};

/**
 * What a module's `permissions.ts` says: each permission and the roles that have it. An administrator has all of them and
 * an auditor has all that end in `.read`, without being named.
 */
export type Permissions = Readonly<Record<string, readonly Exclude<Role, "administrator" | "auditor">[]>>;

const granted = new Map<string, ReadonlySet<Role>>();

/** Adds a module's permissions to the table. Called once, by compose. Throws when two modules claim one name. */
export function registerPermissions(permissions: Permissions): void {
  for (const [permission, holders] of Object.entries(permissions)) {
    const before = granted.get(permission);
    const now = new Set<Role>(["administrator", ...(permission.endsWith(".read") ? (["auditor"] as const) : []), ...holders]);
    if (before !== undefined && before.symmetricDifference(now).size > 0)
      throw new Error(`Two modules define the permission ${permission}`);
    granted.set(permission, now);
  }
}

/** Whether the actor has the permission. An unknown permission is a bug and throws, so that no typing slip opens a door. */
export function may(actor: Actor, permission: string): boolean {
  const holders = granted.get(permission);
  if (holders === undefined) throw new Error(`No module defines the permission ${permission}`);
  return actor.kind === "system" || (actor.kind !== "anonymous" && holders.has(actor.role));
}

/** Every use case's first line. Throws the problem `not_allowed`. */
export function permit(actor: Actor, permission: string): void {
  if (!may(actor, permission)) {
    throw new Problem("not_allowed", `The role "${actor.role}" does not include ${permission}.`, { permission });
  }
}

/**
 * Confines contacts to their own account. Throws `not_found`, in the words that what is absent gets (`absent`), so that
 * nobody learns what other accounts have.
 */
export function permitAccount(actor: Actor, accountId: string, absent?: string): void {
  if (actor.role === "contact" && actor.accountId !== accountId) throw new Problem("not_found", absent);
}

/** The one account that the actor's questions are confined to, or undefined for those who may see all. */
export function accountScope(actor: Actor): string | undefined {
  if (actor.role !== "contact") return undefined;
  if (actor.accountId === null) throw new Problem("not_allowed", "This contact belongs to no account.");
  return actor.accountId;
}

/** What the actor may do, in alphabetical order: the session tells the browser, which shows nothing that would be refused. */
export function permissionsOf(actor: Actor): string[] {
  return [...granted.keys()].filter((permission) => may(actor, permission)).toSorted();
}

/** The machine itself: start-up, seeds and schedules. */
export const systemActor: Actor = {
  kind: "system",
  id: "00000000-0000-7000-8000-000000000000",
  name: "Ambit",
  role: "administrator",
  accountId: null,
  contactId: null,
};

/** Somebody who has not signed in. Nothing is permitted to them; signing in asks for no permission. */
export const anonymous: Actor = {
  kind: "anonymous",
  id: "00000000-0000-7000-8000-000000000001",
  name: "Somebody",
  role: "contact",
  accountId: null,
  contactId: null,
};
