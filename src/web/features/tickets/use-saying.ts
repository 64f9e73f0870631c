import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { addMessage, type Ticket } from "#api/tickets.ts";
import { useWrite } from "#web/query/writes.ts";
import { showTicket } from "./ticket-reads.ts";
import type { Draft } from "./use-draft.ts";

/** Sends what was written on a ticket, and shows the ticket on which it is heard: of a merged one that is where the matter goes on. */
export function useSaying(ticket: Ticket, onSent: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const sending = useWrite(addMessage);
  const send = ({ kind, body, status }: Draft): void => {
    if (sending.isPending || body.trim() === "") return;
    sending.mutate(
      { params: { id: ticket.id }, body: { kind, body, ...(status && { status }) } },
      {
        onSuccess: (answered) => {
          onSent();
          void showTicket(queries, answered);
          if (answered.id !== ticket.id) void navigate({ to: "/tickets/$id", params: { id: answered.number } });
        },
      },
    );
  };
  return { send, isPending: sending.isPending, error: sending.error };
}
