/** Workbooks of Excel and its relatives. */

import readWorkbook from "read-excel-file/node";
import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { sheetOf, type Cell, type Sheet } from "./sheet.ts";
import { unpackedBytes } from "./zip.ts";

/** What a workbook may unpack to: it is held in memory whole, and a small archive may unpack to anything. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** Reads each sheet that holds anything. Refuses (`not_a_workbook`, `too_large`) what cannot be one. */
export async function readXlsx(bytes: Buffer): Promise<Outcome<Sheet[]>> {
  const unpacked = unpackedBytes(bytes);
  if (unpacked === undefined)
    return refuse(
      "not_a_workbook",
      "This file is damaged: it begins as a workbook and does not end as one. Save it again and import that.",
    );
  if (unpacked > MAX_UNPACKED_BYTES)
    return refuse(
      "too_large",
      "This workbook unpacks to more than 512 MB. Split it into several and import them one after the other.",
    );
  try {
    const sheets = await readWorkbook<NumberCell>(bytes, { trim: false, parseNumber: numberCell });
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
  return typeof value === "string" ? value : (value as NumberCell);
}
