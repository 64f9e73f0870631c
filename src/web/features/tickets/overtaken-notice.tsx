import { Button } from "@mantine/core";
import type { Ticket } from "#api/tickets.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { changesBetween, changeWords } from "./change-words.ts";
import type { TicketChanges } from "./use-ticket-change.ts";

/** Says what somebody else did while one was about to change the ticket, and offers the change again on the ticket as it is now. */
export function OvertakenNotice({ ticket, changes }: { ticket: Ticket; changes: TicketChanges }) {
  const { overtaken, change, leaveIt } = changes;
  if (overtaken === null || overtaken.seen.revision === ticket.revision) return null;
  const happened = changesBetween(overtaken.seen, ticket);
  return (
    <Notice
      tone="caution"
      title="Somebody else changed this ticket first"
      actions={
        <>
          <Button variant="default" size="sm" onClick={() => change(overtaken.wanted)}>
            Change it all the same
          </Button>
          <Button variant="default" size="sm" onClick={leaveIt}>
            Leave it as it is
          </Button>
        </>
      }
    >
      <p>{happened.join(" ")} You see it as it is now.</p>
      <p>Your change was not made: {changeWords(overtaken.wanted)}.</p>
    </Notice>
  );
}
