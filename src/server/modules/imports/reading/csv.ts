/** Comma-separated values, whatever separates them. */

import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { sheetOf, type Sheet } from "./sheet.ts";

/** Characters parsed at a time, so that a large file does not hold up everybody else. */
const SLICE = 256 * 1024;

/**
 * Reads CSV with commas, semicolons or tabs. A record is a row, as a spreadsheet shows it, however many lines its quoted cells
 * span; blank lines are rows. Refuses (`malformed`) a quotation mark that is never closed; undefined for a text without any cell.
 */
export async function readCsv(text: string): Promise<Outcome<Sheet | undefined>> {
  const { body, delimiter } = delimiterOf(text);
  const rows: string[][] = [];
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
  try {
    for await (const record of Readable.from(slices(body)).pipe(parser)) rows.push(record as string[]);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(
      "malformed",
      `Row ${Number(error["records"]) + 1} cannot be read: a quotation mark is opened and not closed. Correct that cell and import again.`,
    );
  }
  return accept(sheetOf(undefined, rows));
}

function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += SLICE) yield text.slice(from, from + SLICE);
}

/** The separator that the first filled line has most of, outside quotation marks. Excel's own "sep=;" line is taken at its word. */
function delimiterOf(text: string): { body: string; delimiter: string } {
  const told = /^sep=(.)\r?\n/i.exec(text);
  if (told) return { body: text.slice(told[0].length), delimiter: told[1]! };
  const heading = (/^\s*(.*)/.exec(text)?.[1] ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => heading.split(delimiter).length - 1;
  const [most] = [",", ";", "\t"].toSorted((a, b) => count(b) - count(a));
  return { body: text, delimiter: most! };
}
