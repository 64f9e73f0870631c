/** Rows as a file for spreadsheet programs: CSV or XLSX. */

import writeWorkbook, { type Cell } from "write-excel-file/node";

export type TableFormat = "csv" | "xlsx";
export type TableFile = { readonly name: string; readonly type: string; readonly content: Buffer };
type Value = string | number | null;

/**
 * A column: its heading, what a row has in it, and what that is. `text` stays text, whatever it looks like; an `amount` is exact
 * as text in CSV and a number in a workbook; a `plain` value is as it is.
 */
export type Column<Row> = readonly [heading: string, value: (row: Row) => Value, kind?: "plain" | "text" | "amount"];

/** The rows in their order under the headings. `name` is without ending. */
export async function tableFile<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { format, sheet }: { readonly format: TableFormat; readonly sheet: string },
): Promise<TableFile> {
  return format === "csv"
    ? { name: `${name}.csv`, type: "text/csv; charset=utf-8", content: csvOf(columns, rows) }
    : {
        name: `${name}.xlsx`,
        type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        content: await workbookOf(columns, rows, sheet),
      };
}

/** With a mark at its beginning, by which spreadsheet programs know UTF-8. */
function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer {
  const lines = rows.map((row) => columns.map(([, value, kind]) => csvCell(kind, value(row))).join(","));
  return Buffer.from(`\uFEFF${columns.map(([heading]) => heading).join(",")}\r\n${lines.map((line) => `${line}\r\n`).join("")}`);
}

function csvCell(kind: Column<never>[2], value: Value): string {
  // A spreadsheet program would take a text that begins like this for a formula.
  const text = kind === "text" && /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function workbookOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], sheet: string): Promise<Buffer> {
  const heading = columns.map(([title]): Cell => ({ value: title, type: String, fontWeight: "bold" }));
  const body = rows.map((row) => columns.map(([, value, kind]) => workbookCell(kind, value(row))));
  return writeWorkbook([heading, ...body], { sheet, stickyRowsCount: 1 }).toBuffer();
}

function workbookCell(kind: Column<never>[2], value: Value): Cell {
  if (value === null) return null;
  if (typeof value === "number") return { value, type: Number };
  return kind === "amount" ? { value: Number(value), type: Number } : { value, type: String };
}
