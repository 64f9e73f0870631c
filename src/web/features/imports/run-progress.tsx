import { Button, Progress } from "@mantine/core";
import type { ImportDetail } from "#api/imports.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { countWords, plural } from "#web/ui/format/words.ts";
import styles from "./import-page.module.css";
import { useRun } from "./use-run.ts";

/** How far a running import is, and the way to stop it. */
export function RunProgress({ detail }: { detail: ImportDetail }) {
  const { cancel, isStopping, error } = useRun(detail);
  const { done, of, doing } = detail.progress ?? { done: 0, of: 0, doing: "Waiting" };
  const checking = detail.status === "checking";
  return (
    <section className={styles["progress"]} aria-label="Progress">
      <h2 className={styles["progressTitle"]}>{checking ? "Checking every row" : "Applying"}</h2>
      <Progress value={of === 0 ? 0 : (done / of) * 100} size="lg" aria-label={checking ? "Checked" : "Applied"} animated />
      <p role="status">
        {countWords(done)} of {plural(of, "row")}: {doing}
      </p>
      <p>
        {checking
          ? "Nothing is saved while rows are checked."
          : "Each file lands whole or not at all. If you cancel, the file in hand stays as it was."}
      </p>
      {error && <ProblemNotice error={error} doing="writing" />}
      <div>
        <Button variant="default" loading={isStopping} onClick={cancel}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
