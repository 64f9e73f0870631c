/** The statuses of a ticket, when they may be left, and what each does to the clocks (SLA3). */

import { nextStatuses, nextStatusesHeld, type Held, type TicketStatus } from "#api/tickets.ts";
import { Problem } from "#platform/problem.ts";
import type { Ticket } from "./ticket.ts";

export const statusWords: Readonly<Record<TicketStatus, string>> = {
  new: "new",
  on_hand: "on hand",
  waiting_customer: "waiting for the customer",
  waiting_vendor: "waiting for the vendor",
  solved: "solved",
  closed: "closed",
  cancelled: "cancelled",
};

/** Days after closing or cancelling within which a ticket may be reopened; later it is another matter, and its facts are stale. */
export const reopenDays = 30;

/**
 * Throws `refused` unless a ticket may go to the status now: TIC3 with the ways that are open, ENT7 with what it takes to
 * work on one that is held. What was merged goes on elsewhere.
 */
export function requireTransition(ticket: Ticket, to: TicketStatus, now: Temporal.Instant): void {
  const { status: from, held, mergedInto, statusSince } = ticket;
  if (mergedInto !== null) throw refused("This ticket was merged into another. Continue there.");
  const ways = waysFrom(ticket);
  if (!ways.includes(to)) {
    if (held !== null && nextStatuses[from].includes(to)) throw heldBack(held);
    const words = ways.map((status) => statusWords[status]).join(", ");
    throw refused(`A ticket that is ${statusWords[from]} cannot become ${statusWords[to]}. It can become: ${words}.`, {
      allowed: ways,
    });
  }
  if ((from === "closed" || from === "cancelled") && !mayReopen(statusSince, now)) {
    throw refused(`This ticket was ${statusWords[from]} more than ${reopenDays} days ago. Open a new one and name it there.`);
  }
}

/** Where it may go; nowhere what was merged. */
function waysFrom({ status, held, mergedInto }: Pick<Ticket, "status" | "held" | "mergedInto">): readonly TicketStatus[] {
  if (mergedInto !== null) return [];
  return held === null ? nextStatuses[status] : nextStatusesHeld[status];
}

/** What is said to whoever would work on a held ticket (ENT7). */
function heldBack(held: Held): Problem {
  const detail =
    held === "quote"
      ? "This ticket is not covered and waits for an approved quote. Nobody works on it until a manager records the approval."
      : "This ticket is not covered, and the policy refuses it. It can be renewed, put under what covers it, or served on a manager's word.";
  return new Problem("refused", detail, { rule: "ENT7", held });
}

/** Whether a ticket closed or cancelled at `since` may still be reopened. */
export function mayReopen(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, since.add({ hours: reopenDays * 24 })) <= 0;
}

export function refused(detail: string, extra: Record<string, unknown> = {}): Problem {
  return new Problem("refused", detail, { rule: "TIC3", ...extra });
}

/** Whether nothing more is owed: the ticket is solved, closed or cancelled. */
export const isDone = (status: TicketStatus): boolean => status === "solved" || status === "closed" || status === "cancelled";

/**
 * Whether a target's clock stands with a ticket as it is (SLA3). A first response is owed whomever the ticket waits for:
 * only answering meets it. Without cover, and once it is cancelled or merged, nothing is owed.
 */
export function standsStill(
  target: string,
  { status, outcome, mergedInto }: Pick<Ticket, "status" | "outcome" | "mergedInto">,
): boolean {
  if (outcome !== "entitled" || status === "cancelled" || mergedInto !== null) return true;
  return target !== "first_response" && (status === "waiting_customer" || status === "waiting_vendor");
}
