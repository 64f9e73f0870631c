/** The statuses of a ticket, when they may be left, and what each does to the clocks (SLA3). */

import { nextStatuses, type TicketStatus } from "#api/tickets.ts";
import { Problem } from "#platform/problem.ts";

export const statusWords: Readonly<Record<TicketStatus, string>> = {
  new: "new",
  on_hand: "on hand",
  waiting_customer: "waiting for the customer",
  waiting_vendor: "waiting for the vendor",
  solved: "solved",
  closed: "closed",
};

/** Days after closing within which a ticket may be reopened; later it is another matter, and its facts are stale. */
export const reopenDays = 30;

/** Throws `refused` (TIC3) with the ways that are open, unless a ticket may go from the one status to the other now. */
export function requireTransition(from: TicketStatus, to: TicketStatus, since: Temporal.Instant, now: Temporal.Instant): void {
  if (!nextStatuses[from].includes(to)) {
    const ways = nextStatuses[from].map((status) => statusWords[status]).join(", ");
    throw refused(`A ticket that is ${statusWords[from]} cannot become ${statusWords[to]}. It can become: ${ways}.`, {
      allowed: nextStatuses[from],
    });
  }
  if (from === "closed" && !mayReopen(since, now)) {
    throw refused(`This ticket was closed more than ${reopenDays} days ago. Open a new one and name it there.`);
  }
}

/** Whether a ticket closed at `since` may still be reopened. */
export function mayReopen(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, since.add({ hours: reopenDays * 24 })) <= 0;
}

export function refused(detail: string, extra: Record<string, unknown> = {}): Problem {
  return new Problem("refused", detail, { rule: "TIC3", ...extra });
}

/** Whether nothing more is owed: the ticket is solved or closed. */
export const isDone = (status: TicketStatus): boolean => status === "solved" || status === "closed";

/**
 * Whether a target's clock stands while the ticket is in a status (SLA3). A first response is owed whomever the ticket
 * waits for: only answering meets it.
 */
export function standsStill(target: string, status: TicketStatus): boolean {
  return target !== "first_response" && (status === "waiting_customer" || status === "waiting_vendor");
}
