import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CallProblem } from "#api/client.ts";
import { changeTicket, getTicket, type Ticket } from "#api/tickets.ts";
import { readsOf } from "#web/query/reads.ts";
import { useWrite } from "#web/query/writes.ts";
import type { Change } from "./change-words.ts";
import { showTicket } from "./ticket-reads.ts";

/** A change that was not made because somebody else was faster: what it wanted, and the ticket as it was seen then. */
export type Overtaken = { readonly wanted: Change; readonly seen: Ticket };

export type TicketChanges = {
  readonly change: (change: Change) => void;
  readonly isPending: boolean;
  /** Why the last change was not made; null when somebody was faster: see `overtaken`. */
  readonly error: Error | null;
  readonly overtaken: Overtaken | null;
  readonly leaveIt: () => void;
};

/** Changes a ticket as it is on screen (If-Match). When somebody else changed it first, nothing is written and the newer ticket is fetched. */
export function useTicketChange(ticket: Ticket): TicketChanges {
  const queries = useQueryClient();
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const write = useWrite(changeTicket);
  const change = (wanted: Change): void => {
    setOvertaken(null);
    write.mutate(
      { params: { id: ticket.id }, body: wanted, headers: { "if-match": `"${ticket.revision}"` } },
      {
        onSuccess: (changed) => void showTicket(queries, changed),
        onError: (error) => {
          if (!isStale(error)) return;
          setOvertaken({ wanted, seen: ticket });
          void queries.invalidateQueries(readsOf(getTicket));
        },
      },
    );
  };
  return {
    change,
    isPending: write.isPending,
    error: isStale(write.error) ? null : write.error,
    overtaken,
    leaveIt: () => setOvertaken(null),
  };
}

const isStale = (error: Error | null): boolean => error instanceof CallProblem && error.problem.code === "stale_version";
