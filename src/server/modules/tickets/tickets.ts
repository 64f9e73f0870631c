/** Tickets: opened under whatever covers their subject, kept with that decision and its promises, answered and solved. */

import type { Ticket as TicketReply, TicketStatus } from "#api/tickets.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import type { AskedAbout } from "./about.ts";
import { changedInPart, opened, say, type TicketChange } from "./acts.ts";
import { carryOut } from "./carry-out.ts";
import { hear } from "./customer-words.ts";
import { redecided } from "./decided.ts";
import { actOf, hold } from "./hold.ts";
import { getTicket } from "./read.ts";
import { type CoverKept, decideAnew, wayOf } from "./redecide.ts";
import { standsBy } from "./standing.ts";
import { refused } from "./status.ts";
import * as store from "./store.ts";
import { type Act, type InHand, revised } from "./ticket.ts";

export { getTicket, listTickets } from "./read.ts";
export { changed, say } from "./acts.ts";
export type { Act, InHand } from "./ticket.ts";
export type { Acted } from "./store.ts";
export { dueOf } from "./clock.ts";
export * from "./by-hand.ts";
export * from "./lookup.ts";
export * from "./preview.ts";

export type OpenTicket = {
  /** Whatever is known of caller and subject; it may be nothing. */
  readonly question: Omit<entitlements.AskedQuestion, "at" | "knownAt" | "record" | "hold">;
  readonly subject: string;
  readonly description: string;
  /** Left out by a contact: the portal. */
  readonly channel?: Channel | undefined;
  readonly severity: Severity;
  /** The recorded check that holds a unit of an allowance for it. */
  readonly heldBy?: string | undefined;
};

/**
 * Opens a ticket, whatever the decision: it is made now, by the ticket's own channel and severity, kept with the ticket, and
 * what it promises starts its clocks (SLA4). One that is not covered is handled by the policy (ENT7). A contact opens tickets
 * of their own account only. Throws `validation_failed` where the desk does not say by which channel it came.
 */
export async function openTicket(ctx: Context, input: OpenTicket): Promise<TicketReply> {
  const after = await prepare(ctx, input);
  await carryOut(ctx, [{ before: null, after }]);
  return getTicket(ctx, after.ticket.id);
}

/** A ticket ready to be saved, its decision recorded, and what it takes of an allowance drawn (ALW3). */
export async function prepare(ctx: Context, input: OpenTicket): Promise<InHand> {
  permit(ctx.actor, "tickets.open");
  const { subject, description, severity } = input;
  const channel = input.channel ?? ownChannel(ctx);
  const id = ctx.newId();
  const recorded = await entitlements.decideAndRecord(
    ctx,
    { ...input.question, channel, severity },
    { draw: { useId: id, kind: "opened", event: "opened 1", heldBy: input.heldBy } },
  );
  const { decision, basis } = recorded;
  const { standing, promised, notice } = standsBy(recorded, severity);
  const ticket = {
    ...standing,
    id,
    subject,
    accountId: accountScope(ctx.actor) ?? decision.account?.id ?? null,
    contactId: decision.contact?.id ?? ctx.actor.contactId,
    assetId: decision.subject?.id ?? null,
    productId: basis.facts.productPath[0] ?? decision.subject?.productId ?? null,
    channel,
    severity,
    openedBy: ctx.actor.id,
  };
  const author: Act = { authorId: ctx.actor.id, authorName: decision.contact?.name ?? ctx.actor.name, at: ctx.now };
  return opened(ticket, promised, { description, notice }, author, ctx.newId);
}

/** A contact asks through the portal; nothing is assumed of who writes down what others asked. */
function ownChannel({ actor }: Context): Channel {
  if (actor.role === "contact") return "portal";
  throw new Problem("validation_failed", undefined, {
    errors: [{ pointer: "/body/channel", message: "say by which channel it came" }],
  });
}

export type AddMessage = {
  readonly kind: "reply" | "customer_reply" | "note";
  readonly body: string;
  readonly status?: TicketStatus | undefined;
};

/**
 * Adds a message, with a change of status in the same step if given: see `say` for what follows by itself. A contact adds to
 * their own tickets, as the customer. What a customer writes on a ticket that was merged is heard on the one in which it goes on: that is
 * the one given back. Throws `not_found`, and `refused` (TIC3, ENT7) for a status that is not open to the ticket.
 */
export async function addMessage(ctx: Context, id: string, { kind, body, status }: AddMessage): Promise<TicketReply> {
  const byCustomer = ctx.actor.role === "contact";
  permit(ctx.actor, byCustomer && kind === "customer_reply" && status === undefined ? "tickets.open" : "tickets.work");
  const on = await hold(ctx, id);
  const acted =
    kind === "customer_reply"
      ? await hear(ctx, on, { body, status })
      : { before: on, after: say(on, kind, body, status, actOf(ctx, on)) };
  await carryOut(ctx, [acted]);
  return getTicket(ctx, acted.after.ticket.id);
}

export type ChangeTicket = AskedAbout & {
  readonly status?: TicketStatus | undefined;
  readonly subject?: string | undefined;
  /** "me", a user's id, or null for nobody. */
  readonly assignee?: string | null | undefined;
  /** Where cover would be another. */
  readonly cover?: CoverKept | undefined;
};

/**
 * Changes a ticket that is still as the caller saw it. What it is about is decided anew as of the opening, by what is known now
 * (ENT11), and its clocks follow (SLA4). Throws `not_found`, `stale_version`, and `refused` for a status not open to it, an
 * assignee who cannot have it, things that do not go together, and another cover where the policy asks and `cover` does not say.
 */
export async function changeTicket(ctx: Context, id: string, revision: number, asked: ChangeTicket): Promise<TicketReply> {
  permit(ctx.actor, "tickets.work");
  const before = await hold(ctx, id);
  if (before.ticket.revision !== revision)
    throw new Problem("stale_version", undefined, { currentVersion: before.ticket.revision });
  const { status, subject, assignee, cover, ...about } = asked;
  const act = actOf(ctx, before);
  const anew = await decideAnew(ctx, before, about);
  const turned = anew === null ? before : redecided(before, await wayOf(ctx, anew, cover), act, ctx.newId);
  const changes: TicketChange = { status, subject, assignee: await assigneeOf(ctx, assignee) };
  const after = changedInPart(turned, changes, act);
  if (after !== before) await carryOut(ctx, [{ before, after: revised(after, act.at) }]);
  return getTicket(ctx, id);
}

/** Saves many acts at once, such as a past that is taken over: each ticket as it was opened, and as it is now. */
export async function saveActs(ctx: Context, acted: readonly store.Acted[]): Promise<void> {
  permit(ctx.actor, "tickets.work");
  await carryOut(ctx, acted);
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
