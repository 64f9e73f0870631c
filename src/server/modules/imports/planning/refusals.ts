/** Refusals and remarks that more than one kind of sheet gives. */

import type { ChangedBy } from "#modules/contracts/contracts.ts";
import { shown } from "../kinds/dates.ts";
import type { Sorting } from "./sorting.ts";

export function unknownCustomer(sorting: Sorting, row: number, reference: string): void {
  sorting.refuse(
    row,
    "reference",
    "unknown_customer",
    `No customer has the reference “${reference}”. Correct it, or import that customer first.`,
  );
}

/** Why a row was left aside that differs from what people made of it here. */
export function wasAmended(what: string, { by, on }: ChangedBy): string {
  return `${what} was changed here by ${by} on ${shown(on)}, and stays as it is here. If the sheet is right, amend it here; else correct the sheet.`;
}
