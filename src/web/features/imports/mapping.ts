import type { SheetMapping } from "#api/imports.ts";

/** field → heading; a field left out is not read. */
export type Mapping = Readonly<Record<string, string>>;

/** The mapping with one field read from another column, or from none. A column that fed another field feeds this one alone. */
export function withColumn(mapping: Mapping, field: string, heading: string | undefined): Mapping {
  const others = Object.entries(mapping).filter(([name, column]) => name !== field && column !== heading);
  return Object.fromEntries(heading === undefined ? others : [...others, [field, heading]]);
}

/** The titles of required fields that no column feeds. */
export const missingTitles = (fields: SheetMapping["fields"], mapping: Mapping): string[] =>
  fields.filter(({ name, required }) => required && mapping[name] === undefined).map(({ title }) => title);

/** The headings that no field reads. */
export const unreadHeadings = (headings: readonly string[], mapping: Mapping): string[] => {
  const used = new Set(Object.values(mapping));
  return headings.filter((heading) => heading !== "" && !used.has(heading));
};

/** The first few values of a column, as typed; blanks left out. */
export function samplesOf(
  { headings, sample }: Pick<SheetMapping, "headings" | "sample">,
  heading: string | undefined,
): string[] {
  const column = heading === undefined ? -1 : headings.indexOf(heading);
  if (column === -1) return [];
  return sample.map((row) => row[column]?.trim() ?? "").filter((value) => value !== "");
}
