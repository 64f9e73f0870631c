/** Amounts of a column: what its other cells say of the decimal mark settles those that could be read both ways. */

import { minorDigits, type Money } from "#core/money/money.ts";
import { parseAmount } from "#core/money/parse-amount.ts";
import { refuse, type Outcome } from "#core/outcome.ts";
import { textOf, type Cell } from "../reading/sheet.ts";

/** What separates whole from part in a column; undefined where it does not show, or shows both ways. */
export type DecimalMark = "." | "," | undefined;

/** The mark that the column's unmistakable amounts have, such as "15,900.00". */
export function decimalMarkOf(cells: Iterable<Cell | null>): DecimalMark {
  const seen = new Set<"." | ",">();
  for (const cell of cells) {
    const mark = typeof cell === "string" ? markOf(cell) : undefined;
    if (mark !== undefined) seen.add(mark);
    if (seen.size === 2) return undefined;
  }
  return [...seen][0];
}

function markOf(text: string): DecimalMark {
  const marks = text.replace(/[^.,]/g, "");
  const last = marks.at(-1) as DecimalMark;
  if (last === undefined) return undefined;
  if (marks.length > 1) return marks.startsWith(last) ? (last === "." ? "," : ".") : last;
  return /[.,]\d{3}\D*$/.test(text) ? undefined : last;
}

/** A yearly value in the contract's currency, not negative; refusals as of `parseAmount`, and `negative_amount`. */
export function amountOf(cell: Cell, currency: string, decimal: DecimalMark): Outcome<Money> {
  const amount =
    typeof cell === "string"
      ? parseAmount(cell, currency, styleOf(decimal, currency, cell))
      : parseAmount(cell.number, currency, { decimal: "." });
  if (amount.ok && amount.value.minor < 0n)
    return refuse("negative_amount", `“${textOf(cell)}” is negative; a line's yearly value is nought or more. Correct it.`);
  return amount;
}

/** A currency without decimals, such as JPY, has only one way to read "1,050". */
function styleOf(decimal: DecimalMark, currency: string, text: string): { decimal?: "." | "," } {
  if (minorDigits(currency) === 0) return { decimal: text.includes(",") ? "." : "," };
  return decimal === undefined ? {} : { decimal };
}
