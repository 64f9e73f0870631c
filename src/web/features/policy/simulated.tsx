import { Link } from "@tanstack/react-router";
import type { ReplayDifference } from "#api/replays.ts";
import { handlings } from "#web/domain/policy/handling-words.ts";
import type { Replay } from "#web/domain/replays/use-replay.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { countWords, moneyWords, plural, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty } from "#web/ui/page/page.tsx";
import styles from "./policy.module.css";
import { simulatedBy } from "./simulated-by.ts";

/** How many are drawn at once: a quarter may hold thousands. */
const DRAWN = 50;

type Props = { readonly replay: Replay; readonly asked: { readonly since: string; readonly through: string } };

/** "41 tickets refused, 9 of them wrongly, £12,300", and each of them. */
export function Simulated({ replay, asked }: Props) {
  const { refused, awaiting, wrongly, served, cost } = simulatedBy(replay.differences);
  const turnedAway = refused.length + awaiting.length;
  const parts = [
    refused.length > 0 && `${plural(refused.length, "ticket")} refused`,
    awaiting.length > 0 && `${plural(awaiting.length, "ticket")} held for a quote`,
    turnedAway > 0 && `${countWords(wrongly.length)} of them wrongly`,
    cost.length > 0 && `${cost.map(moneyWords).join(" and ")} of work`,
    served.length > 0 && `${plural(served.length, "ticket")} served that ${served.length === 1 ? "was" : "were"} not`,
  ].filter(Boolean);
  return (
    <>
      <p className={styles["verdict"]} role="status">
        {parts.length === 0 ? "It would have come to the same." : `${parts.join(", ")}.`}
      </p>
      <p className={styles["quiet"]}>
        {plural(replay.replayed, "decision")} of {shortDay(asked.since)} – {shortDay(asked.through)} made again
        {replay.state === "stopped" && ", then stopped: the rest was not looked at"}. Wrongly: covered by what is known today, or
        served on somebody’s word.
      </p>
      <RecordList
        noun="tickets"
        columns={columns}
        rows={[...wrongly, ...[...refused, ...awaiting].filter((each) => !each.wrongly), ...served]}
        rowId={({ decisionId }) => decisionId}
        drawAtOnce={DRAWN}
        empty={<Empty title="No ticket would have fared differently" />}
      />
    </>
  );
}

const columns: readonly Column<ReplayDifference>[] = [
  {
    id: "ticket",
    title: "Ticket",
    value: ({ ticket }) => ticket?.number ?? null,
    show: ({ ticket }) =>
      ticket && (
        <span className={styles["twoLines"]}>
          <Link to="/tickets/$id" params={{ id: ticket.number }}>
            {ticket.number}
          </Link>
          <span className={styles["quiet"]}>{ticket.subject}</span>
        </span>
      ),
  },
  { id: "account", title: "Account", name: true, value: ({ accountName }) => accountName },
  { id: "serial", title: "Serial", value: ({ serial }) => serial },
  {
    id: "at",
    title: "Decided",
    unbroken: true,
    value: ({ decidedAt }) => decidedAt,
    show: ({ decidedAt }) => <When at={decidedAt} />,
  },
  { id: "was", title: "It was", value: ({ before }) => saidWords(before) },
  {
    id: "would",
    title: "It would be",
    value: ({ after }) => saidWords(after),
    show: ({ after, wrongly }) => <Would after={after} wrongly={wrongly} />,
  },
  { id: "wrongly", title: "Wrongly", value: ({ wrongly }) => (wrongly ? "wrongly" : ""), hidden: true },
  {
    id: "cost",
    title: "Work",
    numeric: true,
    value: ({ cost }) => (cost ? Number(cost.minor) : null),
    show: ({ cost }) => (cost ? moneyWords(cost) : "–"),
  },
  { id: "reason", title: "Why", name: true, value: ({ reason }) => reason, hidden: true },
];

function saidWords({ outcome, coveredBy, handling }: ReplayDifference["before"]): string {
  if (outcome === "entitled") return ["Covered", coveredBy].filter(Boolean).join(": ");
  if (outcome === "undecided") return "Undecided";
  return handling ? handlings[handling].name : "Not covered";
}

function Would({ after, wrongly }: Pick<ReplayDifference, "after" | "wrongly">) {
  return (
    <span className={styles["twoLines"]}>
      <span>{saidWords(after)}</span>
      {wrongly && <Badge tone="bad">wrongly</Badge>}
    </span>
  );
}
