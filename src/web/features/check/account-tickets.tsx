import { useQuery } from "@tanstack/react-query";
import { listTickets, type TicketRow } from "#api/tickets.ts";
import { ticketStatusNames } from "#web/domain/status-words.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { When } from "#web/ui/format/when.tsx";
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
    show: (row) => <a href={`/tickets/${row.number}`}>{row.number}</a>,
  },
  { id: "subject", title: "Subject", value: (row) => row.subject },
  { id: "asset", title: "Asset", value: (row) => row.assetSerial },
  { id: "status", title: "Status", value: (row) => ticketStatusNames[row.status] },
  { id: "severity", title: "Severity", value: (row) => row.severity, numeric: true },
  {
    id: "due",
    title: "Next due",
    value: (row) => row.nextDue?.dueAt ?? null,
    show: (row) => (row.nextDue ? <When at={row.nextDue.dueAt} as="relative" /> : "–"),
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
      aside={data && data.total > SHOWN && <a href={`/tickets?accountId=${accountId}`}>All {plural(data.total, "ticket")}</a>}
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
