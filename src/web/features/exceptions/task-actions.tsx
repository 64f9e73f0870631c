import { Button } from "@mantine/core";
import { useState } from "react";
import { changeTask, listTasks, type TaskRow } from "#api/exceptions.ts";
import { ReasonDialog } from "#web/domain/reason-dialog.tsx";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useSession } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";

/** Takes a task, or says that it is done, with a note where there is something to say. */
export function TaskActions({ task }: { task: TaskRow }) {
  const [finishing, setFinishing] = useState(false);
  const { user } = useSession();
  const write = useWrite(changeTask, { stale: [listTasks] });
  const isMine = task.assigneeId === user.id;
  const change = (body: Parameters<typeof write.mutate>[0]["body"]): void =>
    write.mutate(
      { params: { id: task.id }, body, headers: { "if-match": `"${task.revision}"` } },
      { onSuccess: () => setFinishing(false) },
    );
  return (
    <>
      <Button.Group>
        {!task.done && (
          <Button
            variant="default"
            size="xs"
            loading={write.isPending}
            aria-label={`${isMine ? "Give back" : "Take"} ${task.title}`}
            onClick={() => change({ assignee: isMine ? null : "me" })}
          >
            {isMine ? "Give back" : "Take"}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          aria-label={`${task.done ? "Open again" : "Done"}: ${task.title}`}
          onClick={() => (task.done ? change({ done: false }) : setFinishing(true))}
        >
          {task.done ? "Open again" : "Done"}
        </Button>
      </Button.Group>
      {write.error && !finishing && <ProblemNotice error={write.error} doing="writing" />}
      {finishing && (
        <ReasonDialog
          title="Done"
          label="Note"
          optional
          submit="Mark as done"
          pending={write.isPending}
          error={write.error}
          onClose={() => setFinishing(false)}
          onSubmit={(note) => change({ done: true, ...(note && { note }) })}
        >
          <p>{task.title}</p>
        </ReasonDialog>
      )}
    </>
  );
}
