import { nextStatuses, nextStatusesHeld, type Ticket, type TicketStatus } from "#api/tickets.ts";

export type Standing = Pick<Ticket, "status" | "held" | "mergedInto">;

/** Where a ticket may go: a held one is not worked on, and what was merged goes on elsewhere. */
export const nextOf = ({ status, held, mergedInto }: Standing): readonly TicketStatus[] =>
  mergedInto === null ? (held === null ? nextStatuses : nextStatusesHeld)[status] : [];

/** What a customer's words open again. */
export const isDone = (status: TicketStatus): boolean => ["solved", "closed", "cancelled"].includes(status);
