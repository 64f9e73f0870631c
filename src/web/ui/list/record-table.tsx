import { IconArrowDown, IconArrowUp, IconArrowsSort } from "@tabler/icons-react";
import type { Column } from "./column.ts";
import styles from "./record-list.module.css";
import { nextSort } from "./next-sort.ts";

type Props<Row> = {
  readonly noun: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly sort: string | undefined;
  /** Left out where the order is fixed. */
  readonly onSort?: (sort: string | undefined) => void;
};

/** Rows and columns; on a narrow screen each row becomes a card with its cells named. */
export function RecordTable<Row>({ noun, columns, rows, rowId, sort, onSort }: Props<Row>) {
  return (
    <div className={styles["frame"]}>
      <table className={styles["table"]} aria-label={noun}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  data-label={column.title}
                  data-numeric={column.numeric}
                  data-unbroken={column.unbroken}
                  data-name={column.name}
                  data-first={index === 0 || undefined}
                >
                  <span className={styles["cell"]} dir="auto">
                    {column.show ? column.show(row) : shown(column.value(row))}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadingProps<Row> = {
  column: Column<Row>;
  sort: string | undefined;
  onSort: ((sort: string | undefined) => void) | undefined;
};

function Heading<Row>({ column, sort, onSort }: HeadingProps<Row>) {
  const direction = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
  const Icon = direction === "ascending" ? IconArrowUp : direction === "descending" ? IconArrowDown : IconArrowsSort;
  if (!onSort) {
    return (
      <th scope="col" data-numeric={column.numeric}>
        {column.title}
      </th>
    );
  }
  return (
    <th scope="col" data-numeric={column.numeric} aria-sort={direction ?? "none"}>
      <button
        type="button"
        className={styles["sort"]}
        data-active={direction !== undefined || undefined}
        onClick={() => onSort(nextSort(sort, column.id))}
      >
        {column.title}
        <Icon size={14} aria-hidden />
      </button>
    </th>
  );
}

/** What is not known is a dash. */
const shown = (value: string | number | null): string | number => (value === null || value === "" ? "–" : value);
