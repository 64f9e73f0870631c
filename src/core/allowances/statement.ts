/** What an allowance granted and what became of it, line by line: the same for desk and customer. */

import type { IsoDate } from "../coverage/coverage.ts";
import { compareText } from "../order.ts";
import type { Entry } from "./entry.ts";
import { available, isOwn, type Lot, nothing, withEntry } from "./lot.ts";

export type StatementLine = {
  readonly entry: Entry;
  readonly lot: Lot;
  /** What the line adds to the units available, or takes; 0 for units beyond the allowance. */
  readonly change: number;
  /** What the line adds to the units used beyond the allowance, or gives back of them. */
  readonly over: number;
  /** What is available after it. */
  readonly available: number;
};

export type Statement = {
  readonly opening: number;
  readonly lines: readonly StatementLine[];
  readonly closing: number;
};

/**
 * The lines of [from, before), by the day on which they count, those of one day as they were recorded; for one bucket, or for
 * all with null. Units drawn under a limit are told once, of the bucket. Each entry's lot must be among `lots`.
 */
export function statement(
  ledger: readonly Entry[],
  lots: Iterable<Lot>,
  { bucketKey, from, before }: { readonly bucketKey: string | null; readonly from: IsoDate; readonly before: IsoDate },
): Statement {
  const byId = new Map([...lots].map((lot) => [lot.id, lot]));
  let standing = 0;
  let opening = 0;
  const lines: StatementLine[] = [];
  for (const entry of ledger.toSorted((a, b) => compareText(a.on, b.on))) {
    const lot = byId.get(entry.lotId)!;
    if (entry.on >= before || lot.kind === "limit" || (bucketKey !== null && lot.bucketKey !== bucketKey)) continue;
    const moved = available(withEntry(nothing, entry));
    const change = isOwn(lot) ? moved : 0;
    standing += change;
    if (entry.on < from) opening = standing;
    else lines.push({ entry, lot, change, over: change - moved, available: standing });
  }
  return { opening, lines, closing: standing };
}
