/** Workbooks of Excel and its relatives. */

import readWorkbook from "read-excel-file/node";
import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { sheetOf, type Cell, type Sheet } from "./sheet.ts";
import { kept } from "./text.ts";
import { pack } from "./pack.ts";
import { unpack } from "./zip.ts";

/** What a workbook may unpack to: it is held in memory whole, and a small archive may unpack to anything. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** What Excel itself can hold. */
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
/** The reader fills every gap between a sheet's corners: a few bytes in the last row and column would fill all memory. */
const MAX_CELLS = 2 ** 25;

/** Reads each sheet that holds anything. Refuses (`not_a_workbook`, `too_large`) what cannot be one. */
export async function readXlsx(bytes: Buffer): Promise<Outcome<Sheet[]>> {
  const unpacked = await unpack(bytes, MAX_UNPACKED_BYTES);
  if (unpacked === undefined)
    return refuse(
      "not_a_workbook",
      "This file is damaged: it begins as a workbook and does not end as one. Save it again and import that.",
    );
  if (unpacked === "too_large")
    return refuse(
      "too_large",
      "This workbook unpacks to more than 512 MB. Split it into several and import them one after the other.",
    );
  for (const [name, content] of unpacked) {
    if (name.startsWith("xl/worksheets/") && !fits(content))
      return refuse(
        "too_large",
        "A sheet of this workbook reaches to a far corner, with more cells than can be read. Copy what is filled to a new workbook and import that.",
      );
  }
  try {
    const sheets = await readWorkbook<NumberCell>(withErrorsAsText(bytes, unpacked), { trim: false, parseNumber: numberCell });
    return accept(
      sheets.flatMap(
        ({ sheet, data }) =>
          sheetOf(
            sheet,
            data.map((row) => row.map(cellOf)),
          ) ?? [],
      ),
    );
  } catch {
    return refuse(
      "not_a_workbook",
      "This file is no workbook that can be read. Open it in your spreadsheet program, save it as .xlsx or .csv, and import that.",
    );
  }
}

/** The reader takes an error such as #N/A for a blank. Written as the text that it shows, it is seen, and refused with its row. */
function withErrorsAsText(bytes: Buffer, unpacked: ReadonlyMap<string, Buffer>): Buffer {
  const rewritten = new Map<string, Buffer>();
  for (const [name, content] of unpacked) {
    if (!name.startsWith("xl/worksheets/")) continue;
    // A character for each byte: what is not ASCII is left as it stands.
    const sheet = content.toString("latin1");
    const shown = sheet.replace(ERROR_CELL, (cell) => cell.replace(ERROR_TYPE, ' t="str"'));
    if (shown !== sheet) rewritten.set(name, Buffer.from(shown, "latin1"));
  }
  return rewritten.size === 0 ? bytes : pack(new Map([...unpacked, ...rewritten]));
}

const ERROR_TYPE = /\st\s*=\s*(["'])e\1/;
const ERROR_CELL = new RegExp(`<c(?:\\s[^<>]*)?${ERROR_TYPE.source}`, "g");

/** Whether the sheet's last row and column leave few enough cells between them. */
function fits(sheet: Buffer): boolean {
  let rows = 0;
  let columns = 0;
  for (const [, , place] of sheet.toString("latin1").matchAll(/<(?:c|row)\s[^>]*?\br\s*=\s*(["'])(.*?)\1/gs)) {
    const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place!) ?? [];
    if (letters === undefined) return false;
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnNumber(letters));
  }
  return rows <= MAX_ROWS && columns <= MAX_COLUMNS && rows * columns <= MAX_CELLS;
}

/** 1 for "A", 28 for "AB". */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

type NumberCell = Exclude<Cell, string>;

/** Workbooks keep floats. The 15 digits that Excel shows are what was meant: 1234.5600000000001 is 1234.56. */
function numberCell(digits: string): NumberCell {
  const shown = Number(Number(digits).toPrecision(15));
  return { number: shown.toString().includes("e") ? BigInt(Math.round(shown)).toString() : shown.toString() };
}

/** A date cell is a day, whatever zone this machine is in: the library gives it as midnight UTC. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? kept(value) : (value as NumberCell);
}
