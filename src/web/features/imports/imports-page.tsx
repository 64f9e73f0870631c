import { Link } from "@tanstack/react-router";
import { listImports, type ImportRow } from "#api/imports.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useMay } from "#web/query/session.ts";
import { usePages } from "#web/query/use-pages.ts";
import { Badge } from "#web/ui/badge/badge.tsx";
import { When } from "#web/ui/format/when.tsx";
import { countWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Page, Section } from "#web/ui/page/page.tsx";
import { DropFiles } from "./drop-files.tsx";
import { filesWords, importStatusNames, importStatusTones } from "./kind-words.ts";

type Count = "read" | "made" | "changed" | "unchanged" | "refused" | "remarked";

const count = (id: Count, title: string, hidden = false): Column<ImportRow> => ({
  id,
  title,
  numeric: true,
  hidden,
  value: ({ totals }) => totals?.[id] ?? null,
  show: ({ totals }) => (totals ? countWords(totals[id]) : "–"),
});

const columns: readonly Column<ImportRow>[] = [
  {
    id: "files",
    title: "Files",
    value: ({ files }) => files.map(({ name }) => name).join(", "),
    show: ({ id, files }) => (
      <Link to="/imports/$id" params={{ id }}>
        {filesWords(files)}
      </Link>
    ),
  },
  { id: "when", title: "Handed in", value: ({ createdAt }) => createdAt, show: ({ createdAt }) => <When at={createdAt} /> },
  { id: "who", title: "By", value: ({ actorName }) => actorName },
  {
    id: "status",
    title: "Status",
    value: ({ status }) => importStatusNames[status],
    show: ({ status }) => <Badge tone={importStatusTones[status]}>{importStatusNames[status]}</Badge>,
  },
  count("read", "Read"),
  count("made", "Made"),
  count("changed", "Changed"),
  count("unchanged", "Unchanged", true),
  count("refused", "Refused"),
  count("remarked", "Remarked", true),
];

/** Where the register comes in: hand in spreadsheets, and see what was handed in before. */
export function ImportsPage() {
  const list = usePages(listImports, {});
  const mayRun = useMay("imports.run");
  return (
    <Page title="Imports">
      {mayRun && <DropFiles />}
      <Section title="Earlier imports">
        {list.error && <ProblemNotice error={list.error} onRetry={list.onRetry} />}
        <RecordList
          noun="imports"
          columns={columns}
          rowId={({ id }) => id}
          {...list.props}
          empty={
            <Empty title="Nothing has been imported yet">
              {mayRun
                ? "Start with the customers’ list, or with everything at once: what depends on something else waits for it."
                : "Finance and administrators import the register."}
            </Empty>
          }
        />
      </Section>
    </Page>
  );
}
