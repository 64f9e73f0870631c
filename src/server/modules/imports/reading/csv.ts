/** Comma-separated values, whatever separates them. */

import { Readable } from "node:stream";
import { CsvError, parse, type CastingContext } from "csv-parse";
import { accept, refuse, type Outcome } from "#core/outcome.ts";
import { sheetOf, type Sheet } from "./sheet.ts";

/** Characters parsed at a time, so that a large file does not hold up everybody else. */
const SLICE = 256 * 1024;
/** Each row takes some hundred bytes of memory, however little it holds: a file of nothing but line ends would fill gigabytes. */
const MAX_ROWS = 500_000;
/** Registers have some twenty columns. A file with more than this has another separator than was taken for it, or is none. */
const MAX_COLUMNS = 200;
/** Characters of one row. A quotation mark that is opened and not closed makes one row of all that follow. */
const MAX_ROW_LENGTH = 64 * 1024;

/**
 * Reads CSV with commas, semicolons or tabs. A record is a row, as a spreadsheet shows it, however many lines its quoted cells
 * span; blank lines are rows. Refuses a quotation mark that is never closed (`malformed`) and what is too long, too wide or too
 * full (`too_large`), as soon as it is met; undefined for a text without any cell.
 */
export async function readCsv(text: string): Promise<Outcome<Sheet | undefined>> {
  const { body, delimiter } = delimiterOf(text);
  const rows: string[][] = [];
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_ROW_LENGTH,
    cast: withinWidth,
  });
  try {
    for await (const record of Readable.from(slices(body)).pipe(parser)) {
      if (rows.length === MAX_ROWS) return refuse("too_large", tooManyRows);
      rows.push(record as string[]);
    }
  } catch (error) {
    if (error instanceof TooWide) return refuse("too_large", error.message);
    if (!(error instanceof CsvError)) throw error;
    return unreadable(error);
  }
  return accept(sheetOf(undefined, rows));
}

const tooManyRows = `This file has more than ${MAX_ROWS.toLocaleString("en")} rows, blank ones included. Split it into several, each with the headings, and import them one after the other.`;

class TooWide extends Error {}

/** Passes a cell on as it is. It is asked while the row is still being read, before a row of commas alone has filled the memory. */
function withinWidth(cell: string, { index, records }: CastingContext): string {
  if (index < MAX_COLUMNS) return cell;
  throw new TooWide(
    `Row ${records + 1} has more than ${MAX_COLUMNS} columns. Keep the columns that are to be imported, separated by commas, semicolons or tabs, and import again.`,
  );
}

function unreadable(error: CsvError): Outcome<never> {
  const row = `Row ${Number(error["records"]) + 1}`;
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return refuse(
      "too_large",
      `${row} holds more than ${MAX_ROW_LENGTH.toLocaleString("en")} characters. Shorten it, or close the quotation mark that is left open in it, and import again.`,
    );
  return refuse(
    "malformed",
    `${row} cannot be read: a quotation mark is opened and not closed. Correct that cell and import again.`,
  );
}

function* slices(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += SLICE) yield text.slice(from, from + SLICE);
}

/** The separator that the first filled line has most of, outside quotation marks. Excel's own "sep=;" line is taken at its word. */
function delimiterOf(text: string): { body: string; delimiter: string } {
  const told = /^sep=(.)\r?\n/i.exec(text);
  if (told) return { body: text.slice(told[0].length), delimiter: told[1]! };
  const heading = (/^\s*(.*)/.exec(text.slice(0, MAX_ROW_LENGTH))?.[1] ?? "").replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => heading.split(delimiter).length - 1;
  const [most] = [",", ";", "\t"].toSorted((a, b) => count(b) - count(a));
  return { body: text, delimiter: most! };
}
