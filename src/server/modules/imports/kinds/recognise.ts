/** Which kind of sheet it is, and which column is which field, by the row of headings. */

import type { Columns, Field, Kind } from "./kind.ts";
import { kinds } from "./kinds.ts";

/** A heading as meant: case, blanks and punctuation tell nothing apart. */
export function headingKey(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Names a whole row of headings, so that how it was matched can be remembered. */
export function headingsKey(headings: readonly string[]): string {
  return headings.map(headingKey).join("|");
}

/** field → heading; a field without a column is left out. */
export type Mapping = Readonly<Record<string, string>>;

/** The kind whose fields account for most of the headings, all required ones among them. Undefined where none or two do. */
export function recognise(headings: readonly string[]): { kind: Kind; mapping: Mapping } | undefined {
  const fits = kinds
    .map((kind) => ({ kind, mapping: matchHeadings(kind, headings) }))
    .filter(({ kind, mapping }) => missingFields(kind, mapping).length === 0)
    .toSorted((a, b) => matched(b.mapping) - matched(a.mapping));
  const [best, next] = fits;
  const isClear = best !== undefined && (next === undefined || matched(next.mapping) < matched(best.mapping));
  return isClear ? best : undefined;
}

/** The columns of a sheet that is known to be of this kind: a field's own title goes before its synonyms. */
export function matchHeadings(kind: Kind, headings: readonly string[]): Mapping {
  const free = new Map(headings.filter((heading) => headingKey(heading) !== "").map((heading) => [headingKey(heading), heading]));
  const mapping: Record<string, string> = {};
  const take = (namesOf: (field: Field) => readonly string[]) => {
    for (const [name, field] of Object.entries(kind.fields)) {
      const key =
        name in mapping
          ? undefined
          : namesOf(field)
              .map(headingKey)
              .find((candidate) => free.has(candidate));
      if (key === undefined) continue;
      mapping[name] = free.get(key)!;
      free.delete(key);
    }
  };
  take(({ title }) => [title]);
  take(({ synonyms }) => synonyms);
  return mapping;
}

/** The titles of the required fields that have no column. */
export function missingFields(kind: Kind, mapping: Mapping): string[] {
  return Object.entries(kind.fields).flatMap(([name, field]) =>
    field.required && mapping[name] === undefined ? [field.title] : [],
  );
}

/** Where each mapped field's column stands. A heading that the sheet does not have is left out. */
export function columnsOf(mapping: Mapping, headings: readonly string[]): Columns {
  const places = Object.entries(mapping).map(([field, heading]) => [field, headings.indexOf(heading)] as const);
  return new Map(places.filter(([, index]) => index !== -1));
}

const matched = (mapping: Mapping): number => Object.keys(mapping).length;
