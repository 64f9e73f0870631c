/** What a sheet may hold: a table of fields, each with the headings it goes by and how its cells are read. */

import type { ImportKind } from "#api/imports.ts";
import type { Refusal } from "#core/outcome.ts";
import { textOf, type Cell, type SheetRow } from "../reading/sheet.ts";
import type { CellReader } from "./cells.ts";

export type Field<T = unknown, R extends boolean = boolean> = {
  /** The heading that people see. */
  readonly title: string;
  /** Other headings that mean the same. */
  readonly synonyms: readonly string[];
  readonly required: R;
  readonly read: CellReader<T>;
};

export type Fields = Readonly<Record<string, Field>>;
export type Kind<F extends Fields = Fields> = { readonly name: ImportKind; readonly title: string; readonly fields: F };

/** What is read from a row: null for a blank cell, or for a column that the sheet does not have. */
export type Values<F extends Fields> = {
  readonly [N in keyof F]: F[N] extends Field<infer T, infer R> ? (R extends true ? T : T | null) : never;
};

/** A row as read, and where it stands. */
export type ReadRow<F extends Fields> = { readonly row: number; readonly values: Values<F> };

/** A field that every row fills. */
export function required<T>(title: string, read: CellReader<T>, ...synonyms: string[]): Field<T, true> {
  return { title, synonyms, required: true, read };
}

/** A field that may be blank or missing. */
export function optional<T>(title: string, read: CellReader<T>, ...synonyms: string[]): Field<T, false> {
  return { title, synonyms, required: false, read };
}

/** field → index of its column. */
export type Columns = ReadonlyMap<string, number>;

export type RowRefusal = Refusal & { readonly field: string };

/** Reads a row by its kind's fields, up to the first cell that is refused. */
export function readRow<F extends Fields>(kind: Kind<F>, columns: Columns, { row, cells }: SheetRow): ReadRow<F> | RowRefusal {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const read = readCell(field, cells[columns.get(name) ?? -1]);
    if ("code" in read) return { ...read, field: name };
    values[name] = read.value;
  }
  return { row, values: values as Values<F> };
}

function readCell(field: Field, cell: Cell | undefined): { value: unknown } | Refusal {
  if (cell === undefined || textOf(cell) === "") {
    if (!field.required) return { value: null };
    return { code: "missing", message: `“${field.title}” is blank, and no row can do without it. Fill it in.` };
  }
  if (errorOfSpreadsheet.test(textOf(cell))) return { code: "formula_error", message: errorWords(textOf(cell)) };
  const read = field.read(cell);
  return read.ok ? { value: read.value } : read.refusal;
}

/** What spreadsheet programs show where a formula has no value, in any of their languages: #N/A, #REF!, #DIV/0!, #NAME?, #WERT!. */
const errorOfSpreadsheet = /^#(?:N\/A|NV|GETTING_DATA|[\p{L}/0]+[!?])$/iu;

const errorWords = (shown: string): string =>
  `This cell holds ${shown}: its formula has no value, and what was meant is not known. Correct the formula or write the value; clear the cell if there is none.`;
