/** Signing in, the people who may, and the keys that programs use. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { byId, id, isoInstant } from "./values.ts";

export const role = z.enum(["administrator", "agent", "finance", "sales", "manager", "auditor", "contact"]);

const email = z.email().max(254);
const name = z.string().trim().min(1).max(200);
/** Long enough that length alone defends it; the upper end bounds the work of hashing. */
const newPassword = z.string().min(10).max(128);

export const sessionReply = z.object({
  /** Null while nobody is signed in. */
  user: z
    .object({ id, name: z.string(), email: z.string(), role, accountId: id.nullable(), contactId: id.nullable() })
    .nullable(),
  /** What the user may do: the pages show nothing that would be refused. */
  permissions: z.array(z.string()),
  installation: z.object({
    /** Nobody can sign in yet: the first-run page makes the first administrator. */
    needsFirstAdministrator: z.boolean(),
    /** Filled with invented data to look around in. */
    isDemo: z.boolean(),
    /** How to sign in to the demo; null elsewhere. */
    demoSignIn: z
      .object({
        email: z.string(),
        password: z.string(),
        /** One of each role, to sign in as with one click; the password is everybody's. */
        people: z.array(z.object({ name: z.string(), email: z.string(), role })),
      })
      .nullable(),
  }),
});
export type SessionReply = z.infer<typeof sessionReply>;

export const getSession = endpoint({
  method: "GET",
  path: "/api/v1/session",
  tag: "identity",
  access: "none",
  transaction: "none",
  summary: "Who is signed in and what they may do; whether the installation waits for its first administrator.",
  reply: sessionReply,
});
export const signIn = endpoint({
  method: "POST",
  path: "/api/v1/session",
  tag: "identity",
  access: "none",
  transaction: "none",
  summary: "Signs in and sets the session cookie.",
  body: z.strictObject({ email, password: z.string().min(1).max(128) }),
  reply: sessionReply,
  problems: ["sign_in_failed", "too_many_requests", "foreign_origin"],
});
export const signOut = endpoint({
  method: "DELETE",
  path: "/api/v1/session",
  tag: "identity",
  access: "none",
  transaction: "none",
  summary: "Signs out and ends the session.",
  problems: ["foreign_origin"],
});
export const makeFirstAdministrator = endpoint({
  method: "POST",
  path: "/api/v1/first-administrator",
  tag: "identity",
  access: "none",
  transaction: "none",
  summary: "Makes the first administrator and signs them in; only while there is nobody.",
  body: z.strictObject({ name, email, password: newPassword }),
  reply: sessionReply,
  status: 201,
  problems: ["conflict", "too_many_requests", "foreign_origin"],
});

export const userRow = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  accountId: id.nullable(),
  contactId: id.nullable(),
  disabledAt: isoInstant.nullable(),
  createdAt: isoInstant,
  version: z.number().int(),
});
export type UserRow = z.infer<typeof userRow>;

export const listUsers = endpoint({
  method: "GET",
  path: "/api/v1/users",
  tag: "identity",
  summary: "Everybody who may sign in, by name.",
  reply: z.object({ rows: z.array(userRow) }),
});
export const createUser = endpoint({
  method: "POST",
  path: "/api/v1/users",
  tag: "identity",
  summary: "Lets somebody sign in.",
  status: 201,
  creates: true,
  body: z.strictObject({ name, email, password: newPassword, role, accountId: id.nullish(), contactId: id.nullish() }),
  reply: userRow,
  problems: ["conflict", "refused"],
});
export const changeUser = endpoint({
  method: "PATCH",
  path: "/api/v1/users/{id}",
  tag: "identity",
  summary: "Changes a role, or disables or enables somebody. Sessions and keys of the disabled end at once.",
  params: byId,
  body: z.strictObject({ name: name.optional(), role: role.exclude(["contact"]).optional(), disabled: z.boolean().optional() }),
  reply: userRow,
  problems: ["not_found", "refused", "stale_version", "version_required"],
});

export const apiKeyRow = z.object({
  id,
  name: z.string(),
  /** Its first characters, to tell keys apart. */ start: z.string(),
  owner: z.string(),
  createdAt: isoInstant,
  expiresAt: isoInstant.nullable(),
});
export type ApiKeyRow = z.infer<typeof apiKeyRow>;

export const listApiKeys = endpoint({
  method: "GET",
  path: "/api/v1/api-keys",
  tag: "identity",
  summary: "The API keys in force: an administrator sees everybody's, others their own.",
  reply: z.object({ rows: z.array(apiKeyRow) }),
});
export const createApiKey = endpoint({
  method: "POST",
  path: "/api/v1/api-keys",
  tag: "identity",
  status: 201,
  transaction: "none",
  summary: "Makes an API key that acts as its owner. The key itself is shown this once.",
  body: z.strictObject({ name, expiresInDays: z.number().int().min(1).max(3650).optional() }),
  reply: apiKeyRow.extend({ key: z.string() }),
});
export const revokeApiKey = endpoint({
  method: "DELETE",
  path: "/api/v1/api-keys/{id}",
  tag: "identity",
  summary: "Revokes an API key at once.",
  params: byId,
  problems: ["not_found"],
});
