import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listTickets, type TicketRow } from "#api/tickets.ts";
import { Due } from "#web/domain/tickets/due.tsx";
import { TicketStatusBadge } from "#web/domain/tickets/ticket-badges.tsx";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { plural } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./my-support.module.css";

/** As many as are worked on at a time; the rest is in the list. */
const SHOWN = 8;
const REFRESH_MS = 60_000;

const columns: readonly Column<TicketRow>[] = [
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
  { id: "subject", title: "Subject", name: true, value: (row) => row.subject },
  { id: "asset", title: "Asset", value: (row) => row.assetSerial },
  {
    id: "status",
    title: "Status",
    value: (row) => ticketStatusNames[row.status],
    show: (row) => <TicketStatusBadge status={row.status} />,
  },
  { id: "assignee", title: "With", value: (row) => row.assigneeName },
  {
    id: "due",
    title: "Next due",
    value: (row) => row.nextDue?.dueAt ?? null,
    show: (row) => (row.nextDue ? <Due at={row.nextDue.dueAt} /> : "–"),
  },
];

/** What is being worked on: status in plain words, who has it, what is due next. */
export function OpenTickets({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery({
    ...read(listTickets, { query: { accountId, limit: SHOWN } }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section
      title="My open tickets"
      aside={
        <Link to="/tickets" search={{ status: "all" }}>
          {data && data.total > SHOWN ? `All ${plural(data.total, "ticket")}` : "All tickets, done ones too"}
        </Link>
      }
    >
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data && data.rows.length > 0 ? (
        <RecordTable noun="My open tickets" columns={columns} rows={data.rows} rowId={(row) => row.id} sort={undefined} />
      ) : (
        <p className={styles["quiet"]}>{data ? "Nothing is open." : "Looking…"}</p>
      )}
    </Section>
  );
}
