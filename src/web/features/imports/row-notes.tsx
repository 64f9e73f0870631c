import { useDeferredValue, useMemo, useState } from "react";
import type { RowRemark } from "#api/imports.ts";
import { Notice } from "#web/ui/notice/notice.tsx";
import type { Column } from "#web/ui/list/column.ts";
import { FilterSelect } from "#web/ui/list/filter-select.tsx";
import { RecordList } from "#web/ui/list/record-list.tsx";
import { Empty, Section } from "#web/ui/page/page.tsx";
import { countWords } from "#web/ui/format/words.ts";
import { choicesOf, matching, reasonWords, whereOf, type Filter } from "./note-filter.ts";
import styles from "./row-notes.module.css";

/** Rows drawn at once: a screenful or two. Thousands stay at hand for search, sort and export. */
const DRAWN = 100;

const columns: readonly Column<RowRemark>[] = [
  { id: "where", title: "Sheet", value: whereOf },
  { id: "row", title: "Row", numeric: true, value: ({ row }) => row },
  { id: "column", title: "Column", value: ({ column }) => column ?? null, show: ({ column }) => column ?? "–" },
  {
    id: "message",
    title: "What is wrong and what to do",
    value: ({ message }) => message,
    show: ({ message }) => <span className={styles["message"]}>{message}</span>,
  },
  { id: "code", title: "Code", value: ({ code }) => code, hidden: true },
];

type Props = {
  readonly title: string;
  readonly noun: string;
  readonly notes: readonly RowRemark[];
  /** What stands here when there are none at all. */
  readonly none: string;
  readonly about: string;
};

/** Rows with something to say about them, to be searched, filtered and taken along as CSV. */
export function RowNotes({ title, noun, notes, none, about }: Props) {
  const [filter, setFilter] = useState<Filter>({});
  const [sort, setSort] = useState<string>();
  const settled = useDeferredValue(filter);
  const rows = useMemo(() => matching(notes, settled), [notes, settled]);
  if (notes.length === 0) {
    return (
      <Section title={title}>
        <Notice tone="good" title={none} />
      </Section>
    );
  }
  return (
    <Section title={`${title}: ${countWords(notes.length)}`}>
      <p className={styles["about"]}>{about}</p>
      <RecordList
        noun={noun}
        columns={columns}
        rows={rows}
        rowId={(note) => `${whereOf(note)} ${note.row} ${note.column} ${note.code}`}
        drawAtOnce={DRAWN}
        sort={sort}
        onSort={setSort}
        q={filter.q}
        onSearch={(q) => setFilter({ ...filter, q })}
        searchHint={`Search ${noun}`}
        filters={<Filters notes={notes} filter={filter} onChange={setFilter} />}
        empty={<Empty title="Nothing matches">Try other words, or fewer filters.</Empty>}
      />
    </Section>
  );
}

function Filters({
  notes,
  filter,
  onChange,
}: {
  notes: readonly RowRemark[];
  filter: Filter;
  onChange: (filter: Filter) => void;
}) {
  const sheets = useMemo(() => choicesOf(notes, whereOf), [notes]);
  const reasons = useMemo(() => choicesOf(notes, ({ code }) => code, reasonWords), [notes]);
  return (
    <>
      <FilterSelect
        label="Sheet"
        any="Every sheet"
        options={sheets}
        value={filter.where}
        onChange={(where) => onChange({ ...filter, where })}
      />
      <FilterSelect
        label="Reason"
        any="Any reason"
        options={reasons}
        value={filter.code}
        onChange={(code) => onChange({ ...filter, code })}
      />
    </>
  );
}
