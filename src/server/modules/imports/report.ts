/** The report of an import: what became of each row, and totals to reconcile with finance's own. */

import type { FileReport, ImportReport, RowRemark } from "#api/imports.ts";
import { minorDigits } from "#core/money/money.ts";
import type { Firsts } from "./planning/firsts.ts";
import type { Note, Sorting } from "./planning/sorting.ts";
import type { SheetToRun } from "./prepare.ts";

/** Of one sheet. read = made + changed + unchanged + refused. */
export function fileReport({ file, sheet, kind }: SheetToRun, sorting: Sorting, problem: FileReport["problem"]): FileReport {
  const { made, changed, unchanged } = sorting.taken;
  const where = { file, ...(sheet !== undefined && { sheet }) };
  const inOrder = (notes: readonly Note[]): RowRemark[] =>
    notes.toSorted((a, b) => a.row - b.row).map((note) => ({ ...where, ...note }));
  return {
    ...where,
    kind: kind?.name ?? null,
    read: made + changed + unchanged + sorting.refused.length,
    made,
    changed,
    unchanged,
    refused: inOrder(sorting.refused),
    remarked: inOrder(sorting.remarked),
    ...(problem !== undefined && { problem }),
    ...(kind?.name === "contract_lines" && { yearlyValue: inDecimals(sorting.yearlyValue) }),
  };
}

/** Of the whole. The yearly value counts a line once, in however many sheets it stands. */
export function reportOf(files: readonly FileReport[], firsts: Firsts, dryRun: boolean): ImportReport {
  const sum = (count: (file: FileReport) => number) => files.reduce((total, file) => total + count(file), 0);
  return {
    dryRun,
    files: [...files],
    totals: {
      read: sum((file) => file.read),
      made: sum((file) => file.made),
      changed: sum((file) => file.changed),
      unchanged: sum((file) => file.unchanged),
      refused: sum((file) => file.refused.length),
      remarked: sum((file) => file.remarked.length),
      yearlyValue: inDecimals(firsts.yearlyValue()),
    },
  };
}

/** Sums as decimal numbers, such as "123456.00" for GBP and "123456" for JPY, currencies in alphabetical order. */
function inDecimals(sums: ReadonlyMap<string, bigint>): Record<string, string> {
  const written = Array.from(sums, ([currency, minor]) => [currency, decimal(minor, minorDigits(currency))] as const);
  return Object.fromEntries(written.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function decimal(minor: bigint, digits: number): string {
  const plain = String(minor).padStart(digits + 1, "0");
  return digits === 0 ? plain : `${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}
