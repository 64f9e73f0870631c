import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ReplayDifference } from "#api/replays.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { isoDay, dayNumber } from "#web/ui/format/days.ts";
import { plural, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty } from "#web/ui/page/page.tsx";
import styles from "./replay.module.css";
import { useReplay, type Replay, type Supposed } from "./use-replay.ts";

type Props = {
  /** What is tried; null while it cannot be read. */
  readonly supposed: Supposed | null;
  /** Nothing is different from what holds: there is nothing to replay. */
  readonly isSame: boolean;
  readonly today: string;
};

const QUARTER_DAYS = 91;

/** What would have differed over past decisions, before anything is saved. */
export function ReplayPanel({ supposed, isSame, today }: Props) {
  const [since, setSince] = useState(isoDay(dayNumber(today) - QUARTER_DAYS));
  const [asked, setAsked] = useState("");
  const { replay, start, stop } = useReplay();
  const wanted = JSON.stringify({ since, supposed });
  const isStale = replay.state !== "idle" && asked !== wanted;
  const run = (): void => {
    if (supposed === null) return;
    setAsked(wanted);
    void start(since, supposed);
  };
  return (
    <div className={styles["panel"]}>
      <div className={styles["ask"]}>
        <TextInput
          type="date"
          size="sm"
          label="Decisions since"
          value={since}
          onChange={({ currentTarget: { value } }) => setSince(value)}
        />
        {replay.state === "running" ? (
          <Button variant="default" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button variant="default" disabled={supposed === null || isSame || since === ""} onClick={run}>
            See what would have differed
          </Button>
        )}
      </div>
      <p className={styles["state"]} role="status">
        {isSame && replay.state === "idle"
          ? "Change something, and see here what it would have meant."
          : stateWords(replay, isStale)}
      </p>
      {replay.error !== null && <ProblemNotice error={replay.error} onRetry={run} />}
      {replay.differences.length > 0 && <Differences rows={replay.differences} />}
    </div>
  );
}

function stateWords({ state, replayed, differences }: Replay, isStale: boolean): string {
  if (state === "idle") return "";
  const found = `${plural(replayed, "decision")} made again: ${
    differences.length === 0 ? "none would have differed" : `${differences.length} would have differed`
  }`;
  if (state === "running") return `${found}, so far…`;
  const words = state === "stopped" ? `${found}, until it was stopped.` : `${found}.`;
  return isStale ? `${words} Something was changed since.` : words;
}

const outcomeNames = { entitled: "Covered", not_entitled: "Not covered", undecided: "Undecided" } as const;

type Said = ReplayDifference["before"];

const saidWords = ({ outcome, coveredBy, handling }: Said): string =>
  [coveredBy ?? outcomeNames[outcome], handling].filter((part) => part !== null).join(", ");

const columns: readonly Column<ReplayDifference>[] = [
  {
    id: "what",
    title: "Asked about",
    value: ({ ticket, serial, accountName }) => ticket?.number ?? serial ?? accountName,
    show: ({ ticket, serial, accountName }) =>
      ticket ? (
        <Link to="/tickets/$id" params={{ id: ticket.id }}>
          {ticket.number}
        </Link>
      ) : (
        (serial ?? accountName ?? "–")
      ),
  },
  { id: "account", title: "Account", name: true, value: ({ accountName }) => accountName },
  {
    id: "when",
    title: "Decided",
    unbroken: true,
    value: ({ decidedAt }) => decidedAt,
    show: ({ decidedAt }) => shortDay(decidedAt.slice(0, 10)),
  },
  { id: "before", title: "Was", value: ({ before }) => saidWords(before) },
  { id: "after", title: "Would have been", value: ({ after }) => saidWords(after) },
  { id: "reason", title: "Because", name: true, value: ({ reason }) => reason },
];

const DRAWN = 50;

function Differences({ rows }: { rows: readonly ReplayDifference[] }) {
  return (
    <RecordList
      noun="differences"
      columns={columns}
      rows={rows}
      rowId={({ decisionId }) => decisionId}
      drawAtOnce={DRAWN}
      empty={<Empty title="Nothing would have differed" />}
    />
  );
}
