import { Button, Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Ticket } from "#api/tickets.ts";
import { handlings } from "#web/domain/policy/handling-words.ts";
import { usePlanTerms } from "#web/domain/plan-terms/use-plan-terms.ts";
import { Candidates } from "#web/domain/verdict/candidates.tsx";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import { Why } from "#web/domain/verdict/why.tsx";
import { When } from "#web/ui/format/when.tsx";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./panels.module.css";
import { DecisionHistory } from "./decision-history.tsx";
import { Replay } from "./replay.tsx";
import { settled } from "./settled.ts";
import { Undecided } from "./undecided.tsx";

type Props = {
  readonly ticket: Ticket;
  readonly whyOpen: boolean;
  readonly onWhy: (open: boolean) => void;
  /** Opens the form for what the ticket is about; undefined for who may not change it. */
  readonly onAbout: (() => void) | undefined;
};

/** Whether the ticket is covered and by what, as it was decided; why, on demand, with a replay of the decision. */
export function CoverPanel({ ticket, whyOpen, onWhy, onAbout }: Props) {
  const { decision } = ticket;
  const chosen = holding(ticket);
  const { tone, headline, detail } = verdictWords(asSettled(ticket), usePlanTerms(chosen?.planId));
  return (
    <Panel
      title="Cover"
      aside={
        <Button variant="default" size="xs" onClick={() => onWhy(true)}>
          Why?
        </Button>
      }
    >
      <div className={styles["verdict"]} data-tone={tone}>
        <VerdictIcon tone={tone} size={30} />
        <div>
          <p className={styles["headline"]}>{headline}</p>
          <p>{detail}</p>
        </div>
      </div>
      <Handled ticket={ticket} />
      {ticket.outcome === "undecided" && onAbout && <Undecided ticket={ticket} onAbout={onAbout} />}
      <p className={styles["quiet"]}>
        {chosen?.contractId && ticket.contractNumber && (
          <>
            <Link to="/contracts/$id" params={{ id: chosen.contractId }}>
              {ticket.contractNumber}
            </Link>
            {", "}
          </>
        )}
        as decided <When at={decision.at} />
        {ticket.chosenCoverageId !== null && ", chosen among equals: see why"}
      </p>
      <Drawer
        opened={whyOpen}
        onClose={() => onWhy(false)}
        position="right"
        size="min(56rem, 100%)"
        title={headline}
        transitionProps={{ duration: 120 }}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <div className={styles["why"]}>
          <Why decision={decision} />
          <Candidates decision={decision} />
          <DecisionHistory ticket={ticket} />
          <Replay decisionId={ticket.decisionId} />
        </div>
      </Drawer>
    </Panel>
  );
}

const asSettled = ({ decision, chosenCoverageId }: Ticket) =>
  settled(decision, ({ coverageId }) => coverageId !== null && coverageId === chosenCoverageId);

/** The candidate that covers the ticket: the one chosen by a person, or the first that would. */
function holding({ decision, chosenCoverageId }: Ticket) {
  return (
    decision.candidates.find(({ coverageId }) => coverageId !== null && coverageId === chosenCoverageId) ??
    decision.candidates.find(({ ruledOutBy }) => ruledOutBy === null)
  );
}

/** What is done with a no (ENT7), and on whose word. */
function Handled({ ticket: { handling, overridden } }: { ticket: Ticket }) {
  if (overridden)
    return (
      <p className={styles["quiet"]}>
        Served on the word of {overridden.byName}, <When at={overridden.at} />: “{overridden.reason}”
      </p>
    );
  return handling && <p className={styles["quiet"]}>{handlings[handling].means}</p>;
}
