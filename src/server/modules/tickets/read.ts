/** Tickets as read: lists by urgency, and one with its conversation, its targets and why it is covered. */

import { z } from "zod";
import type { Held, Ticket as TicketReply, TicketRow, TicketStatus } from "#api/tickets.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { accountScope, permit, permitAccount } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type Clock, readFace } from "./clock.ts";
import * as list from "./list-store.ts";
import { promiseWords } from "./promise.ts";
import { selectClocks } from "./store.ts";

type TicketsAsked = {
  readonly q?: string | undefined;
  /** "open": neither solved, closed nor cancelled. */
  readonly status: "open" | "all" | TicketStatus;
  readonly severity?: number | undefined;
  readonly outcome?: "entitled" | "not_entitled" | "undecided" | undefined;
  /** Those that wait for cover, for a quote, or for either. */
  readonly held?: Held | "any" | undefined;
  readonly accountId?: string | undefined;
  readonly assetId?: string | undefined;
  readonly assignee: "me" | "nobody" | "anybody";
  readonly sort: list.TicketSort;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const openStatuses: readonly TicketStatus[] = ["new", "on_hand", "waiting_customer", "waiting_vendor"];

const place = z.tuple([z.string().refine(isSortValue), z.number().int().min(1).max(4), z.uuid()]);

/** An instant as the database writes it, or its word for never. */
function isSortValue(text: string): boolean {
  if (text === "infinity") return true;
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Tickets by urgency, or newest or latest changed first, and how many there are in all. A contact sees their account's only. */
export async function listTickets(ctx: Context, asked: TicketsAsked): Promise<Page<TicketRow> & { total: number }> {
  permit(ctx.actor, "tickets.read");
  if (asked.accountId !== undefined) permitAccount(ctx.actor, asked.accountId);
  const filter: list.TicketFilter = {
    q: asked.q === "" ? undefined : asked.q,
    statuses: asked.status === "all" ? undefined : asked.status === "open" ? openStatuses : [asked.status],
    severity: asked.severity,
    outcome: asked.outcome,
    held: asked.held,
    accountId: accountScope(ctx.actor) ?? asked.accountId,
    assetId: asked.assetId,
    assigneeId: asked.assignee === "anybody" ? undefined : asked.assignee === "me" ? ctx.actor.id : null,
  };
  const found = await list.selectTickets(ctx.tx, filter, asked.sort, readCursor(asked.cursor, place), asked.limit + 1);
  const total = await list.countTickets(ctx.tx, filter);
  return {
    ...pageOf(
      found,
      asked.limit,
      (last) => [last.sortValue, last.severity, last.id],
      (row) => rowOf(ctx, row),
    ),
    total,
  };
}

/**
 * A ticket by id or number ("T-10482"). Throws `not_found`, also for a contact whose account's it is not; a contact sees no notes, and
 * nothing of what the policy says.
 */
export async function getTicket(ctx: Context, name: string): Promise<TicketReply> {
  permit(ctx.actor, "tickets.read");
  const number = list.ticketNumber(name);
  const which = number === undefined ? { id: name } : { number };
  const [row] = await list.selectTickets(ctx.tx, { ...which, accountId: accountScope(ctx.actor) }, "newest", undefined, 1);
  if (row === undefined) throw new Problem("not_found", "There is no such ticket.");
  const messages = await list.selectMessages(ctx.tx, row.id, !isOfDesk(ctx));
  const clocks = await selectClocks(ctx.tx, row.id);
  const decision = await entitlements.decisionFor(ctx, row.decision_id);
  const { mergedInto, merged, overridden } = await list.selectTies(ctx.tx, row.id, accountScope(ctx.actor));
  return {
    ...rowOf(ctx, row),
    contactId: row.contact_id,
    productId: row.product_id,
    contractNumber: isTheirCover(ctx, row) ? row.contractNumber : null,
    messages: messages.filter(({ kind }) => kind !== "note" || isOfDesk(ctx)).map(messageOf),
    targets: clocks.map((clock) => targetOf(clock, ctx.now)),
    decision: decision as TicketReply["decision"],
    decisionId: row.decision_id,
    chosenCoverageId: row.chosen_coverage_id,
    overridden: overridden !== null && isOfDesk(ctx) ? { ...overridden, at: overridden.at.toString() } : null,
    mergedInto: mergedInto === null ? null : otherOf(mergedInto),
    merged: merged.map(otherOf),
    revision: row.revision,
  };
}

const isOfDesk = ({ actor }: Context): boolean => actor.role !== "contact";

/** A ticket that went to another account may have kept its cover: what the first account has is not the second's to read (ENT11). */
const isTheirCover = ({ actor }: Context, { decidedFor }: list.TicketFound): boolean =>
  actor.role !== "contact" || decidedFor === null || decidedFor === actor.accountId;

const otherOf = ({ number, ...other }: list.OtherTicket): TicketReply["merged"][number] => ({ ...other, number: `T-${number}` });

function rowOf(ctx: Context, row: list.TicketFound): TicketRow {
  return {
    id: row.id,
    number: `T-${row.number}`,
    subject: row.subject,
    status: row.status as TicketStatus,
    severity: row.severity as TicketRow["severity"],
    channel: row.channel as TicketRow["channel"],
    outcome: row.outcome as TicketRow["outcome"],
    plan: isTheirCover(ctx, row) ? row.plan : null,
    handling: isOfDesk(ctx) ? (row.handling as TicketRow["handling"]) : null,
    held: row.held as Held | null,
    accountId: row.account_id,
    accountName: row.accountName,
    contactName: row.contactName,
    assetId: row.asset_id,
    assetSerial: row.assetSerial,
    productName: row.productName,
    assigneeId: row.assignee_id,
    assigneeName: row.assigneeName,
    openedAt: row.opened_at.toString(),
    changedAt: row.changed_at.toString(),
    nextDue: row.nextDue === null ? null : { name: row.nextDue.name, dueAt: Temporal.Instant.from(row.nextDue.dueAt).toString() },
  };
}

function messageOf({ author_name: authorName, at, kind, ...message }: list.MessageFound): TicketReply["messages"][number] {
  return { ...message, kind: kind as TicketReply["messages"][number]["kind"], authorName, at: at.toString() };
}

/** A target that stands shows no due time, unless it was already broken: waiting mends nothing. */
export function targetOf(clock: Clock, now: Temporal.Instant): TicketReply["targets"][number] {
  const last = Temporal.Instant.from(clock.events.at(-1)!.at);
  const { state, reading, word } = readFace(clock, Temporal.Instant.compare(now, last) < 0 ? last : now);
  return {
    name: clock.name,
    state: word,
    dueAt: word === "paused" ? null : reading.dueAt.toString(),
    metAt: state.metAt,
    startedAt: state.startedAt,
    promise: promiseWords(state.target),
  };
}
