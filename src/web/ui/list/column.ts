import type { ReactNode } from "react";

/** A column of a list: what it is called, what it sorts and exports by, and how it looks. */
export type Column<Row> = {
  readonly id: string;
  readonly title: string;
  /** What sorting compares and the export writes. null is empty, and sorts last. */
  readonly value: (row: Row) => string | number | null;
  /** What the cell shows; the value itself when left out. */
  readonly show?: (row: Row) => ReactNode;
  /** Numbers stand at the right, digit under digit. */
  readonly numeric?: boolean;
  /** A name, of any length: it takes as many lines as it needs. */
  readonly name?: boolean;
  /** Kept on one line where the screen is wide. */
  readonly unbroken?: boolean;
  /** Shown only when chosen under Columns. */
  readonly hidden?: boolean;
};
