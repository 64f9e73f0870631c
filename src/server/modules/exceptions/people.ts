/** Whom something may be given to. */

import { sql, type Kysely } from "kysely";
import type { Context } from "#platform/context.ts";
import type { DB } from "#platform/db/database.ts";
import { Problem } from "#platform/problem.ts";

type Tables = Kysely<Pick<DB, "auth_user">>;
type Role = DB["auth_user"]["role"];

/** The id of a colleague of one of these roles who can sign in, for "me" or an id; null and undefined as they are. Throws `refused`. */
export async function assigneeFrom(
  ctx: Context,
  asked: string | null | undefined,
  roles: readonly Role[],
): Promise<string | null | undefined> {
  if (asked === undefined || asked === null) return asked;
  const db: Tables = ctx.tx;
  const id = asked === "me" ? ctx.actor.id : asked;
  const colleague = await db
    .selectFrom("auth_user")
    .where(sql<string>`id::text`, "=", id.toLowerCase()) // whatever was typed may be compared, also what is no id
    .where("role", "in", roles)
    .where("disabled_at", "is", null)
    .select("id")
    .executeTakeFirst();
  if (colleague !== undefined) return colleague.id;
  throw new Problem("refused", "Choose a colleague who may work on this and can sign in.", {
    errors: [{ pointer: "/body/assignee", message: "is nobody who can have it" }],
  });
}
