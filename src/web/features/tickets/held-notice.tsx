import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { overrideTicket } from "#api/ticket-decisions.ts";
import type { Held, Ticket } from "#api/tickets.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useMay, useSession } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { showTicket } from "./ticket-reads.ts";

const titles: Record<Held, string> = {
  not_covered: "Held: nothing covers it",
  quote: "Held until a quote is approved",
};

/** Above a ticket that nobody may work on: why, what the customer was told, and the way round it for who may take it. */
export function HeldNotice({ ticket }: { ticket: Ticket }) {
  const [overriding, setOverriding] = useState(false);
  const mayOverride = useMay("exceptions.approve");
  const isContact = useSession().user.role === "contact";
  const notice = ticket.messages.findLast(({ kind }) => kind === "notice");
  if (ticket.held === null) return null;
  if (isContact)
    return (
      <Notice tone="caution" title="Nobody works on this yet">
        <p>{notice?.body ?? "It is not covered. Your contact for renewals has been told."}</p>
      </Notice>
    );
  return (
    <Notice
      tone="caution"
      title={titles[ticket.held]}
      actions={
        <>
          {mayOverride && (
            <Button variant="default" size="sm" onClick={() => setOverriding(true)}>
              {ticket.held === "quote" ? "The quote is approved…" : "Serve it all the same…"}
            </Button>
          )}
          {notice && (
            <Button variant="default" size="sm" component="a" href={`#${notice.id}`}>
              What the customer was told
            </Button>
          )}
        </>
      }
    >
      <p>
        {ticket.decision.reasons[0]?.text} Nobody works on it until{" "}
        {ticket.held === "quote" ? "a quote is approved" : "it is covered"}; the customer was told so.
        {!mayOverride && " A lead may have it served all the same, with a reason."}
      </p>
      {overriding && <Override ticket={ticket} onClose={() => setOverriding(false)} />}
    </Notice>
  );
}

function Override({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const queries = useQueryClient();
  const overriding = useWrite(overrideTicket);
  return (
    <ReasonDialog
      title={ticket.held === "quote" ? "The quote is approved" : "Serve it without cover"}
      submit="Serve it"
      pending={overriding.isPending}
      error={overriding.error}
      onClose={onClose}
      onSubmit={(reason) =>
        overriding.mutate(
          { params: { id: ticket.id }, body: { reason } },
          {
            onSuccess: (served) => {
              onClose();
              void showTicket(queries, served);
            },
          },
        )
      }
    >
      <p>
        The ticket is worked on as any other. It is recorded as an exception on your word, with what it costs; renewals see it.
      </p>
    </ReasonDialog>
  );
}
