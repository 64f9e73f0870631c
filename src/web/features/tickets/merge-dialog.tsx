import { Button, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { mergeTicket } from "#api/ticket-decisions.ts";
import { listTickets, type Ticket } from "#api/tickets.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useOffered } from "#web/query/use-offered.ts";
import { useWrite } from "#web/query/writes.ts";
import { SearchChoice } from "#web/ui/choice/search-choice.tsx";
import styles from "./about-form.module.css";
import { showTicket } from "./ticket-reads.ts";

/** Closes the ticket for another of the same account, in which its matter goes on. */
export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const [into, setInto] = useState<string | null>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const merging = useWrite(mergeTicket);
  const { rows, ...typing } = useOffered(listTickets, ticket.accountId ? { accountId: ticket.accountId } : {}, into);
  const others = rows.filter(({ id }) => id !== ticket.id);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (into === null) return;
    merging.mutate(
      { params: { id: ticket.id }, body: { into } },
      {
        onSuccess: (closed) => {
          onClose();
          void showTicket(queries, closed);
          void navigate({ to: "/tickets/$id", params: { id: closed.mergedInto?.number ?? into } });
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={`Merge ${ticket.number} into another`}>
      <form className={styles["form"]} onSubmit={submit} aria-label="Merge">
        <p>
          This ticket is closed and points at the other, where its matter goes on. What it drew of an allowance is given back.
        </p>
        <SearchChoice
          label="Into"
          placeholder={`An open ticket${ticket.accountName ? ` of ${ticket.accountName}` : ""}`}
          value={into}
          name={into}
          offered={others.map(({ number, subject }) => ({ value: number, label: `${number} · ${subject}` }))}
          {...typing}
          onChange={setInto}
        />
        {merging.error && <ProblemNotice error={merging.error} doing="writing" />}
        <div className={styles["actions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={merging.isPending} disabled={into === null}>
            Merge
          </Button>
        </div>
      </form>
    </Modal>
  );
}
