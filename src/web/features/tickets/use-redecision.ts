import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { BodyOf, ReplyOf } from "#api/endpoint.ts";
import { redecideTicket } from "#api/ticket-decisions.ts";
import type { Ticket } from "#api/tickets.ts";
import { caller } from "#web/query/caller.ts";

/** What of a ticket would be another: see `redecideTicket`. */
export type About = BodyOf<typeof redecideTicket>;
export type Redecision = ReplyOf<typeof redecideTicket>;

/** What a change of what the ticket is about would decide; the answer before it stays until the next has come. Nothing is written. */
export function useRedecision(ticket: Pick<Ticket, "id" | "revision">, about: About) {
  return useQuery({
    queryKey: [redecideTicket.path, ticket.id, ticket.revision, about],
    queryFn: ({ signal }) => caller.call(redecideTicket, { params: { id: ticket.id }, body: about, signal }),
    enabled: Object.keys(about).length > 0,
    placeholderData: keepPreviousData,
  });
}
