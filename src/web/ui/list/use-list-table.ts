import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortingState,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import type { Column } from "./column.ts";

export const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), columnVisibilityFeature });

type Options<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** "name" ascending, "-name" descending; undefined keeps the server's order. */
  readonly sort: string | undefined;
};

/** The rows sorted and the columns chosen, by TanStack Table. The sort itself lives in the address, so it is only read here. */
export function useListTable<Row extends object>({ columns, rows, rowId, sort }: Options<Row>) {
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const [columnVisibility, setColumnVisibility] = useState(() =>
    Object.fromEntries(columns.filter((column) => column.hidden).map((column) => [column.id, false])),
  );
  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { sorting, columnVisibility },
    onColumnVisibilityChange: setColumnVisibility,
  });
}

function definitionOf<Row extends object>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    header: column.title,
    accessorFn: (row) => column.value(row) ?? undefined,
    sortUndefined: "last",
    sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
  };
}

const byWords = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compare(a: unknown, b: unknown): number {
  return typeof a === "number" && typeof b === "number" ? a - b : byWords.compare(String(a), String(b));
}

function sortingOf(sort: string | undefined): SortingState {
  if (sort === undefined) return [];
  return [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}
