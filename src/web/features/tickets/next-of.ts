import { nextStatuses, nextStatusesHeld, type Ticket, type TicketStatus } from "#api/tickets.ts";

export type Standing = Pick<Ticket, "status" | "held">;

/** Where a ticket may go: a held one is not worked on. */
export const nextOf = ({ status, held }: Standing): readonly TicketStatus[] =>
  (held === null ? nextStatuses : nextStatusesHeld)[status];
