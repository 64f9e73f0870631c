/** Refusals that more than one kind of sheet gives. */

import type { Sorting } from "./sorting.ts";

export function unknownCustomer(sorting: Sorting, row: number, reference: string): void {
  sorting.refuse(
    row,
    "reference",
    "unknown_customer",
    `No customer has the reference “${reference}”. Correct it, or import that customer first.`,
  );
}
