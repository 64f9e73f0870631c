import { IconCheck, IconClockPause } from "@tabler/icons-react";
import type { Ticket } from "#api/tickets.ts";
import { targetName } from "#web/domain/plan-terms/target-words.ts";
import { Due } from "#web/domain/tickets/due.tsx";
import { When } from "#web/ui/format/when.tsx";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./panels.module.css";

type Target = Ticket["targets"][number];

/** What was promised and how it stands: running clocks count down, what was kept or missed says so. */
export function TargetsPanel({ ticket }: { ticket: Ticket }) {
  const zone = ticket.decision.account?.timeZone;
  const isOver = ticket.status === "cancelled" || ticket.mergedInto !== null;
  return (
    <Panel title="Promised">
      {ticket.targets.length === 0 ? (
        <p className={styles["quiet"]}>{noneWords(ticket)}</p>
      ) : (
        <ul className={styles["targets"]}>
          {ticket.targets.map((target) => (
            <li key={target.name} className={styles["target"]}>
              <span className={styles["name"]}>{targetName(target.name)}</span>
              <Standing target={target} zone={zone} isOver={isOver} />
              <span className={styles["promise"]}>within {target.promise}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function noneWords({ outcome }: Ticket): string {
  if (outcome === "undecided") return "Nothing is promised until somebody has chosen what covers it.";
  return outcome === "entitled" ? "Its plan promises no times." : "Nothing is promised: no plan covers it.";
}

type StandingProps = {
  readonly target: Target;
  readonly zone: string | undefined;
  /** Cancelled, or merged: nothing is owed any more. */
  readonly isOver: boolean;
};

function Standing({ target: { state, dueAt, metAt }, zone, isOver }: StandingProps) {
  if (metAt !== null) {
    return (
      <span className={styles["met"]} data-late={state === "met_late" || undefined}>
        <IconCheck size={16} aria-hidden />
        {state === "met_late" ? "met late, " : "met "}
        <When at={metAt} zone={zone} as="relative" />
      </span>
    );
  }
  if (dueAt !== null) return <Due at={dueAt} zone={zone} />;
  if (isOver) return <span className={styles["paused"]}>no longer owed</span>;
  return (
    <span className={styles["paused"]}>
      <IconClockPause size={16} aria-hidden />
      paused
    </span>
  );
}
