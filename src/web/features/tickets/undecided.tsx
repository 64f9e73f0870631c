import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { chooseCover } from "#api/ticket-decisions.ts";
import type { Ticket } from "#api/tickets.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { useWrite } from "#web/query/writes.ts";
import styles from "./panels.module.css";
import { showTicket } from "./ticket-reads.ts";

type Candidate = Ticket["decision"]["candidates"][number];
type Chosen = Candidate & { readonly coverageId: string };

type Props = { readonly ticket: Ticket; readonly onAbout: () => void };

/** Settles what the engine leaves to a person (ENT4): which of the equals covers it, or first what it is about. */
export function Undecided({ ticket, onAbout }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const tied = ticket.decision.candidates.filter(isTied);
  if (tied.length === 0) {
    return (
      <div>
        <Button variant="default" size="sm" onClick={onAbout}>
          Say what it is about
        </Button>
      </div>
    );
  }
  return (
    <>
      <ul className={styles["tied"]} aria-label="Which of these covers it?">
        {tied.map((candidate) => (
          <li key={candidate.coverageId}>
            <span>
              {nameOf(candidate)}
              <span className={styles["quiet"]}> {[candidate.plan, candidate.service].join(" · ")}</span>
            </span>
            <Button variant="default" size="xs" onClick={() => setChosen(candidate)} aria-label={`Choose ${nameOf(candidate)}`}>
              Choose
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <Choice ticket={ticket} candidate={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

const isTied = (candidate: Candidate): candidate is Chosen => candidate.ruledOutBy === null && candidate.coverageId !== null;

const nameOf = ({ contractNumber, lineNumber, plan }: Candidate): string =>
  contractNumber ? `${contractNumber} line ${lineNumber}` : plan;

function Choice({ ticket, candidate, onClose }: { ticket: Ticket; candidate: Chosen; onClose: () => void }) {
  const queries = useQueryClient();
  const choosing = useWrite(chooseCover);
  return (
    <ReasonDialog
      title={`${nameOf(candidate)} covers it`}
      submit="Choose it"
      pending={choosing.isPending}
      error={choosing.error}
      onClose={onClose}
      onSubmit={(reason) =>
        choosing.mutate(
          { params: { id: ticket.id }, body: { coverageId: candidate.coverageId, reason } },
          {
            onSuccess: (settled) => {
              onClose();
              void showTicket(queries, settled);
            },
          },
        )
      }
    >
      <p>The ticket goes by {candidate.plan}: its promises and its allowance. Your choice is kept with the decision.</p>
    </ReasonDialog>
  );
}
