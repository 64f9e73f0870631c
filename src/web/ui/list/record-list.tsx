import { Button, Checkbox, Popover, Skeleton, TextInput } from "@mantine/core";
import { IconColumns3, IconDownload, IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { countWords } from "#web/ui/format/words.ts";
import type { Column } from "./column.ts";
import { csvOf, downloadCsv } from "./csv.ts";
import { ExportMenu, type ExportAddresses } from "./export-menu.tsx";
import styles from "./record-list.module.css";
import { RecordTable, type Selection } from "./record-table.tsx";
import { useListTable } from "./use-list-table.ts";
import { useRowKeys } from "./use-row-keys.ts";

type Props<Row extends object> = {
  /** What the rows are, for readers and the export's name: "accounts". */
  readonly noun: string;
  readonly columns: readonly Column<Row>[];
  /** undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  /** Set when the rows did not come: the page says why, and nothing is waited for here. */
  readonly failed?: boolean;
  readonly rowId: (row: Row) => string;
  /** How many there are in all, where the server counts them. */
  readonly total?: number | undefined;
  readonly q?: string | undefined;
  readonly onSearch?: (q: string | undefined) => void;
  readonly searchHint?: string;
  readonly sort?: string | undefined;
  /** Left out where the server orders the rows: then a filter says how. */
  readonly onSort?: (sort: string | undefined) => void;
  /** Selects and switches, beside the search. */
  readonly filters?: ReactNode;
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly onMore?: () => void;
  /** Rows drawn at once where all are at hand and may be thousands: the rest is drawn on demand; sort and export take them all. */
  readonly drawAtOnce?: number;
  /** Where rows can be chosen. */
  readonly selection?: Selection<Row> | undefined;
  /** Buttons for what can be done with a row, at its end: neither sorted by, nor hidden, nor exported. */
  readonly acts?: ((row: Row) => ReactNode) | undefined;
  /** Where the server writes out all that the filter leaves; left out, what is listed is written out here. */
  readonly exported?: ExportAddresses;
  /** What stands here when nothing matches: see `Empty`. */
  readonly empty: ReactNode;
};

/** A list: search, filters, sortable columns, choice of columns, export of what is listed, and more rows on demand; j and k go from row to row. */
export function RecordList<Row extends object>(props: Props<Row>) {
  const { columns, rows, rowId, sort, noun } = props;
  const list = useRowKeys();
  const { drawAtOnce = Number.POSITIVE_INFINITY } = props;
  const [drawn, setDrawn] = useState(drawAtOnce);
  const table = useListTable({ columns, rows: rows ?? [], rowId, sort });
  const shown = columns.filter((column) => table.getColumn(column.id)?.getIsVisible());
  const listed = table.getRowModel().rows.map((row) => row.original);
  return (
    <div className={styles["list"]} ref={list}>
      <div className={styles["tools"]}>
        {props.onSearch && <SearchField q={props.q} hint={props.searchHint ?? `Search ${noun}`} onSearch={props.onSearch} />}
        {props.filters}
        <div className={styles["right"]}>
          <ColumnChoice table={table} columns={columns} />
          {props.exported ? (
            <ExportMenu label="Export" addresses={props.exported} disabled={listed.length === 0} />
          ) : (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              disabled={listed.length === 0}
              onClick={() => downloadCsv(noun, csvOf(shown, listed))}
            >
              Export CSV
            </Button>
          )}
        </div>
      </div>
      {rows === undefined ? (
        !props.failed && <ListSkeleton />
      ) : rows.length === 0 ? (
        props.empty
      ) : (
        <RecordTable
          noun={noun}
          columns={shown}
          rows={listed.slice(0, drawn)}
          rowId={rowId}
          sort={sort}
          selection={props.selection}
          acts={props.acts}
          {...(props.onSort && { onSort: props.onSort })}
        />
      )}
      {listed.length > drawn ? (
        <DrawMore {...props} drawn={drawn} of={listed.length} onMore={() => setDrawn(drawn + drawAtOnce)} />
      ) : (
        rows !== undefined && rows.length > 0 && <ListFoot {...props} count={listed.length} />
      )}
    </div>
  );
}

/** How long somebody pauses before the list follows what they typed. */
const TYPING_PAUSE_MS = 200;

function SearchField({ q, hint, onSearch }: { q: string | undefined; hint: string; onSearch: (q: string | undefined) => void }) {
  const [text, setText] = useState(q ?? "");
  const sent = useRef(q ?? "");
  useEffect(() => {
    if ((q ?? "") === sent.current) return;
    sent.current = q ?? "";
    setText(q ?? "");
  }, [q]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      onSearch(text.trim() === "" ? undefined : text.trim());
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <TextInput
      className={styles["search"]}
      type="search"
      size="sm"
      aria-label={hint}
      placeholder={hint}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

type Table<Row extends object> = ReturnType<typeof useListTable<Row>>;

function ColumnChoice<Row extends object>({ table, columns }: { table: Table<Row>; columns: readonly Column<Row>[] }) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <fieldset className={styles["columns"]}>
          <legend>Columns shown</legend>
          {columns.slice(1).map((column) => (
            <Checkbox
              key={column.id}
              label={column.title}
              checked={table.getColumn(column.id)?.getIsVisible() ?? true}
              onChange={(event) => table.getColumn(column.id)?.toggleVisibility(event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}

function ListFoot<Row extends object>(props: Props<Row> & { count: number }) {
  const { count, noun, hasMore, sort, total } = props;
  return (
    <div className={styles["foot"]}>
      <p role="status">
        {hasMore
          ? `${countWords(count)} ${noun} listed${total === undefined ? "; there are more." : ` of ${countWords(total)}.`}`
          : `${countWords(count)} ${count === 1 ? noun.replace(/s$/, "") : noun}.`}
        {hasMore && sort !== undefined && " Sorted among those listed."}
      </p>
      {hasMore && (
        <Button variant="default" loading={props.loadingMore ?? false} onClick={props.onMore}>
          Load more
        </Button>
      )}
    </div>
  );
}

type DrawMoreProps = Pick<Props<never>, "noun" | "hasMore" | "total"> & {
  readonly drawn: number;
  readonly of: number;
  readonly onMore: () => void;
};

function DrawMore({ noun, drawn, of, hasMore, total, onMore }: DrawMoreProps) {
  return (
    <div className={styles["foot"]}>
      <p role="status">
        {countWords(drawn)} of {countWords(total ?? of)} {noun} shown; the export has {hasMore ? countWords(of) : "them all"}.
      </p>
      <Button variant="default" onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}

function ListSkeleton() {
  return (
    <div className={styles["skeleton"]} role="group" aria-busy="true" aria-label="Loading">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} height={20} radius="sm" />
      ))}
    </div>
  );
}
