import { Button, Progress } from "@mantine/core";
import type { BillingRun } from "#api/billing.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { countWords, plural } from "#web/ui/format/words.ts";
import styles from "./billing.module.css";
import { useStopRun } from "./use-run.ts";

/** How far a run is, and the way to stop it. */
export function RunProgress({ run }: { run: BillingRun }) {
  const mayRun = useMay("billing.run");
  const { stop, isStopping, error } = useStopRun(run);
  const { done, of } = run.progress;
  const title = run.dryRun ? "Looking at every contract" : "Posting";
  return (
    <section className={styles["progress"]} aria-label="Progress">
      <h2 className={styles["runTitle"]}>{title}</h2>
      <Progress value={of === 0 ? 0 : (done / of) * 100} size="lg" aria-label={title} animated />
      <p role="status">
        {countWords(done)} of {plural(of, "contract")}
      </p>
      <p className={styles["soft"]}>
        {run.dryRun
          ? "Nothing is posted by a preview."
          : "Each document lands whole. If you stop, what was posted stays, and another run posts the rest."}
      </p>
      {error && <ProblemNotice error={error} doing="writing" />}
      {mayRun && (
        <div>
          <Button variant="default" loading={isStopping} onClick={stop}>
            Stop
          </Button>
        </div>
      )}
    </section>
  );
}
