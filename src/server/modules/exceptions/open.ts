/** What tickets tell of (ENT9): served without entitlement, overridden, covered after all. */

import { sql, type Kysely } from "kysely";
import type { Decision } from "#core/entitlement/decision.ts";
import type { Handling } from "#core/policy/index.ts";
import { overturn } from "#modules/policies/policies.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf, inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";
import { dueAfter } from "./due.ts";
import { insertTasks, markTasksDone, type NewTask } from "./task-store.ts";

type Tables = Kysely<Pick<DB, "exception">>;

export type Served = {
  readonly ticketId: string;
  readonly decisionId: string;
  readonly decision: Pick<Decision, "account" | "subject" | "reasons" | "nearMisses">;
  /** What policy said: enforce or bill where somebody served it all the same. */
  readonly handling: Handling;
  /** When it was served; the present instant when left out. */
  readonly at?: Temporal.Instant | undefined;
};

/** Days within which renewals hears of it, and an unknown caller is found out. */
const renewalDays = 7;

/**
 * Records that tickets are served without entitlement, and asks renewals to look at those that are not only observed; few statements,
 * however many. A ticket has one exception: told again, it is the present decision's, and open again where it had been covered.
 * Whether it is to be served is the caller's affair.
 */
export async function openExceptions(ctx: Context, served: readonly Served[]): Promise<void> {
  await insert(ctx, served, null);
}

/**
 * Serves what policy would not, as an exception with its approver, and marks the decision as overturned (ENT8). Throws `not_allowed`
 * for who may not approve.
 */
export async function overrideApproved(ctx: Context, served: Served & { readonly reason: string }): Promise<void> {
  permit(ctx.actor, "exceptions.approve");
  const { decisionId, decision, reason } = served;
  await overturn(ctx, { decisionId, accountId: decision.account?.id ?? null, reason });
  await insert(ctx, [served], ctx.actor);
}

/** Of tickets that wait for cover or a quote: renewals is asked to see to it. */
export async function sendToRenewals(ctx: Context, waiting: readonly Served[]): Promise<void> {
  await insertTasks(
    ctx,
    waiting.flatMap((one) => renewalTask(one, ctx.now, "waits for cover")),
  );
}

/** Of tickets that are covered after all: their exceptions are, and there is nothing left to renew for them. */
export async function coveredAfterAll(ctx: Context, ticketIds: readonly string[], note: string): Promise<void> {
  if (ticketIds.length === 0) return;
  const db: Tables = ctx.tx;
  await db
    .updateTable("exception")
    .set((of) => ({
      status: "covered",
      outcome_note: note,
      closed_at: ctx.now,
      closed_by: ctx.actor.id,
      closed_name: ctx.actor.name,
      revision: of("revision", "+", 1),
    }))
    .where("ticket_id", "in", idSetOf(ticketIds) as never)
    .where("status", "=", "open")
    .execute();
  await markTasksDone(ctx, { ticketIds, kinds: ["renewal"] }, note);
}

async function insert(
  ctx: Context,
  served: readonly Served[],
  approver: { readonly id: string; readonly name: string } | null,
): Promise<void> {
  const rows = served.map(({ decision, ...one }) => ({
    id: ctx.newId(),
    ticket_id: one.ticketId,
    decision_id: one.decisionId,
    account_id: decision.account?.id ?? null,
    asset_id: decision.subject?.id ?? null,
    serial: decision.subject?.serial ?? decision.subject?.tag ?? null,
    reason: decision.reasons[0]!.text,
    handling: one.handling,
    approved_by: approver?.id ?? null,
    approved_name: approver?.name ?? null,
    opened_at: one.at ?? ctx.now,
  }));
  await inChunks(rows, (json) => write(ctx.tx, json));
  await insertTasks(
    ctx,
    served.flatMap((one) => renewalTask(one, ctx.now)),
  );
}

async function write(db: Tables, json: string): Promise<void> {
  await sql`
    insert into exception (id, ticket_id, decision_id, account_id, asset_id, serial, reason, handling, approved_by, approved_name, opened_at)
    select id, ticket_id, decision_id, account_id, asset_id, serial, reason, handling, approved_by, approved_name, opened_at
    from json_to_recordset(${json}::json) as r (id uuid, ticket_id uuid, decision_id uuid, account_id uuid, asset_id uuid, serial text,
      reason text, handling text, approved_by text, approved_name text, opened_at timestamptz)
    on conflict (ticket_id) do update set
      decision_id = excluded.decision_id, account_id = excluded.account_id, asset_id = excluded.asset_id, serial = excluded.serial,
      reason = excluded.reason, handling = excluded.handling,
      approved_by = case when excluded.handling in ('enforce', 'bill') then coalesce(excluded.approved_by, exception.approved_by) end,
      approved_name = case when excluded.handling in ('enforce', 'bill') then coalesce(excluded.approved_name, exception.approved_name) end,
      status = case exception.status when 'covered' then 'open' else exception.status end,
      closed_at = case exception.status when 'covered' then null else exception.closed_at end,
      closed_by = case exception.status when 'covered' then null else exception.closed_by end,
      closed_name = case exception.status when 'covered' then null else exception.closed_name end,
      revision = exception.revision + 1`.execute(db);
}

function renewalTask(
  { ticketId, decision, handling, at }: Served,
  now: Temporal.Instant,
  state = "served without cover",
): NewTask[] {
  const { account, subject, reasons, nearMisses } = decision;
  if (handling === "observe" || account === null) return [];
  const what = subject?.serial ?? subject?.tag ?? subject?.productName;
  const renewal = nearMisses.find(({ change }) => change === "renewal");
  const openedAt = at ?? now;
  return [
    {
      kind: "renewal",
      ticketId,
      accountId: account.id,
      assetId: subject?.id ?? null,
      title: `${account.name}${what === undefined || what === null ? "" : `, ${what}`}: ${state}`,
      detail: [reasons[0]!.text, renewal?.text].filter((text) => text !== undefined).join(" "),
      dueOn: dueAfter(renewalDays, openedAt, account),
      openedAt,
    },
  ];
}
