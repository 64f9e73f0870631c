import { ActionIcon, Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { addContractNote, listContractNotes, removeContractNote } from "#api/contract-papers.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { When } from "#web/ui/format/when.tsx";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./contract-page.module.css";

/** What people want each other to know of a contract, the latest first. */
export function NotesPanel({ contractId }: { contractId: string }) {
  const { data, error } = useQuery(read(listContractNotes, { params: { id: contractId } }));
  const mayWrite = useMay("contracts.record");
  const removing = useWrite(removeContractNote, { stale: [listContractNotes] });
  return (
    <Panel title="Notes">
      {error && <ProblemNotice error={error} />}
      {mayWrite && <NoteForm contractId={contractId} />}
      {removing.error && <ProblemNotice error={removing.error} doing="writing" />}
      {data?.rows.map((note) => (
        <article key={note.id} className={styles["note"]} aria-label={`Note by ${note.added.by}`}>
          <p className={styles["noteBody"]} dir="auto">
            {note.body}
          </p>
          <div className={styles["file"]}>
            <span className={styles["quiet"]}>
              {note.added.by}, <When at={note.added.at} as="relative" />
              {note.shared && ", shared with the customer"}
            </span>
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                aria-label={`Take away the note by ${note.added.by}`}
                onClick={() => removing.mutate({ params: { id: contractId, noteId: note.id } })}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
        </article>
      ))}
      {data?.rows.length === 0 && !mayWrite && <p className={styles["quiet"]}>There are none.</p>}
    </Panel>
  );
}

function NoteForm({ contractId }: { contractId: string }) {
  const [body, setBody] = useState("");
  const adding = useWrite(addContractNote, { stale: [listContractNotes] });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate({ params: { id: contractId }, body: { body, shared: false } }, { onSuccess: () => setBody("") });
  };
  return (
    <form className={styles["noteForm"]} onSubmit={submit} aria-label="Write a note">
      <Textarea
        aria-label="Note"
        placeholder="Write a note"
        dir="auto"
        autosize
        minRows={1}
        maxRows={8}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      {body.trim() !== "" && (
        <Button type="submit" variant="default" size="sm" loading={adding.isPending}>
          Add the note
        </Button>
      )}
      {adding.error && <ProblemNotice error={adding.error} doing="writing" />}
    </form>
  );
}
