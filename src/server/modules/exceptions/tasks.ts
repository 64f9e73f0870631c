/** What people are asked to do: renew, identify, choose. */

import { z } from "zod";
import type { TaskRow } from "#api/exceptions.ts";
import type { Decision } from "#core/entitlement/decision.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { dueAfter } from "./due.ts";
import { assigneeFrom } from "./people.ts";
import * as store from "./task-store.ts";

export type ToSettle = {
  /** identify: nobody knows whose ticket it is (ENT10). undecided: a person chooses what covers it (ENT4). */
  readonly kind: "identify" | "undecided";
  readonly ticketId: string;
  /** As a ticket is called: "T-10482". */
  readonly ticketName: string;
  readonly decision: Pick<Decision, "account" | "subject" | "reasons">;
  readonly at?: Temporal.Instant | undefined;
};

/** Asks people to settle what a ticket left open; asked again, each is open again. Due the day after. */
export async function askToSettle(ctx: Context, tickets: readonly ToSettle[]): Promise<void> {
  await store.insertTasks(
    ctx,
    tickets.map(({ kind, ticketId, ticketName, decision: { account, subject, reasons }, at }): store.NewTask => {
      const openedAt = at ?? ctx.now;
      return {
        kind,
        ticketId,
        accountId: account?.id ?? null,
        assetId: subject?.id ?? null,
        title: kind === "identify" ? `Find out who asked in ${ticketName}` : `Choose what covers ${ticketName}`,
        detail: reasons[0]?.text ?? "",
        dueOn: dueAfter(1, openedAt, account),
        openedAt,
      };
    }),
  );
}

/** What tickets left open is settled, or is no more: their tasks of this kind are done. */
export async function settled(ctx: Context, ticketIds: readonly string[], kind: store.TaskKind, note: string): Promise<void> {
  if (ticketIds.length > 0) await store.markTasksDone(ctx, { ticketIds, kinds: [kind] }, note);
}

export type TasksAsked = {
  readonly kind?: store.TaskKind | undefined;
  readonly status: "open" | "done" | "all";
  readonly accountId?: string | undefined;
  readonly assignee: "me" | "nobody" | "anybody";
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const place = z.tuple([z.union([z.iso.date(), z.literal("infinity")]), z.uuid()]);

/** Tasks, the soonest due first, and how many there are. */
export async function listTasks(ctx: Context, asked: TasksAsked): Promise<Page<TaskRow> & { total: number }> {
  permit(ctx.actor, "tasks.read");
  const filter: store.TaskFilter = {
    kind: asked.kind,
    status: asked.status === "all" ? undefined : asked.status,
    accountId: asked.accountId,
    assigneeId: asked.assignee === "anybody" ? undefined : asked.assignee === "me" ? ctx.actor.id : null,
  };
  const found = await store.selectTasks(ctx.tx, filter, readCursor(asked.cursor, place), asked.limit + 1);
  const total = await store.countTasks(ctx.tx, filter);
  return { ...pageOf(found, asked.limit, ({ sortDay, id }) => [sortDay, id], taskRow), total };
}

export type ChangeTask = {
  readonly done?: boolean | undefined;
  readonly assignee?: string | null | undefined;
  readonly note?: string | undefined;
  readonly dueOn?: string | null | undefined;
};

/** Changes a task that is still as the caller saw it. Throws `not_found`, `stale_version`, and `refused` for an assignee who cannot have it. */
export async function changeTask(ctx: Context, id: string, revision: number, asked: ChangeTask): Promise<TaskRow> {
  permit(ctx.actor, "tasks.work");
  const before = await store.lockTask(ctx.tx, id);
  if (before === undefined) throw new Problem("not_found", "There is no such task.");
  if (before.revision !== revision) throw new Problem("stale_version", undefined, { currentVersion: before.revision });
  const assignee = await assigneeFrom(ctx, asked.assignee, ["agent", "sales", "manager", "administrator"]);
  const was = before.done_at === null ? null : { at: before.done_at, by: before.done_by!, name: before.done_name! };
  const now = was ?? { at: ctx.now, by: ctx.actor.id, name: ctx.actor.name };
  await store.updateTask(ctx.tx, id, {
    done: asked.done === undefined ? was : asked.done ? now : null,
    assigneeId: assignee === undefined ? before.assignee_id : assignee,
    note: asked.note ?? before.note,
    dueOn: asked.dueOn === undefined ? before.due_on : asked.dueOn,
  });
  const [after] = await store.selectTasks(ctx.tx, { id }, undefined, 1);
  return taskRow(after!);
}

function taskRow({ sortDay: _, doneAt, doneBy, openedAt, ticketNumber, exceptionNumber, ...task }: store.TaskFound): TaskRow {
  return {
    ...task,
    ticketNumber: ticketNumber === null ? null : `T-${ticketNumber}`,
    exceptionNumber: exceptionNumber === null ? null : `X-${exceptionNumber}`,
    openedAt: openedAt.toString(),
    done: doneAt === null ? null : { at: doneAt.toString(), by: doneBy! },
  };
}
