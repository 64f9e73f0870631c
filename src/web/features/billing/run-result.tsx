import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { exportInvoices, type BillingRun } from "#api/billing.ts";
import { addressOf } from "#api/client.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { dayWords, plural } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import { Empty } from "#web/ui/page/page.tsx";
import styles from "./billing.module.css";
import { Problems, Results } from "./run-contracts.tsx";
import { RunTotals } from "./run-totals.tsx";
import { documentsWords } from "./run-words.ts";
import { useStartRun } from "./use-run.ts";

/** What a run posted, or a preview would: totals, what could not be billed and why, contract by contract. */
export function RunResult({ run }: { run: BillingRun }) {
  const documents = documentsWords(run.totals);
  return (
    <>
      <Ending run={run} documents={documents} />
      {run.totals.length > 0 && <RunTotals run={run} />}
      {run.problems > 0 && <Problems run={run} />}
      {run.totals.length > 0 && <Results run={run} />}
      <NextAct run={run} documents={documents} />
    </>
  );
}

function Ending({ run, documents }: { run: BillingRun; documents: string | null }) {
  if (run.status === "failed") {
    return (
      <Notice tone="bad" title="The run did not come to its end">
        <p>{run.problem}</p>
      </Notice>
    );
  }
  if (run.status === "cancelled") {
    return (
      <Notice tone="caution" title="Stopped">
        {run.dryRun
          ? "Nothing was posted: this was a preview."
          : `${documents ?? "Nothing"} posted before; it stays. Another run posts the rest.`}
      </Notice>
    );
  }
  if (documents === null) {
    return run.problems > 0 ? null : (
      <Empty title="There is nothing to bill">Everything due through {dayWords(run.through)} is invoiced already.</Empty>
    );
  }
  return run.dryRun ? null : <Posted run={run} documents={documents} />;
}

function Posted({ run, documents }: { run: BillingRun; documents: string }) {
  return (
    <Notice
      tone="good"
      title={`Posted: ${documents}`}
      actions={
        <>
          <Button
            variant="default"
            size="sm"
            renderRoot={(props) => <Link {...props} to="/invoices" search={{ runId: run.id }} />}
          >
            See them
          </Button>
          {(["csv", "xlsx"] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              size="sm"
              component="a"
              href={addressOf(exportInvoices.path, {}, { runId: run.id, format })}
              download
            >
              Lines as {format.toUpperCase()}
            </Button>
          ))}
        </>
      }
    >
      {run.problems === 0
        ? "Every contract with something due was billed."
        : `${plural(run.problems, "contract")} could not be billed: see below what to do.`}
    </Notice>
  );
}

/** After a preview: post it. After a run that was stopped or failed: go on. */
function NextAct({ run, documents }: { run: BillingRun; documents: string | null }) {
  const mayRun = useMay("billing.run");
  const { start, isStarting, error } = useStartRun();
  const isComplete = run.status === "done" && (!run.dryRun || documents === null);
  if (!mayRun || isComplete) return null;
  const again = run.status !== "done";
  return (
    <>
      {error && <ProblemNotice error={error} doing="writing" />}
      <div className={styles["bar"]}>
        <p role="status">
          {again ? "The rest is still to be done." : "Nothing is posted yet. What is posted cannot be changed, only credited."}
        </p>
        <div className={styles["barActions"]}>
          <Button loading={isStarting} onClick={() => start({ through: run.through, dryRun: again && run.dryRun })}>
            {again ? (run.dryRun ? "Preview again" : "Go on") : `Post ${documents}`}
          </Button>
        </div>
      </div>
    </>
  );
}
