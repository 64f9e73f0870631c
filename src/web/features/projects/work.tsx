import { Link } from "@tanstack/react-router";
import { listWork, type Project, type WorkEntry } from "#api/projects.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { usePages } from "#web/query/use-pages.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";
import styles from "./projects.module.css";

const columns: readonly Column<WorkEntry>[] = [
  {
    id: "day",
    title: "Day worked",
    value: ({ booking }) => booking.bookedOn,
    show: ({ booking }) => <strong>{shortDay(booking.bookedOn)}</strong>,
  },
  {
    id: "ticket",
    title: "Ticket",
    unbroken: true,
    value: ({ ticketNumber }) => ticketNumber,
    show: ({ ticketNumber }) => (
      <Link to="/tickets/$id" params={{ id: ticketNumber }}>
        {ticketNumber}
      </Link>
    ),
  },
  { id: "who", title: "Who", value: ({ workerName }) => workerName },
  { id: "note", title: "What", name: true, value: ({ note }) => note || null },
  {
    id: "why",
    title: "Booked here because",
    value: ({ booking }) => booking.reason,
    show: ({ booking }) => (
      <span className={styles["why"]}>
        <span>{booking.reason}</span>
        {booking.amendmentId && <span className={styles["faint"]}>moved here by an amendment</span>}
      </span>
    ),
  },
  {
    id: "minutes",
    title: "Worked",
    numeric: true,
    value: ({ minutes }) => minutes,
    show: ({ minutes }) => hoursWords(minutes),
  },
];

/** The work that makes the actual figures, the latest day first. */
export function Work({ project }: { project: Project }) {
  const { from, through, knownAt } = project.asked;
  const list = usePages(listWork, { contractId: project.contractId, from, through, knownAt: knownAt ?? undefined });
  return (
    <Section title="Work">
      {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
      <RecordList
        noun="entries"
        columns={columns}
        rowId={({ id }) => id}
        {...list.props}
        empty={
          <Empty title="No work is booked in these months">
            Work is entered on its ticket, and booked to what covers it on that day.
          </Empty>
        }
      />
    </Section>
  );
}
