import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ImportDetail, ImportReport } from "#api/imports.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { countWords, plural } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import styles from "./import-page.module.css";
import { RowNotes } from "./row-notes.tsx";
import { SheetTable } from "./sheet-table.tsx";
import { Totals } from "./totals.tsx";
import { useRun } from "./use-run.ts";

/** What a check found or what an import did: totals to reconcile, each sheet, every row that was refused or remarked on. */
export function Result({ detail }: { detail: ImportDetail }) {
  const { report, status, problem } = detail;
  return (
    <>
      {problem !== null && (
        <Notice
          tone={status === "cancelled" ? "caution" : "bad"}
          title={status === "cancelled" ? "Cancelled" : "The import failed"}
        >
          {problem}
        </Notice>
      )}
      {status === "applied" && report && <Applied report={report} />}
      {report && <Report report={report} />}
      <NextAct detail={detail} />
    </>
  );
}

function Applied({ report: { totals } }: { report: ImportReport }) {
  return (
    <Notice
      tone="good"
      title={`Applied: ${countWords(totals.made)} made, ${countWords(totals.changed)} changed`}
      actions={
        <>
          <Button variant="default" size="sm" renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
            Check a serial
          </Button>
          <Button variant="default" size="sm" renderRoot={(props) => <Link {...props} to="/imports" />}>
            Import more
          </Button>
        </>
      }
    >
      {totals.refused === 0
        ? "Every row was taken."
        : `${plural(totals.refused, "row was", "rows were")} refused. Correct them in the spreadsheet and hand it in again: what is already here stays as it is.`}
    </Notice>
  );
}

function Report({ report }: { report: ImportReport }) {
  const refused = report.files.flatMap((file) => file.refused);
  const remarked = report.files.flatMap((file) => file.remarked);
  return (
    <>
      <Totals report={report} />
      <SheetTable files={report.files} />
      <RowNotes
        title="Refused rows"
        noun="refused rows"
        notes={refused}
        none="No row was refused."
        about="These rows stay out; all others are taken. Each says what is wrong and what to do."
      />
      <RowNotes
        title="Remarks"
        noun="remarks"
        notes={remarked}
        none="There is nothing to remark."
        about="These rows are taken, but somebody should know how they were read."
      />
    </>
  );
}

/** The one thing to do next: apply what was checked, or check again what was broken off. */
function NextAct({ detail }: { detail: ImportDetail }) {
  const mayRun = useMay("imports.run");
  const { run, isBeginning, error } = useRun(detail);
  const { status, totals } = detail;
  if (!mayRun || status === "applied") return error ? <ProblemNotice error={error} doing="writing" /> : null;
  const isChecked = status === "checked" && totals !== null;
  const willDo = isChecked ? totals.made + totals.changed : 0;
  return (
    <>
      {error && <ProblemNotice error={error} doing="writing" />}
      <div className={styles["bar"]}>
        <p role="status">
          {isChecked
            ? willDo === 0
              ? "Nothing is saved yet, and applying would change nothing."
              : `Nothing is saved yet. Applying makes ${plural(totals.made, "record")} and changes ${countWords(totals.changed)}.`
            : "Nothing else will be done until you check again."}
        </p>
        <div className={styles["barActions"]}>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link {...props} to="/imports/$id" params={{ id: detail.id }} search={{ step: "columns" }} replace />
            )}
          >
            Change the columns
          </Button>
          {isChecked ? (
            <Button loading={isBeginning} disabled={willDo === 0} onClick={() => run(false)}>
              Apply
            </Button>
          ) : (
            <Button loading={isBeginning} onClick={() => run(true)}>
              Check again
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
