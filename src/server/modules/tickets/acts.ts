/**
 * What people do to a ticket, as pure steps: the ticket as it was goes in, and as it is now comes out, with what was said
 * and what the clocks heard. Loading and saving are the use cases' affair.
 */

import type { TicketStatus } from "#api/tickets.ts";
import { type Promised, startClock } from "./clock.ts";
import { clocksAfter, meet } from "./clocks.ts";
import { isDone, mayReopen, refused, requireTransition, statusWords } from "./status.ts";
import { type Act, type InHand, revised, settled, type Ticket, told } from "./ticket.ts";

type Drafted = Omit<
  Ticket,
  "status" | "statusSince" | "assigneeId" | "mergedInto" | "openedAt" | "changedAt" | "revision" | "nextDueAt"
>;

/**
 * A new ticket with its clocks started, the customer's words as its first message, and the notice of their cover, if any,
 * as its second.
 */
export function opened(
  drafted: Drafted,
  promised: readonly Promised[],
  words: { readonly description: string; readonly notice: string | null },
  act: Act,
  newId: () => string,
): InHand {
  const { at } = act;
  const ticket: Ticket = {
    ...drafted,
    status: "new",
    statusSince: at,
    assigneeId: null,
    mergedInto: null,
    openedAt: at,
    changedAt: at,
    revision: 1,
    nextDueAt: null,
  };
  const clocks = promised.map((one) => startClock(newId(), one, at));
  const said = words.description === "" ? [] : [{ kind: "description", body: words.description, ...act } as const];
  const { decisionId } = drafted;
  const first = { decisionId, cause: "opened", taken: true, changes: [], coverageId: null, reason: null, ...act } as const;
  return settled(noticed({ ticket, clocks, said, decided: [first] }, words.notice, at), at);
}

/** With a notice to the customer about their cover, by the desk itself. */
export function noticed(inHand: InHand, notice: string | null, at: Temporal.Instant): InHand {
  if (notice === null) return inHand;
  return { ...inHand, said: [...inHand.said, { kind: "notice", body: notice, authorId: null, authorName: "Support", at }] };
}

/**
 * Something is said, and the status may change in the same step. A reply meets the first response before the status can
 * pause anything; a note meets nothing. An answered ticket is no longer new, and a customer who writes is no longer
 * waited for: a ticket of theirs that was solved, or closed or cancelled not long ago, is opened again.
 */
export function say(
  inHand: InHand,
  kind: "reply" | "customer_reply" | "note",
  body: string,
  status: TicketStatus | undefined,
  act: Act,
): InHand {
  const { ticket } = inHand;
  const isOver = ticket.status === "closed" || ticket.status === "cancelled";
  if (kind !== "note" && ticket.mergedInto !== null)
    throw refused("This ticket was merged into another. Continue there.", { mergedInto: ticket.mergedInto });
  if (kind === "reply" && isOver) throw refused(`This ticket is ${statusWords[ticket.status]}. Reopen it first, then reply.`);
  if (kind === "customer_reply" && isOver && !mayReopen(ticket.statusSince, act.at))
    throw refused(
      `This ticket was ${statusWords[ticket.status]} too long ago to be continued. Open a new one and name it there.`,
    );
  const answered = kind === "reply" ? meet(inHand.clocks, ({ name }) => name === "first_response", act.at) : inHand.clocks;
  const said = { ...inHand, clocks: answered, said: [...inHand.said, { kind, body, ...act }] };
  return revised(moved(said, status ?? statusAfter(kind, ticket), act), act.at);
}

/** A held ticket is not taken on hand by talk: it goes back to those that are new. */
function statusAfter(kind: "reply" | "customer_reply" | "note", { status, held }: Ticket): TicketStatus {
  if (kind === "reply" && status === "new" && held === null) return "on_hand";
  if (kind === "customer_reply" && (status === "waiting_customer" || isDone(status))) return held === null ? "on_hand" : "new";
  return status;
}

export type TicketChange = {
  readonly status?: TicketStatus | undefined;
  readonly subject?: string | undefined;
  /** Who has it from now on; null: nobody. */
  readonly assignee?: { readonly id: string; readonly name: string } | null | undefined;
};

/** The ticket changed in whatever is given; each change is told in the conversation. What is as it was is no change. */
export function changed(inHand: InHand, change: TicketChange, act: Act): InHand {
  const now = changedInPart(inHand, change, act);
  return now === inHand ? inHand : revised(now, act.at);
}

/** The same, as a part of an act that makes one revision of all. */
export function changedInPart(inHand: InHand, { subject, assignee, status }: TicketChange, act: Act): InHand {
  let now = inHand;
  if (subject !== undefined && subject !== now.ticket.subject) {
    now = told({ ...now, ticket: { ...now.ticket, subject } }, `Subject changed; it was: ${inHand.ticket.subject}`, act);
  }
  if (assignee !== undefined && (assignee?.id ?? null) !== now.ticket.assigneeId) {
    const words = assignee === null ? "Given back: nobody has it." : `Now with ${assignee.name}.`;
    now = told({ ...now, ticket: { ...now.ticket, assigneeId: assignee?.id ?? null } }, words, act);
  }
  return moved(now, status ?? now.ticket.status, act);
}

function moved(inHand: InHand, to: TicketStatus, act: Act): InHand {
  const { ticket } = inHand;
  const from = ticket.status;
  if (to === from) return inHand;
  requireTransition(ticket, to, act.at);
  const words =
    isDone(from) && !isDone(to)
      ? `Reopened: it was ${statusWords[from]}.`
      : `Status changed from ${statusWords[from]} to ${statusWords[to]}.`;
  const next: Ticket = { ...ticket, status: to, statusSince: act.at };
  return told({ ...inHand, clocks: clocksAfter(inHand.clocks, ticket, next, act.at), ticket: next }, words, act);
}
