import { Link } from "@tanstack/react-router";
import type { TicketRow } from "#api/tickets.ts";
import { channelName, severityNames } from "#web/domain/channel-words.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { targetName } from "#web/domain/plan-terms/target-words.ts";
import { Due } from "#web/domain/tickets/due.tsx";
import { CoverBadge, heldNames, outcomeNames, TicketStatusBadge } from "#web/domain/tickets/ticket-badges.tsx";
import { When } from "#web/ui/format/when.tsx";
import type { Column } from "#web/ui/list/column.ts";
import styles from "./tickets.module.css";

/** The columns of tickets. What is due stands at the front: it is what the list is ordered by. */
export const ticketColumns: readonly Column<TicketRow>[] = [
  {
    id: "number",
    title: "Ticket",
    value: (row) => row.number,
    show: (row) => (
      <Link to="/tickets/$id" params={{ id: row.number }}>
        {row.number}
      </Link>
    ),
  },
  { id: "subject", title: "Subject", value: (row) => row.subject, show: (row) => <Subject row={row} /> },
  { id: "due", title: "Next due", value: (row) => row.nextDue?.dueAt ?? null, show: (row) => <NextDue row={row} /> },
  {
    id: "severity",
    title: "Severity",
    value: (row) => row.severity,
    show: (row) => <Whole>{severityNames[row.severity]}</Whole>,
  },
  {
    id: "status",
    title: "Status",
    value: (row) => [ticketStatusNames[row.status], row.held && heldNames[row.held]].filter(Boolean).join(", "),
    show: (row) => (
      <span className={styles["status"]}>
        <TicketStatusBadge status={row.status} />
        {row.held && <span className={styles["held"]}>{heldNames[row.held]}</span>}
      </span>
    ),
  },
  {
    id: "cover",
    title: "Cover",
    value: (row) => [outcomeNames[row.outcome], row.plan].filter(Boolean).join(": "),
    show: (row) => <CoverBadge outcome={row.outcome} plan={row.plan} isShort />,
  },
  {
    id: "account",
    title: "Account",
    name: true,
    value: (row) => row.accountName,
    show: (row) =>
      row.accountId ? (
        <Link to="/accounts/$id" params={{ id: row.accountId }}>
          {row.accountName}
        </Link>
      ) : (
        "Not known"
      ),
  },
  { id: "assignee", title: "With", value: (row) => row.assigneeName, show: (row) => row.assigneeName ?? "Nobody" },
  { id: "contact", title: "Contact", value: (row) => row.contactName, hidden: true },
  { id: "asset", title: "Asset", value: (row) => row.assetSerial, hidden: true },
  { id: "product", title: "Product", value: (row) => row.productName, hidden: true },
  { id: "channel", title: "Channel", value: (row) => channelName(row.channel), hidden: true },
  {
    id: "opened",
    title: "Opened",
    value: (row) => row.openedAt,
    show: (row) => <When at={row.openedAt} as="relative" />,
    hidden: true,
  },
  {
    id: "changed",
    title: "Changed",
    value: (row) => row.changedAt,
    show: (row) => <When at={row.changedAt} as="relative" />,
    hidden: true,
  },
];

/** Words that stay on one line. */
function Whole({ children }: { children: string }) {
  return <span className={styles["whole"]}>{children}</span>;
}

function Subject({ row }: { row: TicketRow }) {
  return <span className={styles["subject"]}>{row.subject}</span>;
}

function NextDue({ row: { nextDue, status } }: { row: TicketRow }) {
  if (!nextDue) return <span className={styles["none"]}>{status.startsWith("waiting") ? "paused" : "nothing due"}</span>;
  return (
    <span className={styles["due"]}>
      <Due at={nextDue.dueAt} />
      <span className={styles["small"]}>{targetName(nextDue.name)}</span>
    </span>
  );
}
