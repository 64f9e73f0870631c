/** What became of an exception, and who works on it. */

import type { Kysely } from "kysely";
import type { ExceptionDetail } from "#api/exceptions.ts";
import type { Context } from "#platform/context.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { getException, noException } from "./detail.ts";
import type { ExceptionStatus } from "./list-store.ts";
import { assigneeFrom } from "./people.ts";
import { markTasksDone } from "./task-store.ts";

type Tables = Kysely<Pick<DB, "exception">>;

export type ChangeException = {
  readonly status?: ExceptionStatus | undefined;
  readonly note?: string | undefined;
  /** "me", a user's id, or null for nobody. */
  readonly assignee?: string | null | undefined;
};

/**
 * Says what became of it, with a note, or who works on it. With what became of it its renewal task is done. Throws `not_found`,
 * `stale_version`, and `refused` for an outcome without a note.
 */
export async function changeException(
  ctx: Context,
  id: string,
  revision: number,
  { status, note, assignee }: ChangeException,
): Promise<ExceptionDetail> {
  permit(ctx.actor, "exceptions.work");
  const db: Tables = ctx.tx;
  const before = await db.selectFrom("exception").where("id", "=", id).selectAll().forUpdate().executeTakeFirst();
  if (before === undefined) throw noException();
  if (before.revision !== revision) throw new Problem("stale_version", undefined, { currentVersion: before.revision });
  refuseWithoutNote(status, note ?? before.outcome_note);
  const assigneeId = await assigneeFrom(ctx, assignee, ["sales", "manager", "administrator"]);
  const closing = status === undefined || status === before.status ? {} : closedBy(ctx, status);
  await db
    .updateTable("exception")
    .set({
      ...closing,
      outcome_note: note ?? before.outcome_note,
      assignee_id: assigneeId === undefined ? before.assignee_id : assigneeId,
      revision: before.revision + 1,
    })
    .where("id", "=", id)
    .execute();
  if (status !== undefined && status !== "open")
    await markTasksDone(ctx, { exceptionIds: [id] }, `The exception is ${said[status]}.`);
  return getException(ctx, id);
}

const said: Readonly<Record<ExceptionStatus, string>> = {
  open: "open",
  renewed: "renewed",
  quoted: "quoted",
  written_off: "written off",
  covered: "covered",
};

function refuseWithoutNote(status: ExceptionStatus | undefined, note: string): void {
  if (status === undefined || status === "open" || note !== "") return;
  throw new Problem("refused", `Say in a note how it came to be ${said[status]}.`, {
    rule: "ENT9",
    errors: [{ pointer: "/body/note", message: "say how it came to that" }],
  });
}

function closedBy({ actor, now }: Context, status: ExceptionStatus) {
  if (status === "open") return { status, closed_at: null, closed_by: null, closed_name: null };
  return { status, closed_at: now, closed_by: actor.id, closed_name: actor.name };
}
