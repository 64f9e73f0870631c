import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listTickets, type TicketRow } from "#api/tickets.ts";
import { Due } from "#web/domain/tickets/due.tsx";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { plural } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import styles from "./answer.module.css";

/** As many as help to see whether it is already being worked on. */
const SHOWN = 5;
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
  { id: "subject", title: "Subject", value: (row) => row.subject },
  { id: "asset", title: "Asset", value: (row) => row.assetSerial },
  { id: "status", title: "Status", value: (row) => ticketStatusNames[row.status] },
  { id: "severity", title: "Severity", value: (row) => row.severity, numeric: true },
  {
    id: "due",
    title: "Next due",
    value: (row) => row.nextDue?.dueAt ?? null,
    show: (row) => (row.nextDue ? <Due at={row.nextDue.dueAt} /> : "–"),
  },
];

/** The account's open tickets, the most urgent first. */
export function AccountTickets({ accountId, accountName }: { accountId: string; accountName: string }) {
  const { data, error, refetch } = useQuery({
    ...read(listTickets, { query: { accountId, limit: SHOWN } }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section
      title={`Open tickets of ${accountName}`}
      aside={
        data &&
        data.total > SHOWN && (
          <Link to="/tickets" search={{ accountId }}>
            All {plural(data.total, "ticket")}
          </Link>
        )
      }
    >
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data && data.rows.length > 0 ? (
        <RecordTable noun="Open tickets" columns={columns} rows={data.rows} rowId={(row) => row.id} sort={undefined} />
      ) : (
        <p className={styles["none"]}>{data ? "None is open." : "Looking…"}</p>
      )}
    </Section>
  );
}
