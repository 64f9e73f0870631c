/**
 * What people do to a ticket, as pure steps: the ticket as it was goes in, and as it is now comes out, with what was said
 * and what the clocks heard. Loading and saving are the use cases' affair.
 */

import type { TicketStatus } from "#api/tickets.ts";
import type { Channel, Severity } from "#core/entitlement/terms.ts";
import {
  type Clock,
  dueWhileRunning,
  happened,
  isMet,
  isPaused,
  type Promised,
  readFace,
  retarget,
  startClock,
} from "./clock.ts";
import { isDone, mayReopen, refused, requireTransition, standsStill, statusWords } from "./status.ts";

export type Ticket = {
  readonly id: string;
  readonly subject: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly assetId: string | null;
  readonly productId: string | null;
  /** What its decision found it entitled under. */
  readonly contractId: string | null;
  readonly channel: Channel;
  readonly severity: Severity;
  readonly status: TicketStatus;
  readonly statusSince: Temporal.Instant;
  readonly assigneeId: string | null;
  readonly outcome: "entitled" | "not_entitled" | "undecided";
  readonly decisionId: string;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
  readonly changedAt: Temporal.Instant;
  readonly revision: number;
  /** The soonest target that runs, whether or not it has passed. */
  readonly nextDueAt: Temporal.Instant | null;
};

export type MessageKind = "description" | "reply" | "customer_reply" | "note" | "event";
/** What was said or what happened; its place in the conversation is its place in the list. */
export type Said = {
  readonly kind: MessageKind;
  readonly body: string;
  readonly authorId: string | null;
  readonly authorName: string;
  readonly at: Temporal.Instant;
};

/** A ticket in hand: with its clocks, and what is said on it in this act. */
export type InHand = { readonly ticket: Ticket; readonly clocks: readonly Clock[]; readonly said: readonly Said[] };

/** Who acts, and when. */
export type Act = { readonly authorId: string | null; readonly authorName: string; readonly at: Temporal.Instant };

type Drafted = Omit<Ticket, "status" | "statusSince" | "assigneeId" | "openedAt" | "changedAt" | "revision" | "nextDueAt">;

/** A new ticket with its clocks started, and the customer's words as its first message. */
export function opened(
  drafted: Drafted,
  promised: readonly Promised[],
  description: string,
  act: Act,
  newId: () => string,
): InHand {
  const { at } = act;
  const ticket: Ticket = {
    ...drafted,
    status: "new",
    statusSince: at,
    assigneeId: null,
    openedAt: at,
    changedAt: at,
    revision: 1,
    nextDueAt: null,
  };
  const clocks = promised.map((one) => startClock(newId(), one, at));
  const said = description === "" ? [] : [{ kind: "description", body: description, ...act } as const];
  return settled({ ticket, clocks, said }, at);
}

/**
 * Something is said, and the status may change in the same step. A reply meets the first response before the status can
 * pause anything; a note meets nothing. An answered ticket is no longer new, and a customer who writes is no longer
 * waited for: a ticket of theirs that was solved, or closed not long ago, is opened again.
 */
export function say(
  inHand: InHand,
  kind: "reply" | "customer_reply" | "note",
  body: string,
  status: TicketStatus | undefined,
  act: Act,
): InHand {
  const { ticket } = inHand;
  if (kind === "reply" && ticket.status === "closed") throw refused("This ticket is closed. Reopen it first, then reply.");
  if (kind === "customer_reply" && ticket.status === "closed" && !mayReopen(ticket.statusSince, act.at)) {
    throw refused("This ticket was closed too long ago to be continued. Open a new one and name it there.");
  }
  const answered = kind === "reply" ? meet(inHand.clocks, ({ name }) => name === "first_response", act.at) : inHand.clocks;
  const told = { ...inHand, clocks: answered, said: [...inHand.said, { kind, body, ...act }] };
  return revised(moved(told, status ?? statusAfter(kind, ticket.status), act), act.at);
}

function statusAfter(kind: "reply" | "customer_reply" | "note", status: TicketStatus): TicketStatus {
  if (kind === "reply" && status === "new") return "on_hand";
  if (kind === "customer_reply" && (status === "waiting_customer" || isDone(status))) return "on_hand";
  return status;
}

export type TicketChange = {
  readonly status?: TicketStatus | undefined;
  readonly subject?: string | undefined;
  /** Who has it from now on; null: nobody. */
  readonly assignee?: { readonly id: string; readonly name: string } | null | undefined;
  /** Another severity, with the decision made anew and what it promises (ENT11, SLA4). */
  readonly severity?: { readonly to: Severity; readonly decision: Redecided; readonly promised: readonly Promised[] } | undefined;
};

