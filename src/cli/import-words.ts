import type { FileReport, ImportReport, RowRemark } from "#api/imports.ts";
import type { Paint } from "./terminal.ts";

const columns = ["read", "new", "changed", "unchanged", "refused"] as const;

/** The report for people: a line a sheet, the totals, then each row that was refused or remarked on. */
export function importWords({ files, totals, dryRun }: ImportReport, paint: Paint): string {
  const rows = files.map(
    (file) => [nameOf(file), file.read, file.made, file.changed, file.unchanged, file.refused.length] as const,
  );
  const sums = ["together", totals.read, totals.made, totals.changed, totals.unchanged, totals.refused] as const;
  const values = Object.entries(totals.yearlyValue).map(([currency, sum]) => `${currency} ${grouped(sum)}`);
  return [
    ...table([["", ...columns], ...rows, sums], paint),
    ...(values.length > 0 ? ["", `Yearly value of the lines taken: ${values.join(", ")}`] : []),
    ...files.flatMap(({ problem, ...file }) =>
      problem === undefined ? [] : ["", paint("red", `${nameOf(file)} was not read: ${problem.message}`)],
    ),
    ...section(
      "Refused",
      files.flatMap((file) => file.refused),
      (text) => paint("red", text),
    ),
    ...section(
      "Taken, but look at these",
      files.flatMap((file) => file.remarked),
      (text) => paint("yellow", text),
    ),
    "",
    paint("bold", dryRun ? "Nothing was changed: this was a dry run." : "Done."),
  ].join("\n");
}

const nameOf = ({ file, sheet }: Pick<FileReport, "file" | "sheet">): string =>
  sheet === undefined ? file : `${file}, ${sheet}`;

function table(rows: readonly (readonly (string | number)[])[], paint: Paint): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row, index) => {
    const line = row
      .map((cell, column) => (column === 0 ? String(cell).padEnd(widths[0]!) : String(cell).padStart(widths[column]!)))
      .join("  ");
    return index === 0 ? paint("dim", line) : index === rows.length - 1 ? paint("bold", line) : line;
  });
}

function section(title: string, notes: readonly RowRemark[], paint: (text: string) => string): string[] {
  if (notes.length === 0) return [];
  const lines = notes.map(
    (note) => `  ${nameOf(note)}, row ${note.row}${note.column === undefined ? "" : `, ${note.column}`}: ${note.message}`,
  );
  return ["", paint(`${title} (${notes.length})`), ...lines];
}

const grouped = (sum: string): string => sum.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
