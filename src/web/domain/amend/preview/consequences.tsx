import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { AmendmentEffects, Rebooked, Redecided } from "#api/amendment-effects.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { countWords, minutesWords, plural, shortDay } from "#web/ui/format/words.ts";
import styles from "./preview.module.css";

type Effects = Pick<AmendmentEffects, "tickets" | "workEntries">;

/** Past decisions that would come out differently (COV10), and work that would be booked elsewhere (PRJ2). */
export function Consequences({ tickets, workEntries }: Effects) {
  return (
    <>
      {tickets.rows.length === 0 ? (
        <p className={styles["quiet"]}>
          {tickets.asked === 0
            ? "No recorded decision is about these days."
            : `${plural(tickets.asked, "recorded decision")} about these days: the answer stays the same.`}
        </p>
      ) : (
        <>
          <p>
            {plural(tickets.total, "decision")} would come out differently today. What was decided stays as it is: nothing is
            changed behind anybody’s back.
          </p>
          <ul className={styles["lines"]} aria-label="Decisions affected">
            {tickets.rows.map((row) => (
              <Decision key={row.decisionId} row={row} />
            ))}
          </ul>
        </>
      )}
      {workEntries.rows.length > 0 && (
        <>
          <p>{plural(workEntries.total, "piece")} of work moves to another budget.</p>
          <ul className={styles["lines"]} aria-label="Work booked elsewhere">
            {workEntries.rows.map((row) => (
              <Work key={row.workId} row={row} />
            ))}
          </ul>
        </>
      )}
      {tickets.total > tickets.rows.length && (
        <p className={styles["quiet"]}>and {countWords(tickets.total - tickets.rows.length)} more decisions.</p>
      )}
    </>
  );
}

const outcomes = {
  entitled: { words: "covered", tone: "good" },
  not_entitled: { words: "not covered", tone: "bad" },
  undecided: { words: "undecided", tone: "caution" },
} as const;

function Decision({ row }: { row: Redecided }) {
  return (
    <li className={styles["consequence"]}>
      <span>
        {row.number ? (
          <Link to="/tickets/$id" params={{ id: row.number }} target="_blank">
            {row.number}
          </Link>
        ) : (
          "A check"
        )}{" "}
        <bdi>{row.subject}</bdi>
        <span className={styles["lineWhere"]}>
          <When at={row.at} />
        </span>
      </span>
      <Turn
        before={<Badge tone={outcomes[row.outcomeBefore].tone}>{outcomeWords(row.outcomeBefore, row.coveredByBefore)}</Badge>}
        after={<Badge tone={outcomes[row.outcomeAfter].tone}>{outcomeWords(row.outcomeAfter, row.coveredByAfter)}</Badge>}
      />
    </li>
  );
}

const outcomeWords = (outcome: Redecided["outcomeBefore"], by: string | null): string =>
  [outcomes[outcome].words, by].filter(Boolean).join(" by ");

function Work({ row }: { row: Rebooked }) {
  return (
    <li className={styles["consequence"]}>
      <span>
        <Link to="/tickets/$id" params={{ id: row.number }} target="_blank">
          {row.number}
        </Link>{" "}
        {minutesWords(row.minutes)}
        <span className={styles["lineWhere"]}>worked {shortDay(row.workedOn)}</span>
      </span>
      <Turn before={row.before ?? "exception"} after={row.after ?? "exception"} />
    </li>
  );
}

function Turn({ before, after }: { before: React.ReactNode; after: React.ReactNode }) {
  return (
    <span className={styles["turn"]}>
      {before}
      <IconArrowRight size={16} aria-label="becomes" />
      {after}
    </span>
  );
}
