import type { RowRemark } from "#api/imports.ts";
import { countWords } from "#web/ui/format/words.ts";

export type Filter = {
  readonly q?: string | undefined;
  readonly where?: string | undefined;
  readonly code?: string | undefined;
};

/** "contracts.csv", "contract_register.xlsx: Lines". */
export const whereOf = ({ file, sheet }: Pick<RowRemark, "file" | "sheet">): string =>
  sheet === undefined ? file : `${file}: ${sheet}`;

/** The notes that a filter leaves: every word typed occurs in the row number, the column or the message. */
export function matching(notes: readonly RowRemark[], { q, where, code }: Filter): readonly RowRemark[] {
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return notes.filter((note) => {
    if (where !== undefined && whereOf(note) !== where) return false;
    if (code !== undefined && note.code !== code) return false;
    const text = `${note.row} ${note.column ?? ""} ${note.message}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** "unknown serial". */
export const reasonWords = (code: string): string => code.replaceAll("_", " ");

/** What the notes can be filtered by, the most frequent first, each with how many there are: "assets.csv (12)". */
export function choicesOf(
  notes: readonly RowRemark[],
  of: (note: RowRemark) => string,
  words = (value: string): string => value,
): { value: string; label: string }[] {
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(of(note), (counts.get(of(note)) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([value, count]) => ({ value, label: `${words(value)} (${countWords(count)})` }));
}
