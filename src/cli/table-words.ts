import type { Paint } from "./terminal.ts";

/** A column of a table on a terminal: its heading, and whether it stands at the right as numbers do. */
export type TableColumn = { readonly title: string; readonly numeric?: boolean };

/** Rows under their headings, each column as wide as its widest cell. */
export function tableWords(columns: readonly TableColumn[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  const widths = columns.map(({ title }, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (columns[column]!.numeric ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [paint("dim", line(columns.map(({ title }) => title))), ...rows.map(line)];
}
