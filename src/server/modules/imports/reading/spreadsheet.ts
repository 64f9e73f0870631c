/** A file handed in, as sheets: CSV or a workbook, told apart by what is in it and not by its name. */

import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { readCsv } from "./csv.ts";
import { columnLetters, type Sheet } from "./sheet.ts";
import { decodeText } from "./text.ts";
import { readXlsx } from "./xlsx.ts";

/**
 * The sheets of a file, at least one. Refuses with what to do about it: `empty`, `not_a_spreadsheet`, `old_workbook`,
 * `not_a_workbook`, `malformed`, `too_large`, `no_rows`, `duplicate_heading`.
 */
export async function readSpreadsheet(bytes: Buffer): Promise<Outcome<Sheet[]>> {
  if (bytes.length === 0) return refuse("empty", "This file is empty.");
  const read = await sheetsOf(bytes);
  if (!read.ok) return read;
  if (read.value.length === 0) return refuse("empty", "There is nothing in this file but blanks.");
  if (read.value.every(({ rows }) => rows.length === 0))
    return refuse("no_rows", "There are headings in this file, but no row below them.");
  const twice = read.value.map(duplicateHeading).find((words) => words !== undefined);
  return twice === undefined ? read : refuse("duplicate_heading", twice);
}

async function sheetsOf(bytes: Buffer): Promise<Outcome<Sheet[]>> {
  if (bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) return readXlsx(bytes);
  if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0") {
    return refuse(
      "old_workbook",
      "This is a workbook of the old .xls kind, or one with a password. Save it as .xlsx without a password and import that.",
    );
  }
  const text = decodeText(bytes);
  if (text === undefined || text.startsWith("%PDF-"))
    return refuse("not_a_spreadsheet", "This is no spreadsheet. Import .csv or .xlsx files.");
  const read = await readCsv(text);
  if (!read.ok) return read;
  return accept(read.value === undefined ? [] : [read.value]);
}

function duplicateHeading({ name, headings }: Sheet): string | undefined {
  for (const [index, heading] of headings.entries()) {
    const first = headings.findIndex((other) => other.toLowerCase() === heading.toLowerCase());
    if (heading === "" || first === index) continue;
    const where = name === undefined ? "" : ` of sheet "${name}"`;
    return `Columns ${columnLetters(first)} and ${columnLetters(index)}${where} are both headed "${heading}". Rename one, so that it is clear which is meant.`;
  }
  return undefined;
}
