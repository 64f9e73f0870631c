/** An allowance's lots in hand while something is written about them, all of which lands at once. */

import {
  type Allowance,
  alertsOn,
  type AllowanceTerms,
  balancesOn,
  type Entry,
  type LotBalance,
} from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";

export type Book<T extends AllowanceTerms = AllowanceTerms> = {
  readonly allowance: Allowance<T>;
  /** The lots as the database has them. */
  readonly given: readonly LotBalance[];
  /** The same with what is to be written. */
  readonly lots: readonly LotBalance[];
  readonly entries: readonly Entry[];
};

/** A part of what a bucket grants in a period that is used up now and was not before (ALW7). */
export type Alert = {
  readonly allowanceId: string;
  readonly bucketKey: string;
  /** The period's first day. */
  readonly startsOn: IsoDate;
  readonly percent: 80 | 100;
  readonly on: IsoDate;
};

export function openBook<T extends AllowanceTerms>(allowance: Allowance<T>, given: readonly LotBalance[]): Book<T> {
  return { allowance, given, lots: given, entries: [] };
}

/** With more to be written: entries, and the lots as they then are. */
export function withWritten<T extends AllowanceTerms>(
  book: Book<T>,
  { entries, lots }: { readonly entries: readonly Entry[]; readonly lots: readonly LotBalance[] },
): Book<T> {
  return { ...book, lots, entries: [...book.entries, ...entries] };
}

/** The lots that are new, or otherwise than the database has them. */
export function changedLots({ given, lots }: Book): LotBalance[] {
  const before = new Map(given.map((lot) => [lot.id, lot]));
  return lots.filter((lot) => !isSame(before.get(lot.id), lot));
}

/** Whether all that is to be written is that more is held of lots that the database has: nothing granted, nothing expired, no other days. */
export function onlyHolds(book: Book): boolean {
  const before = new Map(book.given.map((lot) => [lot.id, lot]));
  return changedLots(book).every((lot) => {
    const was = before.get(lot.id);
    return was !== undefined && isSame(was, { ...lot, held: was.held });
  });
}

function isSame(a: LotBalance | undefined, b: LotBalance): boolean {
  return (
    a !== undefined &&
    a.granted === b.granted &&
    a.expired === b.expired &&
    a.held === b.held &&
    a.consumed === b.consumed &&
    a.startsOn === b.startsOn &&
    a.endsBefore === b.endsBefore
  );
}

/** Whom to warn for what is to be written: of the periods that hold the day. */
export function alertsOf({ allowance, given, lots, entries }: Book, on: IsoDate): Alert[] {
  if (entries.length === 0) return [];
  const before = balancesOn(allowance, given, on);
  return balancesOn(allowance, lots, on).flatMap((after, place) =>
    alertsOn(before[place]!, after).map((percent) => ({
      allowanceId: allowance.id,
      bucketKey: after.bucketKey,
      startsOn: after.startsOn,
      percent,
      on,
    })),
  );
}
