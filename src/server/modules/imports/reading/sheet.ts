/** A spreadsheet as read: rows of cells, numbered as the spreadsheet numbers them. */

/** What stands in a cell: text as typed ("" when blank), or a number of a workbook as decimal digits, such as "-1234.5". */
export type Cell = string | { readonly number: string };

export type SheetRow = { readonly row: number; readonly cells: readonly Cell[] };

export type Sheet = {
  /** The sheet's name in its workbook; undefined for a CSV file. */
  readonly name: string | undefined;
  readonly headings: readonly string[];
  /** Without the heading and without blank rows. */
  readonly rows: readonly SheetRow[];
};

/** The cell as text, trimmed. */
export function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return typeof cell === "string" ? cell.trim() : cell.number;
}

/** "A" for the first column, "AB" for the 28th. */
export function columnLetters(index: number): string {
  const before = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : "";
  return before + String.fromCharCode(65 + (index % 26));
}

/** A sheet of rows: the first that is not blank is the heading. Undefined where all are blank. */
export function sheetOf(name: string | undefined, rows: readonly (readonly Cell[])[]): Sheet | undefined {
  const at = rows.findIndex(isFilled);
  if (at === -1) return undefined;
  const filled = rows.flatMap((cells, index) => (index > at && isFilled(cells) ? [{ row: index + 1, cells }] : []));
  return { name, headings: rows[at]!.map((cell) => textOf(cell).replace(/\s+/g, " ")), rows: filled };
}

function isFilled(cells: readonly Cell[]): boolean {
  return cells.some((cell) => textOf(cell) !== "");
}
