/** Files as sheets ready to run: read, recognised, their columns matched. */

import type { FileReport, ImportKind, SheetMapping } from "#api/imports.ts";
import type { Kind } from "./kinds/kind.ts";
import { kindOf } from "./kinds/kinds.ts";
import { headingsKey, recognise, type Mapping } from "./kinds/recognise.ts";
import { readSpreadsheet } from "./reading/spreadsheet.ts";
import { textOf, type Sheet } from "./reading/sheet.ts";

/** How a sheet is read. */
export type SheetReading = {
  /** null: the file is one sheet, such as CSV. */
  readonly name: string | null;
  readonly kind: ImportKind | null;
  readonly mapping: Mapping;
  readonly matched: SheetMapping["matched"];
};

/** What is kept of a file beside its bytes: why it cannot be read, or its sheets, enough of them to show without reading it again. */
export type KeptFile = { readonly problem: ReadFile["problem"] | null; readonly sheets: readonly KeptSheet[] };
export type KeptSheet = SheetReading & {
  readonly headings: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly rows: number;
};

/** What was matched by hand before, by the row of headings. */
export type Remembered = ReadonlyMap<string, { readonly kind: ImportKind; readonly mapping: Mapping }>;

/** A file that was handed in, read as far as it can be. */
export type ReadFile =
  | { readonly name: string; readonly sheets: readonly Sheet[]; readonly problem: undefined }
  | {
      readonly name: string;
      readonly sheets: readonly [];
      readonly problem: { readonly code: string; readonly message: string };
    };

export async function readFile(name: string, bytes: Buffer): Promise<ReadFile> {
  const read = await readSpreadsheet(bytes);
  if (read.ok) return { name, sheets: read.value, problem: undefined };
  return { name, sheets: [], problem: { code: read.refusal.code, message: read.refusal.message } };
}

/** How a sheet is read unless somebody says otherwise: as people matched it before, or by its headings. */
export function readingOf(sheet: Sheet, remembered: Remembered): SheetReading {
  const name = sheet.name ?? null;
  const before = remembered.get(headingsKey(sheet.headings));
  if (before !== undefined) return { name, ...before, matched: "remembered" };
  const found = recognise(sheet.headings);
  if (found === undefined) return { name, kind: null, mapping: {}, matched: "unknown" };
  return { name, kind: found.kind.name, mapping: found.mapping, matched: "by_heading" };
}

/** A sheet of a file, and how it is read. A file that could not be read has a problem and no sheet. */
export type SheetToRun = {
  readonly file: string;
  readonly sheet: string | undefined;
  readonly kind: Kind | undefined;
  readonly mapping: Mapping;
  readonly content: Sheet | undefined;
  readonly problem: FileReport["problem"];
};

/** The sheets of a file with how each is read, in the same order. */
export function sheetsToRun(file: ReadFile, readings: readonly SheetReading[]): SheetToRun[] {
  if (file.problem !== undefined) {
    return [{ file: file.name, sheet: undefined, kind: undefined, mapping: {}, content: undefined, problem: file.problem }];
  }
  return file.sheets.map((content, index) => {
    const { kind, mapping } = readings[index]!;
    return {
      file: file.name,
      sheet: content.name,
      kind: kind === null ? undefined : kindOf(kind),
      mapping,
      content,
      problem: undefined,
    };
  });
}

/** Rows shown to match columns by eye. */
const SAMPLE_ROWS = 5;

/** A file as kept, its sheets read as matched by hand before or by their headings. */
export function keptOf(file: ReadFile, remembered: Remembered): KeptFile {
  const sheets = file.sheets.map((sheet) => ({
    ...readingOf(sheet, remembered),
    headings: sheet.headings,
    sample: sheet.rows.slice(0, SAMPLE_ROWS).map(({ cells }) => sheet.headings.map((_, index) => textOf(cells[index]))),
    rows: sheet.rows.length,
  }));
  return { problem: file.problem ?? null, sheets };
}
