/** Tickets: opened under whatever covers their subject, kept with that decision and its promises, answered and solved. */

import { isDeepStrictEqual } from "node:util";
import type { Ticket as TicketReply, TicketStatus } from "#api/tickets.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type Act, changed, type InHand, opened, say, type TicketChange } from "./acts.ts";
import { coverOf } from "./cover.ts";
import { getTicket } from "./read.ts";
import { refused } from "./status.ts";
import * as store from "./store.ts";

export { getTicket, listTickets } from "./read.ts";
export { type Act, changed, type InHand, say } from "./acts.ts";
export type { Acted } from "./store.ts";
export { dueOf } from "./clock.ts";
export * from "./lookup.ts";

export type OpenTicket = {
  /** Whatever is known of caller and subject; it may be nothing. */
  readonly question: Omit<entitlements.AskedQuestion, "at" | "knownAt" | "record">;
  readonly subject: string;
  readonly description: string;
  readonly channel: Channel;
  readonly severity: Severity;
};

/**
 * Opens a ticket, whatever the decision: it is made now, by the ticket's own channel and severity, kept with the ticket, and
 * what it promises starts its clocks (SLA4). A contact opens tickets of their own account only.
 */
export async function openTicket(ctx: Context, input: OpenTicket): Promise<TicketReply> {
  const after = await prepare(ctx, input);
  await store.save(ctx.tx, [{ before: null, after }], ctx.newId);
  return getTicket(ctx, after.ticket.id);
}

/** A ticket ready to be saved, its decision recorded. */
export async function prepare(ctx: Context, input: OpenTicket): Promise<InHand> {
  permit(ctx.actor, "tickets.open");
  const { subject, description, channel, severity } = input;
  const { id: decisionId, decision, basis } = await entitlements.decideAndRecord(ctx, { ...input.question, channel, severity });
  const { contractId, promised } = coverOf(decision, basis.facts);
  const ticket = {
    id: ctx.newId(),
    subject,
    accountId: accountScope(ctx.actor) ?? decision.account?.id ?? null,
    contactId: decision.contact?.id ?? ctx.actor.contactId,
    assetId: decision.subject?.id ?? null,
    productId: basis.facts.productPath[0] ?? decision.subject?.productId ?? null,
    contractId,
    channel,
    severity,
    outcome: decision.outcome,
    decisionId,
    openedBy: ctx.actor.id,
  };
  const author: Act = { authorId: ctx.actor.id, authorName: decision.contact?.name ?? ctx.actor.name, at: ctx.now };
  return opened(ticket, promised, description, author, ctx.newId);
}

export type AddMessage = {
  readonly kind: "reply" | "customer_reply" | "note";
  readonly body: string;
  readonly status?: TicketStatus | undefined;
};

/**
 * Adds a message, with a change of status in the same step if given: see `say` for what follows by itself. A contact adds to
 * their own tickets, as the customer. Throws `not_found`, and `refused` (TIC3) for a status that is not open to the ticket.
 */
export async function addMessage(ctx: Context, id: string, { kind, body, status }: AddMessage): Promise<TicketReply> {
  const byCustomer = ctx.actor.role === "contact";
  permit(ctx.actor, byCustomer && kind === "customer_reply" && status === undefined ? "tickets.open" : "tickets.work");
  const before = await hold(ctx, id);
  const author = kind === "customer_reply" && !byCustomer ? await customerName(ctx, before) : ctx.actor.name;
  const after = say(before, kind, body, status, { ...actOf(ctx, before), authorName: author });
  await store.save(ctx.tx, [{ before, after }], ctx.newId);
  return getTicket(ctx, id);
}

export type ChangeTicket = {
  readonly status?: TicketStatus | undefined;
  readonly severity?: Severity | undefined;
  readonly subject?: string | undefined;
  /** "me", a user's id, or null for nobody. */
  readonly assignee?: string | null | undefined;
};

/**
 * Changes a ticket that is still as the caller saw it. Another severity is decided anew on the facts of the opening, so that
 * the ticket does not stand in its own way, and its clocks follow (ENT11, SLA4). Throws `not_found`, `stale_version`, and
 * `refused` for a status not open to it or an assignee who cannot have it.
 */
export async function changeTicket(ctx: Context, id: string, revision: number, asked: ChangeTicket): Promise<TicketReply> {
  permit(ctx.actor, "tickets.work");
  const before = await hold(ctx, id);
  if (before.ticket.revision !== revision)
    throw new Problem("stale_version", undefined, { currentVersion: before.ticket.revision });
  const change: TicketChange = {
    status: asked.status,
    subject: asked.subject,
    assignee: await assigneeOf(ctx, asked.assignee),
    severity: await severityOf(ctx, before, asked.severity),
  };
  const after = changed(before, change, actOf(ctx, before), ctx.newId);
  if (!isDeepStrictEqual(after, before)) await store.save(ctx.tx, [{ before, after }], ctx.newId);
  return getTicket(ctx, id);
}

/** Saves many acts at once, such as a past that is taken over: each ticket as it was opened, and as it is now. */
export async function saveActs(ctx: Context, acted: readonly store.Acted[]): Promise<void> {
  permit(ctx.actor, "tickets.work");
  await store.save(ctx.tx, acted, ctx.newId);
}

async function hold(ctx: Context, id: string): Promise<InHand> {
  const found = await store.lockTicket(ctx.tx, id, accountScope(ctx.actor));
  if (found === undefined) throw new Problem("not_found", "There is no such ticket.");
  return found;
}

/** By the actor, now; never before what was done to the ticket by somebody who waited less. */
function actOf(ctx: Context, { ticket }: InHand): Act {
  const at = Temporal.Instant.compare(ctx.now, ticket.changedAt) < 0 ? ticket.changedAt : ctx.now;
  return { authorId: ctx.actor.id, authorName: ctx.actor.name, at };
}

async function customerName(ctx: Context, { ticket }: InHand): Promise<string> {
  const name = ticket.contactId === null ? undefined : await store.selectContactName(ctx.tx, ticket.contactId);
  return name ?? "The customer";
}

async function assigneeOf(ctx: Context, asked: string | null | undefined): Promise<TicketChange["assignee"]> {
  if (asked === undefined || asked === null) return asked;
  const colleague = await store.selectColleague(ctx.tx, asked === "me" ? ctx.actor.id : asked, [
    "agent",
    "manager",
    "administrator",
  ]);
  if (colleague !== undefined) return colleague;
  throw refused("Tickets are worked on by agents, managers and administrators who can sign in. Choose one of them.", {
    errors: [{ pointer: "/body/assignee", message: "is nobody who can have a ticket" }],
  });
}

async function severityOf(ctx: Context, { ticket }: InHand, to: Severity | undefined): Promise<TicketChange["severity"]> {
  if (to === undefined || to === ticket.severity) return undefined;
  const { id: decisionId, decision, basis } = await entitlements.redecideAndRecord(ctx, ticket.decisionId, { severity: to });
  const { contractId, promised } = coverOf(decision, basis.facts);
  return { to, promised, decision: { decisionId, outcome: decision.outcome, contractId } };
}
