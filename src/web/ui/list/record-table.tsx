import { Checkbox, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconArrowsSort } from "@tabler/icons-react";
import type { ReactNode } from "react";
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
  /** Where rows can be chosen: a box before each, and one for all of them. */
  readonly selection?: Selection<Row> | undefined;
  /** Buttons for what can be done with a row, at its end. */
  readonly acts?: ((row: Row) => ReactNode) | undefined;
};

/** Which rows are chosen, by their ids. */
export type Selection<Row> = {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** What a row is called where it is chosen: "CVP19898C". */
  readonly nameOf: (row: Row) => string;
};

/** Rows and columns; on a narrow screen each row becomes a card with its cells named. */
export function RecordTable<Row>({ noun, columns, rows, rowId, sort, onSort, selection, acts }: Props<Row>) {
  return (
    <div className={styles["frame"]}>
      <table className={styles["table"]} aria-label={noun}>
        <thead>
          <tr>
            {selection && <ChooseAll ids={rows.map(rowId)} noun={noun} selection={selection} />}
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
            {acts && (
              <th scope="col">
                <VisuallyHidden>What can be done</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} data-chosen={selection?.chosen.has(rowId(row)) || undefined}>
              {selection && <Choose id={rowId(row)} name={selection.nameOf(row)} selection={selection} />}
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
              {acts && <td className={styles["acts"]}>{acts(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type OfAnyRow = Pick<Selection<never>, "chosen" | "onChange">;

/** The box of a row. The space around it belongs to it: a finger hits it. */
function Choose({ id, name, selection: { chosen, onChange } }: { id: string; name: string; selection: OfAnyRow }) {
  const flipped = (): ReadonlySet<string> =>
    new Set(chosen.has(id) ? [...chosen].filter((each) => each !== id) : [...chosen, id]);
  return (
    <td className={styles["choose"]}>
      <Checkbox aria-label={`Choose ${name}`} checked={chosen.has(id)} onChange={() => onChange(flipped())} />
    </td>
  );
}

function ChooseAll({ ids, noun, selection }: { ids: readonly string[]; noun: string; selection: OfAnyRow }) {
  const { chosen, onChange } = selection;
  const all = ids.every((id) => chosen.has(id));
  const others = [...chosen].filter((id) => !ids.includes(id));
  return (
    <th scope="col" className={styles["choose"]}>
      <Checkbox
        aria-label={`Choose all ${noun} listed`}
        checked={all}
        indeterminate={!all && ids.some((id) => chosen.has(id))}
        onChange={() => onChange(new Set(all ? others : [...others, ...ids]))}
      />
    </th>
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
