import { Button, Radio } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeException, getException, listExceptions, type ExceptionDetail } from "#api/exceptions.ts";
import { ExceptionBadge, exceptionStatusNames, type ExceptionStatus } from "#web/domain/exceptions/exception-words.tsx";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay, useSession } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { When } from "#web/ui/format/when.tsx";
import { Panel } from "#web/ui/panel/panel.tsx";
import styles from "./exceptions.module.css";

/** Writes a change of the exception as it is on screen (If-Match), and shows what came of it. */
function useChange(exception: ExceptionDetail) {
  const queries = useQueryClient();
  const write = useWrite(changeException, { stale: [listExceptions, getException] });
  const change = (body: Parameters<typeof write.mutate>[0]["body"], done?: () => void): void =>
    write.mutate(
      { params: { id: exception.id }, body, headers: { "if-match": `"${exception.revision}"` } },
      {
        onSuccess: (changed) => {
          for (const id of [changed.id, changed.number])
            queries.setQueryData(read(getException, { params: { id } }).queryKey, changed);
          done?.();
        },
      },
    );
  return { change, isPending: write.isPending, error: write.error };
}

/** What became of it, who works on it, and closing it with a note. */
export function OutcomePanel({ exception }: { exception: ExceptionDetail }) {
  const [closing, setClosing] = useState(false);
  const { change, isPending, error } = useChange(exception);
  const mayWork = useMay("exceptions.work");
  const { user } = useSession();
  const isMine = exception.assigneeId === user.id;
  return (
    <Panel title="What became of it" aside={<ExceptionBadge status={exception.status} />}>
      <dl className={styles["facts"]}>
        <div>
          <dt>With</dt>
          <dd>
            {exception.assigneeName ?? "nobody"}
            {isMine && ", that is you"}
          </dd>
        </div>
        {exception.closed && (
          <div>
            <dt>Closed</dt>
            <dd>
              <When at={exception.closed.at} />, {exception.closed.by}
            </dd>
          </div>
        )}
        {exception.outcomeNote && (
          <div>
            <dt>Note</dt>
            <dd>{exception.outcomeNote}</dd>
          </div>
        )}
      </dl>
      {error && !closing && <ProblemNotice error={error} doing="writing" />}
      {mayWork && (
        <div>
          <Button.Group>
            <Button variant="default" size="sm" loading={isPending} onClick={() => change({ assignee: isMine ? null : "me" })}>
              {isMine ? "Give back" : "Take it"}
            </Button>
            {exception.status === "open" ? (
              <Button variant="default" size="sm" onClick={() => setClosing(true)}>
                Close…
              </Button>
            ) : (
              <Button variant="default" size="sm" loading={isPending} onClick={() => change({ status: "open" })}>
                Open again
              </Button>
            )}
          </Button.Group>
        </div>
      )}
      {closing && (
        <CloseDialog
          exception={exception}
          pending={isPending}
          error={error}
          onClose={() => setClosing(false)}
          onSubmit={(status, note) => change({ status, note }, () => setClosing(false))}
        />
      )}
    </Panel>
  );
}

const outcomes: readonly { readonly status: Exclude<ExceptionStatus, "open">; readonly means: string }[] = [
  { status: "renewed", means: "the customer renewed" },
  { status: "quoted", means: "the customer has a quote" },
  { status: "covered", means: "it turned out to be covered" },
  { status: "written_off", means: "nothing comes of it" },
];

type CloseProps = {
  readonly exception: ExceptionDetail;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onClose: () => void;
  readonly onSubmit: (status: ExceptionStatus, note: string) => void;
};

function CloseDialog({ exception, pending, error, onClose, onSubmit }: CloseProps) {
  const [status, setStatus] = useState<ExceptionStatus>();
  return (
    <ReasonDialog
      title={`Close ${exception.number}`}
      label="Note"
      hint="What was agreed, or why nothing comes of it"
      submit="Close it"
      ready={status !== undefined}
      pending={pending}
      error={error}
      onClose={onClose}
      onSubmit={(note) => status && onSubmit(status, note)}
    >
      <Radio.Group
        label="What became of it"
        value={status ?? null}
        onChange={(value) => setStatus(outcomes.find((outcome) => outcome.status === value)?.status)}
      >
        {outcomes.map((outcome) => (
          <Radio
            key={outcome.status}
            mt="xs"
            value={outcome.status}
            label={`${exceptionStatusNames[outcome.status]}: ${outcome.means}`}
          />
        ))}
      </Radio.Group>
    </ReasonDialog>
  );
}
