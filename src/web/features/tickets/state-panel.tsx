import { ActionIcon, Button, Menu, NativeSelect } from "@mantine/core";
import { IconArrowMerge, IconDots } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { redecideTicket } from "#api/ticket-decisions.ts";
import { ticketStatus, type Ticket } from "#api/tickets.ts";
import { severity as severitySchema } from "#api/values.ts";
import { severityNames } from "#web/domain/channel-words.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { caller } from "#web/query/caller.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay, useSession } from "#web/query/session.ts";
import { useKeys } from "#web/ui/keys/use-keys.ts";
import { Panel } from "#web/ui/panel/panel.tsx";
import type { AboutDraft } from "./about-draft.ts";
import { nextOf } from "./next-of.ts";
import styles from "./panels.module.css";
import type { TicketChanges } from "./use-ticket-change.ts";

type Props = {
  readonly ticket: Ticket;
  readonly changes: TicketChanges;
  /** Opens the form for what the ticket is about, with a change begun. */
  readonly onAbout: (begun: Partial<AboutDraft>) => void;
  readonly onMerge: () => void;
};

/** How the ticket stands and who has it. For those who work on tickets it can be changed here; t takes it. */
export function StatePanel(props: Props) {
  const { ticket, changes } = props;
  const mayWork = useMay("tickets.work");
  const { user } = useSession();
  const isMine = ticket.assigneeId === user.id;
  const take = (): void => {
    if (mayWork && !isMine && ticket.held === null && !changes.isPending) changes.change({ assignee: "me" });
  };
  useKeys({ t: take });
  return (
    <Panel title="State" aside={mayWork && ticket.mergedInto === null && <More onMerge={props.onMerge} />}>
      <div className={styles["having"]}>
        <p>
          <span className={styles["name"]}>With</span> {ticket.assigneeName ?? "nobody"}
          {isMine && ", that is you"}
        </p>
        {mayWork && (isMine || ticket.held === null) && (
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
      {mayWork && <Selects {...props} />}
    </Panel>
  );
}

function More({ onMerge }: Pick<Props, "onMerge">) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label="More for this ticket">
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowMerge size={16} aria-hidden />} onClick={onMerge}>
          Merge into another…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Another severity may be another cover: where the policy asks, the form that shows both opens (ENT11). */
function useSeverity({ ticket, changes, onAbout }: Props) {
  return useMutation({
    mutationFn: (severity: Ticket["severity"]) => caller.call(redecideTicket, { params: { id: ticket.id }, body: { severity } }),
    onSuccess: ({ differs, policy }, severity) =>
      differs && policy === "ask" ? onAbout({ severity }) : changes.change({ severity }),
  });
}

function Selects(props: Props) {
  const { ticket, changes } = props;
  const severity = useSeverity(props);
  const isPending = changes.isPending || severity.isPending;
  return (
    <>
      <div className={styles["selects"]}>
        <NativeSelect
          size="sm"
          label="Status"
          disabled={isPending}
          data={[ticket.status, ...nextOf(ticket)].map((value) => ({ value, label: ticketStatusNames[value] }))}
          value={ticket.status}
          onChange={(event) => changes.change({ status: ticketStatus.parse(event.currentTarget.value) })}
        />
        <NativeSelect
          size="sm"
          label="Severity"
          disabled={isPending}
          data={Object.entries(severityNames).map(([value, label]) => ({ value, label }))}
          value={String(ticket.severity)}
          onChange={(event) => severity.mutate(severitySchema.parse(Number(event.currentTarget.value)))}
        />
      </div>
      {severity.error && <ProblemNotice error={severity.error} doing="writing" />}
    </>
  );
}
