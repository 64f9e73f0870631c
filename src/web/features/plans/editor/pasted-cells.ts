import type { Severity } from "#core/entitlement/terms.ts";
import { severityLevels } from "#web/domain/channel-words.ts";
import { cellOf } from "../draft/terms-draft.ts";

/** What a piece of a spreadsheet fills in, from a cell on to the right and down; null where it is one cell, which the field takes by itself. */
export function pastedCells(
  text: string,
  names: readonly string[],
  name: string,
  severity: Severity,
): Record<string, string> | null {
  const rows = text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
  if (rows.length === 1 && rows[0]?.length === 1) return null;
  const [column, row] = [names.indexOf(name), severityLevels.indexOf(severity)];
  const filled = rows.flatMap((cells, down) =>
    cells.flatMap((cell, right) => {
      const [at, level] = [names[column + right], severityLevels[row + down]];
      return at === undefined || level === undefined ? [] : [[cellOf(at, level), cell.trim()] as const];
    }),
  );
  return Object.fromEntries(filled);
}
