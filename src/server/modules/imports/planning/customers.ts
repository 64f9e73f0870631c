/** Customers: accounts by their reference, parents in whatever order. */

import { referenceKey, type AccountRecord } from "#modules/accounts/accounts.ts";
import type { ReadRow } from "../kinds/kind.ts";
import type { customers } from "../kinds/kinds.ts";
import { sameRecord } from "./same.ts";
import type { Sorting } from "./sorting.ts";

type Row = ReadRow<(typeof customers)["fields"]>;

export type KnownAccounts = {
  /** By {@link referenceKey}: those that the sheet names, as customers or as parents. */
  readonly byReference: ReadonlyMap<string, AccountRecord>;
  /** The parent's id of each account that has one. */
  readonly parents: ReadonlyMap<string, string>;
};

type Candidate = {
  readonly row: number;
  readonly values: Row["values"];
  readonly id: string;
  readonly known: AccountRecord | undefined;
};

/** The accounts to write. A parent that nobody knows is left out with a remark; a row that would close a circle is refused. */
export function planCustomers(
  rows: readonly Row[],
  known: KnownAccounts,
  sorting: Sorting,
  newId: () => string,
): AccountRecord[] {
  const candidates = rows.flatMap((row) => candidateOf(row, known, sorting, newId));
  const idOf = new Map(candidates.map(({ values, id }) => [referenceKey(values.reference), id]));
  const parentIdOf = (reference: string) =>
    idOf.get(referenceKey(reference)) ?? known.byReference.get(referenceKey(reference))?.id;

  const parents = new Map(known.parents);
  for (const { id } of candidates) if (sorting.has("parent")) parents.delete(id);
  const inCircle = new Set<string>();
  for (const { values, id } of candidates) {
    const parentId = values.parent === null ? undefined : parentIdOf(values.parent);
    if (parentId === undefined) continue;
    if (closesCircle(parents, id, parentId)) inCircle.add(id);
    else parents.set(id, parentId);
  }
  return candidates.flatMap((candidate) => settle(candidate, parents, inCircle, sorting));
}

function candidateOf({ row, values }: Row, known: KnownAccounts, sorting: Sorting, newId: () => string): Candidate[] {
  const key = referenceKey(values.reference);
  if (sorting.isRepeat(row, "reference", `customer ${key}`, `Customer ${values.reference}`, values)) return [];
  const before = known.byReference.get(key);
  return [{ row, values, id: before?.id ?? newId(), known: before }];
}

function settle(
  { row, values, id, known }: Candidate,
  parents: ReadonlyMap<string, string>,
  inCircle: ReadonlySet<string>,
  sorting: Sorting,
): AccountRecord[] {
  if (inCircle.has(id)) {
    sorting.release(`customer ${referenceKey(values.reference)}`);
    sorting.refuse(
      row,
      "parent",
      "circle",
      `${values.reference} would be its own parent, by way of ${values.parent}. Correct one of the parents.`,
    );
    return [];
  }
  const parent = parents.get(id);
  const parentId = parent !== undefined && !inCircle.has(parent) ? parent : null;
  if (values.parent !== null && parentId === null) {
    sorting.remark(
      row,
      "parent",
      "unknown_parent",
      `No customer has the reference “${values.parent}”. ${values.reference} was taken without a parent; import the parent, then this row again.`,
    );
  }
  const record: AccountRecord = {
    id,
    reference: known?.reference ?? values.reference,
    name: values.name,
    parentId,
    timeZone: values.timeZone,
    currency: values.currency,
  };
  if (sameRecord(known, record)) {
    sorting.take("unchanged");
    return [];
  }
  sorting.take(known === undefined ? "made" : "changed");
  return [record];
}

function closesCircle(parents: ReadonlyMap<string, string>, childId: string, parentId: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = parentId; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === childId) return true;
    seen.add(at);
  }
  return false;
}
