import type { FileReport } from "#api/imports.ts";
import { amountWords, countWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import { Section } from "#web/ui/page/page.tsx";
import { kindNames } from "./kind-words.ts";
import styles from "./sheet-table.module.css";

const nameOf = ({ file, sheet }: FileReport): string => (sheet === undefined ? file : `${file}: ${sheet}`);

const count = (id: string, title: string, of: (file: FileReport) => number): Column<FileReport> => ({
  id,
  title,
  numeric: true,
  value: of,
  show: (file) => countWords(of(file)),
});

const columns: readonly Column<FileReport>[] = [
  { id: "sheet", title: "Sheet", value: nameOf, show: (file) => <Named file={file} /> },
  { id: "kind", title: "Holds", value: ({ kind }) => (kind ? kindNames[kind] : null) },
  count("read", "Read", ({ read }) => read),
  count("made", "Made", ({ made }) => made),
  count("changed", "Changed", ({ changed }) => changed),
  count("unchanged", "Unchanged", ({ unchanged }) => unchanged),
  count("refused", "Refused", ({ refused }) => refused.length),
  count("remarked", "Remarked", ({ remarked }) => remarked.length),
  {
    id: "value",
    title: "Yearly value",
    numeric: true,
    value: ({ yearlyValue }) =>
      Object.entries(yearlyValue ?? {})
        .flat()
        .join(" "),
    show: ({ yearlyValue }) =>
      Object.entries(yearlyValue ?? {}).map(([currency, decimal]) => (
        <span key={currency} className={styles["amount"]}>
          {amountWords(decimal, currency)}
        </span>
      )),
  },
];

/** What became of each sheet, and why one could not be read at all. */
export function SheetTable({ files }: { files: readonly FileReport[] }) {
  return (
    <Section title="Each sheet">
      <RecordTable noun="Each sheet" columns={columns} rows={files} rowId={nameOf} sort={undefined} />
    </Section>
  );
}

function Named({ file }: { file: FileReport }) {
  return (
    <span className={styles["named"]}>
      <strong>{nameOf(file)}</strong>
      {file.problem && <span className={styles["problem"]}>{file.problem.message}</span>}
    </span>
  );
}
