import { Button, Modal, Textarea } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import styles from "./reason-dialog.module.css";

type Props = {
  readonly title: string;
  /** What it does, before it is done. */
  readonly children: ReactNode;
  readonly label?: string;
  readonly hint?: string;
  readonly submit: string;
  readonly pending: boolean;
  readonly error: Error | null;
  /** false while something else of the dialog is still open. */
  readonly ready?: boolean;
  /** Set where it may be left empty. */
  readonly optional?: boolean;
  readonly onClose: () => void;
  readonly onSubmit: (reason: string) => void;
};

/** What is done only with a reason: what it does, why, and the button that does it. */
export function ReasonDialog({ title, children, submit, pending, error, ready = true, onClose, onSubmit, ...field }: Props) {
  const { label = "Why", hint, optional = false } = field;
  const [reason, setReason] = useState("");
  const isReady = ready && (optional || reason.trim() !== "");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !pending) onSubmit(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form className={styles["form"]} onSubmit={send} aria-label={title}>
        {children}
        <Textarea
          label={label}
          description={hint}
          required={!optional}
          autosize
          minRows={2}
          maxLength={2000}
          dir="auto"
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && <ProblemNotice error={error} doing="writing" />}
        <div className={styles["actions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={!isReady}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
