import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { getTicket, listTickets, type Ticket } from "#api/tickets.ts";
import { read, readsOf } from "#web/query/reads.ts";

/** How often a ticket on screen is asked for anew: what others do to it appears without reloading. */
const REFRESH_MS = 15_000;

/** A ticket by id or number, kept up to date while it is on screen. */
export const ticketRead = (id: string) =>
  queryOptions({
    ...read(getTicket, { params: { id } }),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: "always",
  });

/** Puts a ticket as the server just told it on screen, whatever is on its way; lists are asked anew. */
export async function showTicket(queries: QueryClient, ticket: Ticket): Promise<void> {
  await queries.cancelQueries(readsOf(getTicket));
  for (const id of [ticket.id, ticket.number]) queries.setQueryData(ticketRead(id).queryKey, ticket);
  await queries.invalidateQueries(readsOf(listTickets));
}
