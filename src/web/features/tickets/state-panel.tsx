import { Button, NativeSelect } from "@mantine/core";
import { nextStatuses, ticketStatus, type Ticket } from "#api/tickets.ts";
import { severity as severitySchema } from "#api/values.ts";
import { severityNames } from "#web/domain/channel-words.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { useMay, useSession } from "#web/query/session.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./panels.module.css";
import type { TicketChanges } from "./use-ticket-change.ts";

type Props = { readonly ticket: Ticket; readonly changes: TicketChanges };

/** How the ticket stands and who has it. For those who work on tickets it can be changed here; t takes it. */
export function StatePanel({ ticket, changes }: Props) {
  const mayWork = useMay("tickets.work");
  const { user } = useSession();
  const isMine = ticket.assigneeId === user.id;
  const take = (): void => {
    if (mayWork && !isMine && !changes.isPending) changes.change({ assignee: "me" });
  };
  useKeys({ t: take });
  return (
    <Panel title="State">
      <div className={styles["having"]}>
        <p>
          <span className={styles["name"]}>With</span> {ticket.assigneeName ?? "nobody"}
          {isMine && ", that is you"}
        </p>
        {mayWork && (
          <Button
            variant="default"
            size="sm"
            loading={changes.isPending}
            onClick={isMine ? () => changes.change({ assignee: null }) : take}
          >
            {isMine ? "Give back" : "Take it"}
            {!isMine && (
              <kbd className={styles["key"]} aria-hidden>
                T
              </kbd>
            )}
          </Button>
        )}
      </div>
      {mayWork && <Selects ticket={ticket} changes={changes} />}
    </Panel>
  );
}

function Selects({ ticket, changes }: Props) {
  return (
    <div className={styles["selects"]}>
      <NativeSelect
        size="sm"
        label="Status"
        disabled={changes.isPending}
        data={[ticket.status, ...nextStatuses[ticket.status]].map((value) => ({ value, label: ticketStatusNames[value] }))}
        value={ticket.status}
        onChange={(event) => changes.change({ status: ticketStatus.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        size="sm"
        label="Severity"
        disabled={changes.isPending}
        data={Object.entries(severityNames).map(([value, label]) => ({ value, label }))}
        value={String(ticket.severity)}
        onChange={(event) => changes.change({ severity: severitySchema.parse(Number(event.currentTarget.value)) })}
      />
    </div>
  );
}
