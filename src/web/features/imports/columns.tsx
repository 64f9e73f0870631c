import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getImport, mapImport, type ImportDetail, type ImportKind, type SheetMapping } from "#api/imports.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useMay } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { countWords, plural } from "#web/ui/format/words.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import styles from "./import-page.module.css";
import { missingTitles, type Mapping } from "./mapping.ts";
import { SheetColumns } from "./sheet-columns.tsx";
import { useRun } from "./use-run.ts";

const keyOf = ({ fileId, sheet }: Pick<SheetMapping, "fileId" | "sheet">): string => `${fileId} ${sheet ?? ""}`;

/** The columns of every sheet, how they were matched, and the way on to the check. A changed match is kept for the next time. */
export function Columns({ detail }: { detail: ImportDetail }) {
  const queries = useQueryClient();
  const mayRun = useMay("imports.run") && detail.status !== "applied";
  const [unfinished, setUnfinished] = useState<Readonly<Record<string, Mapping>>>({});
  const keeping = useWrite(mapImport);
  const { run, isBeginning, error } = useRun(detail);
  const keep = (sheet: SheetMapping, kind: ImportKind, mapping?: Mapping): void => {
    const { [keyOf(sheet)]: _finished, ...others } = unfinished;
    setUnfinished(others);
    const { fileId, sheet: name } = sheet;
    keeping.mutate(
      {
        params: { id: detail.id },
        body: { fileId, kind, ...(name !== undefined && { sheet: name }), ...(mapping && { mapping }) },
      },
      { onSuccess: (kept) => queries.setQueryData(read(getImport, { params: { id: detail.id } }).queryKey, kept) },
    );
  };
  const match = (sheet: SheetMapping, mapping: Mapping): void => {
    if (sheet.kind === null) return;
    if (missingTitles(sheet.fields, mapping).length === 0) keep(sheet, sheet.kind, mapping);
    else setUnfinished({ ...unfinished, [keyOf(sheet)]: mapping });
  };
  const isOpen = Object.keys(unfinished).length > 0;
  return (
    <>
      {detail.files.map(({ id, name, problem }) =>
        problem === null ? null : (
          <Notice key={id} tone="bad" title={`${name} could not be read`}>
            {problem}
          </Notice>
        ),
      )}
      {detail.sheets.map((sheet) => (
        <SheetColumns
          key={keyOf(sheet)}
          sheet={sheet}
          mapping={unfinished[keyOf(sheet)] ?? sheet.mapping}
          disabled={!mayRun || keeping.isPending}
          onKind={(kind) => keep(sheet, kind)}
          onMatch={(mapping) => match(sheet, mapping)}
        />
      ))}
      {(keeping.error ?? error) && <ProblemNotice error={keeping.error ?? error} doing="writing" />}
      {mayRun && (
        <div className={styles["bar"]}>
          <p role="status">{isOpen ? "Match the required columns first." : readyWords(detail.sheets)}</p>
          <div className={styles["barActions"]}>
            <Button
              loading={isBeginning}
              disabled={isOpen || keeping.isPending || detail.sheets.length === 0}
              onClick={() => run(true)}
            >
              Check the rows
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** "3,921 rows of 5 sheets. 1 sheet is left out." */
function readyWords(sheets: readonly SheetMapping[]): string {
  const known = sheets.filter(({ kind, fields, mapping }) => kind !== null && missingTitles(fields, mapping).length === 0);
  const rows = known.reduce((sum, sheet) => sum + sheet.rows, 0);
  const out = sheets.length - known.length;
  const left = out === 0 ? "" : ` ${plural(out, "sheet is", "sheets are")} left out.`;
  return `${countWords(rows)} rows of ${plural(known.length, "sheet")}.${left} Nothing is saved by checking.`;
}
