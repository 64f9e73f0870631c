import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import styles from "./editor.module.css";

/** Asks before what is not saved is left. A session that ended is no leaving: what was written is there after signing in again. */
export function LeaveGuard({ mayLeave, onLeave }: { mayLeave: () => boolean; onLeave: () => void }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ next }) => next.pathname !== "/sign-in" && !mayLeave(),
    enableBeforeUnload: () => !mayLeave(),
    withResolver: true,
  });
  if (status !== "blocked") return null;
  return (
    <Modal opened onClose={reset} title="Leave without saving?">
      <p>The change of this plan is not saved. Leaving now gives it up.</p>
      <div className={styles["dialogActions"]}>
        <Button
          variant="default"
          onClick={() => {
            onLeave();
            proceed();
          }}
        >
          Leave
        </Button>
        <Button data-autofocus onClick={reset}>
          Keep editing
        </Button>
      </div>
    </Modal>
  );
}
