/** Lots: what was granted together, is drawn together and expires together. A balance is the fold of its entries (ALW2, ALW3). */

import type { IsoDate } from "../coverage/coverage.ts";
import { plusDays } from "../coverage/days.ts";
import type { DayRange } from "../coverage/in-force.ts";
import type { Entry, EntryKind } from "./entry.ts";
import type { Period } from "./periods.ts";
import type { Allowance, Bucket, Limit } from "./terms.ts";

/**
 * - `period`: what a bucket grants for one period; `carried`: what was left of the period before; `top_up`: bought or given
 *   besides.
 * - `limit`: what requests of one kind may draw of a bucket in a period; drawn beside the others and no units of its own.
 * - `beyond`: what was used in a period when nothing was left, counted or billed; there is never a lack of it.
 */
export type LotKind = "period" | "carried" | "top_up" | "limit" | "beyond";

export type Lot = DayRange & {
  readonly id: string;
  readonly kind: LotKind;
  readonly bucketKey: string;
  /** Which of the bucket's limits, for a lot of that kind; else null. */
  readonly limitKey: string | null;
  /** By which the older of two is told; for carried units the last day of the period that they are left of. */
  readonly grantedOn: IsoDate;
};

/** Whole units. What has expired was granted once. */
export type Amounts = { readonly granted: number; readonly expired: number; readonly held: number; readonly consumed: number };

export type LotBalance = Lot & Amounts;

export const nothing: Amounts = { granted: 0, expired: 0, held: 0, consumed: 0 };

/** Which amount an entry of each kind moves, and which way. */
const moves: Readonly<Record<EntryKind, readonly [keyof Amounts, 1 | -1]>> = {
  grant: ["granted", 1],
  top_up: ["granted", 1],
  carry_in: ["granted", 1],
  adjust: ["granted", 1],
  expire: ["expired", 1],
  hold: ["held", 1],
  release: ["held", -1],
  consume: ["consumed", 1],
  give_back: ["consumed", -1],
};

/** The amounts after one more entry: what a stored balance is changed by. */
export function withEntry(amounts: Amounts, { kind, quantity }: Pick<Entry, "kind" | "quantity">): Amounts {
  const { granted, expired, held, consumed } = amounts;
  const [moved, sign] = moves[kind];
  return { granted, expired, held, consumed, [moved]: amounts[moved] + sign * quantity };
}

/** The lots after these entries. `made` are those that the entries may be the first of. */
export function withEntries(lots: ReadonlyMap<string, LotBalance>, made: Iterable<Lot>, entries: Iterable<Entry>) {
  const after = new Map(lots);
  for (const lot of made) if (!after.has(lot.id)) after.set(lot.id, { ...lot, ...nothing });
  for (const entry of entries) {
    const lot = after.get(entry.lotId)!;
    after.set(lot.id, { ...lot, ...withEntry(lot, entry) });
  }
  return after;
}

/** What each lot's entries come to, by the lot's id. */
export function foldLots(ledger: Iterable<Entry>): Map<string, Amounts> {
  const folded = new Map<string, Amounts>();
  for (const entry of ledger) folded.set(entry.lotId, withEntry(folded.get(entry.lotId) ?? nothing, entry));
  return folded;
}

/** What can still be drawn (ALW3): granted − held − consumed, what has expired being granted no more. */
export function available({ granted, expired, held, consumed }: Amounts): number {
  return granted - expired - held - consumed;
}

/** Whether the lot holds units of its own. */
export function isOwn({ kind }: Lot): boolean {
  return kind === "period" || kind === "carried" || kind === "top_up";
}

export function periodLot(allowance: Allowance, { key }: Bucket, period: Period): Lot {
  return lotOf(allowance, key, period, "period");
}

export function carriedLot(allowance: Allowance, { key }: Bucket, period: Period): Lot {
  return { ...lotOf(allowance, key, period, "carried"), grantedOn: plusDays(period.startsOn, -1) };
}

export function limitLot(allowance: Allowance, { key }: Bucket, period: Period, limit: Limit): Lot {
  const lot = lotOf(allowance, key, period, "limit");
  return { ...lot, id: `${lot.id}/${limit.key}`, limitKey: limit.key };
}

export function beyondLot(allowance: Allowance, { key }: Bucket, period: Period): Lot {
  return lotOf(allowance, key, period, "beyond");
}

function lotOf({ id }: Allowance, bucketKey: string, { key, startsOn, endsBefore }: Period, kind: LotKind): Lot {
  return { id: `${id}/${bucketKey}/${key}/${kind}`, kind, bucketKey, limitKey: null, startsOn, endsBefore, grantedOn: startsOn };
}
