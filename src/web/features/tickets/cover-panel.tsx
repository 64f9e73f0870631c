import { Button, Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Ticket } from "#api/tickets.ts";
import { usePlanTerms } from "#web/domain/plan-terms/use-plan-terms.ts";
import { Candidates } from "#web/domain/verdict/candidates.tsx";
import { VerdictIcon } from "#web/domain/verdict/verdict-icon.tsx";
import { verdictWords } from "#web/domain/verdict/verdict-words.ts";
import { Why } from "#web/domain/verdict/why.tsx";
import { When } from "#web/ui/format/when.tsx";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./panels.module.css";
import { Replay } from "./replay.tsx";

type Props = { readonly ticket: Ticket; readonly whyOpen: boolean; readonly onWhy: (open: boolean) => void };

/** Whether the ticket is covered and by what, as it was decided; why, on demand, with a replay of the decision. */
export function CoverPanel({ ticket, whyOpen, onWhy }: Props) {
  const { decision } = ticket;
  const chosen = decision.candidates.find(({ ruledOutBy }) => ruledOutBy === null);
  const { tone, headline, detail } = verdictWords(decision, usePlanTerms(chosen?.planId));
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
          <Replay decisionId={ticket.decisionId} />
        </div>
      </Drawer>
    </Panel>
  );
}
