import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import {
  addWork,
  getProject,
  listBudgets,
  listProjects,
  listTicketWork,
  listWork,
  removeWork,
  type WorkEntry,
} from "#api/projects.ts";
import type { Ticket } from "#api/tickets.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { localDay } from "#web/ui/format/days.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { useNow } from "#web/ui/format/use-now.ts";
import { shortDay } from "#web/ui/format/words.ts";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./work-panel.module.css";

/** Everything that work shows up in. */
const shownIn = [listTicketWork, listWork, getProject, listProjects, listBudgets];

/** The work done on a ticket, where each piece is booked, and a line to enter more. */
export function WorkPanel({ ticket }: { ticket: Ticket }) {
  const { data, error, refetch } = useQuery(read(listTicketWork, { params: { id: ticket.id } }));
  const mayRecord = useMay("work.record");
  return (
    <Panel title="Work" aside={data && data.minutes > 0 && <span className={styles["sum"]}>{hoursWords(data.minutes)}</span>}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && <p className={styles["quiet"]}>No work is entered yet.</p>}
      {data && data.rows.length > 0 && (
        <ul className={styles["entries"]}>
          {data.rows.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {mayRecord && ticket.held === null && <WorkForm ticketId={ticket.id} />}
    </Panel>
  );
}

function Entry({ entry }: { entry: WorkEntry }) {
  const removing = useWrite(removeWork, { stale: shownIn });
  return (
    <li className={styles["entry"]}>
      <div className={styles["line"]}>
        <strong>{hoursWords(entry.minutes)}</strong>
        <span>
          {entry.workerName}, {shortDay(entry.booking.bookedOn)}
          {entry.kind !== null && `, ${entry.kind}`}
        </span>
        {entry.removable && (
          <ActionIcon
            className={styles["remove"]}
            variant="subtle"
            color="gray"
            loading={removing.isPending}
            aria-label={`Remove ${hoursWords(entry.minutes)} of ${entry.workerName}`}
            onClick={() => removing.mutate({ params: { id: entry.id } })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {entry.note && <p dir="auto">{entry.note}</p>}
      <p className={styles["quiet"]}>
        <Booked booking={entry.booking} />
      </p>
      {removing.error && <ProblemNotice error={removing.error} doing="writing" />}
    </li>
  );
}

/** Where it is booked: to a project, or why to none, in the decision's own words. */
function Booked({ booking: { kind, contractId, contractNumber, reason } }: Pick<WorkEntry, "booking">) {
  if (contractId !== null) {
    return (
      <>
        Booked to{" "}
        <Link to="/projects/$id" params={{ id: contractId }}>
          {contractNumber}
        </Link>
      </>
    );
  }
  return kind === "exception" ? `An exception. ${reason}` : `Under warranty, so on no project. ${reason}`;
}

/** How long, on which day, what: who enters it did it. */
function WorkForm({ ticketId }: { ticketId: string }) {
  const [minutes, setMinutes] = useState("");
  const today = localDay(new Date(useNow()));
  const [workedOn, setWorkedOn] = useState(today);
  const [note, setNote] = useState("");
  const [kind, setKind] = useState("");
  const adding = useWrite(addWork, { stale: shownIn });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate(
      { params: { id: ticketId }, body: { minutes, workedOn, note, ...(kind.trim() !== "" && { kind }) } },
      {
        onSuccess: () => {
          setMinutes("");
          setNote("");
          setKind("");
        },
      },
    );
  };
  return (
    <form className={styles["form"]} onSubmit={submit} aria-label="Enter work">
      <div className={styles["pair"]}>
        <TextInput
          size="sm"
          label="How long"
          placeholder="45, 1:30 or 2 h"
          required
          withAsterisk={false}
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
        />
        <TextInput
          size="sm"
          type="date"
          label="On"
          required
          withAsterisk={false}
          value={workedOn}
          max={today}
          onChange={(event) => setWorkedOn(event.currentTarget.value)}
        />
      </div>
      <Textarea
        size="sm"
        label="What was done"
        autosize
        minRows={1}
        maxLength={2000}
        dir="auto"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TextInput
        size="sm"
        label="Kind of work"
        description="As plans name what does not count, such as travel"
        maxLength={60}
        dir="auto"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
      />
      {adding.error && <ProblemNotice error={adding.error} doing="writing" />}
      <div>
        <Button type="submit" size="sm" variant="default" loading={adding.isPending} disabled={minutes.trim() === ""}>
          Enter work
        </Button>
      </div>
    </form>
  );
}