/** What a decision says that a ticket carries. */
export type Redecided = Pick<Ticket, "decisionId" | "outcome" | "contractId">;

/** The ticket changed in whatever is given; each change is told in the conversation. What is as it was is no change. */
export function changed(inHand: InHand, change: TicketChange, act: Act, newId: () => string): InHand {
  let now = inHand;
  const { subject, assignee, severity, status } = change;
  if (subject !== undefined && subject !== now.ticket.subject) {
    now = told({ ...now, ticket: { ...now.ticket, subject } }, `Subject changed; it was: ${inHand.ticket.subject}`, act);
  }
  if (assignee !== undefined && (assignee?.id ?? null) !== now.ticket.assigneeId) {
    const words = assignee === null ? "Given back: nobody has it." : `Now with ${assignee.name}.`;
    now = told({ ...now, ticket: { ...now.ticket, assigneeId: assignee?.id ?? null } }, words, act);
  }
  if (severity !== undefined && severity.to !== now.ticket.severity) {
    const ticket = { ...now.ticket, severity: severity.to, ...severity.decision };
    const clocks = retargeted(now, severity.promised, act.at, newId);
    now = told({ ...now, ticket, clocks }, `Severity changed from ${inHand.ticket.severity} to ${severity.to}.`, act);
  }
  now = moved(now, status ?? now.ticket.status, act);
  return now === inHand ? inHand : revised(now, act.at);
}

/**
 * Each clock under its new promise; a promise not made before counts from the opening too, and stands if its ticket does.
 * A ticket that is done is owed nothing that it was not promised.
 */
function retargeted(
  { ticket, clocks }: InHand,
  promised: readonly Promised[],
  at: Temporal.Instant,
  newId: () => string,
): Clock[] {
  const kept = clocks.map((clock) => {
    const promise = promised.find(({ target }) => target.name === clock.name);
    return promise === undefined ? clock : retarget(clock, promise, at);
  });
  const added = isDone(ticket.status) ? [] : promised.filter(({ target }) => !clocks.some(({ name }) => name === target.name));
  return [...kept, ...added.map((promise) => startedLate(newId(), promise, ticket))];
}

function startedLate(id: string, promise: Promised, { openedAt, status, statusSince }: Ticket): Clock {
  const clock = startClock(id, promise, openedAt);
  return standsStill(clock.name, status) ? happened(clock, "paused", statusSince) : clock;
}

/** Solving meets whatever is still owed, at that instant. Reopening owes the resolution again. */
function moved(inHand: InHand, to: TicketStatus, act: Act): InHand {
  const { ticket } = inHand;
  const from = ticket.status;
  if (to === from) return inHand;
  requireTransition(from, to, ticket.statusSince, act.at);
  const clocks = clocksAfter(inHand.clocks, from, to, act.at);
  const words =
    isDone(from) && !isDone(to)
      ? `Reopened: it was ${statusWords[from]}.`
      : `Status changed from ${statusWords[from]} to ${statusWords[to]}.`;
  return told({ ...inHand, clocks, ticket: { ...ticket, status: to, statusSince: act.at } }, words, act);
}

function clocksAfter(clocks: readonly Clock[], from: TicketStatus, to: TicketStatus, at: Temporal.Instant): readonly Clock[] {
  if (to === "solved") return meet(clocks, () => true, at);
  if (to === "closed") return clocks;
  if (isDone(from))
    return clocks.map((clock) => (clock.name === "resolution" && isMet(clock) ? happened(clock, "resumed", at) : clock));
  return clocks.map((clock) => {
    if (isMet(clock) || isPaused(clock) === standsStill(clock.name, to)) return clock;
    return happened(clock, standsStill(clock.name, to) ? "paused" : "resumed", at);
  });
}

function meet(clocks: readonly Clock[], which: (clock: Clock) => boolean, at: Temporal.Instant): readonly Clock[] {
  return clocks.map((clock) => (which(clock) && !isMet(clock) ? happened(clock, "met", at) : clock));
}

function told(inHand: InHand, body: string, act: Act): InHand {
  return { ...inHand, said: [...inHand.said, { kind: "event", body, ...act }] };
}

function revised(inHand: InHand, at: Temporal.Instant): InHand {
  const { ticket } = inHand;
  return settled({ ...inHand, ticket: { ...ticket, changedAt: at, revision: ticket.revision + 1 } }, at);
}

/** With the soonest due of its running clocks, by which lists sort. */
function settled(inHand: InHand, at: Temporal.Instant): InHand {
  const dues = inHand.clocks.map((clock) => dueWhileRunning(readFace(clock, at))).filter((due) => due !== null);
  return {
    ...inHand,
    ticket: { ...inHand.ticket, nextDueAt: dues.toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null },
  };
}
