import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Context } from "#platform/context.ts";
import { idSetOf, inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

/** Tables other than task and exception lend their names here. */
type Tables = Kysely<Pick<DB, "task" | "exception" | "ticket" | "account" | "asset" | "auth_user">>;

export type TaskKind = "renewal" | "identify" | "undecided";

export type NewTask = {
  readonly kind: TaskKind;
  readonly ticketId: string;
  readonly accountId: string | null;
  readonly assetId: string | null;
  readonly title: string;
  readonly detail: string;
  readonly dueOn: string | null;
  readonly openedAt: Temporal.Instant;
};

/** A ticket has one task of a kind: asked for again, it is open again, with today's words. A renewal names the ticket's exception. */
export async function insertTasks(ctx: Context, tasks: readonly NewTask[]): Promise<void> {
  const rows = tasks.map((task) => ({ ...task, id: ctx.newId() }));
  await inChunks(rows, (json) =>
    sql`
      insert into task (id, kind, account_id, asset_id, ticket_id, exception_id, title, detail, due_on, opened_at)
      select r.id, r.kind, r."accountId", r."assetId", r."ticketId", exception.id, r.title, r.detail, r."dueOn", r."openedAt"
      from json_to_recordset(${json}::json) as r (id uuid, kind text, "accountId" uuid, "assetId" uuid, "ticketId" uuid, title text,
        detail text, "dueOn" date, "openedAt" timestamptz)
        left join exception on exception.ticket_id = r."ticketId" and r.kind = 'renewal'
      on conflict (ticket_id, kind) do update set
        account_id = excluded.account_id, asset_id = excluded.asset_id, title = excluded.title, detail = excluded.detail,
        status = 'open', done_at = null, done_by = null, done_name = null, revision = task.revision + 1`.execute(ctx.tx),
  );
}

export type OfTickets =
  | { readonly exceptionIds: readonly string[] }
  | { readonly ticketIds: readonly string[]; readonly kinds: readonly TaskKind[] };

/** Marks the open ones of these as done, with a note after what was noted before. */
export async function markTasksDone(ctx: Context, which: OfTickets, note: string): Promise<void> {
  const those =
    "exceptionIds" in which
      ? sql`exception_id in ${idSetOf(which.exceptionIds)}`
      : sql`ticket_id in ${idSetOf(which.ticketIds)} and kind = any(${which.kinds}::text[])`;
  await sql`
    update task set status = 'done', done_at = ${ctx.now}, done_by = ${ctx.actor.id}, done_name = ${ctx.actor.name},
      note = case when note in ('', ${note}) then ${note} else note || E'\\n' || ${note} end, revision = revision + 1
    where status = 'open' and ${those}`.execute(ctx.tx);
}

export type TaskFilter = {
  readonly id?: string | undefined;
  readonly kind?: TaskKind | undefined;
  readonly status?: "open" | "done" | undefined;
  readonly accountId?: string | undefined;
  /** null: nobody has it. */
  readonly assigneeId?: string | null | undefined;
};

export type TaskFound = {
  readonly id: string;
  readonly kind: TaskKind;
  readonly status: "open" | "done";
  readonly title: string;
  readonly detail: string;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly assetId: string | null;
  readonly serial: string | null;
  readonly ticketId: string | null;
  readonly ticketNumber: bigint | null;
  readonly exceptionId: string | null;
  readonly exceptionNumber: bigint | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly dueOn: string | null;
  readonly note: string;
  readonly openedAt: Temporal.Instant;
  readonly doneAt: Temporal.Instant | null;
  readonly doneBy: string | null;
  readonly revision: number;
  readonly sortDay: string;
};

/** What is due on no day comes last. */
const sortDay = sql`coalesce(task.due_on, 'infinity')`;

/** The soonest due first. */
export async function selectTasks(
  db: Tables,
  filter: TaskFilter,
  after: readonly [day: string, id: string] | undefined,
  limit: number,
): Promise<TaskFound[]> {
  const place = after === undefined ? sql`true` : sql`(${sortDay}, task.id) > (${after[0]}::date, ${after[1]}::uuid)`;
  const { rows } = await sql<TaskFound>`
    select task.id, task.kind, task.status, task.title, task.detail, task.account_id as "accountId", account.name as "accountName",
      task.asset_id as "assetId", coalesce(asset.serial, asset.tag) as serial, task.ticket_id as "ticketId", ticket.number as "ticketNumber",
      task.exception_id as "exceptionId", exception.number as "exceptionNumber", task.assignee_id as "assigneeId",
      auth_user.name as "assigneeName", task.due_on as "dueOn", task.note, task.opened_at as "openedAt", task.done_at as "doneAt",
      task.done_name as "doneBy", task.revision, ${sortDay}::text as "sortDay"
    from task left join account on account.id = task.account_id left join asset on asset.id = task.asset_id
      left join ticket on ticket.id = task.ticket_id left join exception on exception.id = task.exception_id
      left join auth_user on auth_user.id::text = task.assignee_id
    where ${conditions(filter)} and ${place} order by ${sortDay}, task.id limit ${limit}`.execute(db);
  return rows;
}

export async function countTasks(db: Tables, filter: TaskFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from task where ${conditions(filter)}`.execute(db);
  return rows[0]!.total;
}

function conditions({ id, kind, status, accountId, assigneeId }: TaskFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (id !== undefined) all.push(sql`task.id = ${id}`);
  if (kind !== undefined) all.push(sql`task.kind = ${kind}`);
  if (status !== undefined) all.push(sql`task.status = ${status}`);
  if (accountId !== undefined) all.push(sql`task.account_id = ${accountId}`);
  if (assigneeId === null) all.push(sql`task.assignee_id is null`);
  if (assigneeId !== undefined && assigneeId !== null) all.push(sql`task.assignee_id = ${assigneeId}`);
  return sql.join(all, sql` and `);
}

export type TaskChange = {
  readonly done: { readonly at: Temporal.Instant; readonly by: string; readonly name: string } | null;
  readonly assigneeId: string | null;
  readonly note: string;
  readonly dueOn: string | null;
};

export async function lockTask(db: Tables, id: string) {
  return db.selectFrom("task").where("id", "=", id).selectAll().forUpdate().executeTakeFirst();
}

export async function updateTask(db: Tables, id: string, { done, assigneeId, note, dueOn }: TaskChange): Promise<void> {
  await db
    .updateTable("task")
    .set((of) => ({
      status: done === null ? "open" : "done",
      done_at: done?.at ?? null,
      done_by: done?.by ?? null,
      done_name: done?.name ?? null,
      assignee_id: assigneeId,
      note,
      due_on: dueOn,
      revision: of("revision", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}
