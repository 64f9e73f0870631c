import { shortDay } from "#web/ui/format/words.ts";
import { RecordTable } from "#web/ui/list/record-table.tsx";
import type { Column } from "#web/ui/list/column.ts";
import type { Content } from "./content.ts";
import { spanRows } from "./spans.ts";
import { datesWords, factsOf, titleWords } from "./span-words.ts";

type Line = { readonly id: string; readonly row: string; readonly what: string; readonly dates: string; readonly facts: string };

const columns: readonly Column<Line>[] = [
  { id: "row", title: "Of", value: (line) => line.row },
  { id: "what", title: "What", value: (line) => line.what },
  { id: "dates", title: "When", value: (line) => line.dates },
  { id: "facts", title: "Details", value: (line) => line.facts },
];

/** The same facts as the picture, as a table: for those who read rather than look. */
export function TimelineTable({ content, label }: { content: Content; label: string }) {
  const lines = spanRows(content).flatMap((row) =>
    row.spans.map((span): Line => ({
      id: span.key,
      row: row.title,
      what: titleWords(span),
      dates: datesWords(span),
      facts: factsOf(span).join(" · "),
    })),
  );
  return (
    <RecordTable
      noun={`${label}, as a table; today is ${shortDay(content.today)}`}
      columns={columns}
      rows={lines}
      rowId={(line) => line.id}
      sort={undefined}
    />
  );
}
