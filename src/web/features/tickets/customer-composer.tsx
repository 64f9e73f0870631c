import { Button, Textarea } from "@mantine/core";
import type { FormEvent, KeyboardEvent } from "react";
import { maxMessageLength, type Ticket } from "#api/tickets.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import styles from "./composer.module.css";
import { isDone } from "./next-of.ts";
import { useDraft } from "./use-draft.ts";
import { useSaying } from "./use-saying.ts";

/** Where a customer writes to the desk, on whatever became of the ticket. Nothing written is lost before it is sent. */
export function CustomerComposer({ ticket }: { ticket: Ticket }) {
  const [{ body }, keep, clear] = useDraft(ticket.id);
  const { send, isPending, error } = useSaying(ticket, clear);
  const submit = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    send({ kind: "customer_reply", body });
  };
  return (
    <form className={styles["composer"]} onSubmit={submit} aria-label="Write">
      <div className={styles["panel"]}>
        <Textarea
          aria-label="Write to us"
          placeholder="Write to us"
          dir="auto"
          autosize
          minRows={4}
          maxRows={18}
          maxLength={maxMessageLength}
          value={body}
          onChange={(event) => keep({ kind: "customer_reply", body: event.currentTarget.value })}
          onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)}
        />
        {error && <ProblemNotice error={error} doing="writing" />}
        <div className={styles["foot"]}>
          <p className={styles["follows"]}>{followsWords(ticket)}</p>
          <Button type="submit" loading={isPending} disabled={body.trim() === ""}>
            Send
          </Button>
        </div>
      </div>
    </form>
  );
}

function followsWords({ mergedInto, status }: Ticket): string | undefined {
  if (mergedInto !== null) return `It is read on ${mergedInto.number}, where this goes on.`;
  return isDone(status) ? "Writing opens the ticket again." : undefined;
}
