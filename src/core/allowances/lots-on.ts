/**
 * How lots come and go with the periods (ALW1, ALW6): what is granted, carried over and expires by a day. Nothing waits for a
 * job.
 */

import type { IsoDate } from "../coverage/coverage.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { compareText } from "../order.ts";
import { carriedLot, isOwn, limitLot, type Lot, type LotBalance, nothing, periodLot } from "./lot.ts";
import { type Period, periodsThrough } from "./periods.ts";
import type { Allowance, Bucket } from "./terms.ts";

/** Lots by their ids. */
export type Lots = ReadonlyMap<string, LotBalance>;

/**
 * The lots of an allowance as they are on a day: those given, with what was carried over and what expired as it follows from
 * what is held and consumed; and those of the periods begun since. What was granted stays, whatever the terms say now; its days
 * follow the allowance's. Counting begins with the period of `from`, else with the first of which a lot is given, else with the
 * allowance's first: what draws on the day itself may leave out the lots of all periods before the last two of which there are any.
 */
export function lotsOn(allowance: Allowance, lots: Iterable<LotBalance>, on: IsoDate, from?: IsoDate): Map<string, LotBalance> {
  const given = new Map([...lots].map((lot) => [lot.id, lot]));
  const standing = new Map<string, LotBalance>();
  for (const bucket of allowance.terms.buckets) {
    const periods = periodsThrough(bucket.per, allowance, from ?? firstDay(allowance, bucket, given), on);
    for (const lot of lotsOfBucket(allowance, bucket, given, periods, on)) standing.set(lot.id, lot);
  }
  for (const lot of given.values()) if (!standing.has(lot.id)) standing.set(lot.id, closed(withoutPeriod(lot), on));
  return standing;
}

/** The day as of which books are kept: `on`, or where the last period of which there is a lot begins later, its first day. */
export function dayReached(allowance: Allowance, lots: Iterable<LotBalance>, on: IsoDate): IsoDate {
  const begun = [...lots].filter((lot) => isOfPeriod(lot) && phaseOn(allowance, lot.startsOn) === "in_force");
  return begun.reduce((last, { startsOn }) => (startsOn > last ? startsOn : last), on);
}

function lotsOfBucket(allowance: Allowance, bucket: Bucket, given: Lots, periods: readonly Period[], on: IsoDate): LotBalance[] {
  const lots: LotBalance[] = [];
  const recorded = (lot: Lot, granted: number): LotBalance => ({ ...nothing, granted, ...given.get(lot.id), ...lot });
  let unusedBefore: number | null = null;
  for (const period of periods) {
    const carried = recorded(carriedLot(allowance, bucket, period), 0);
    const own: LotBalance[] = [
      recorded(periodLot(allowance, bucket, period), bucket.amount),
      // Of what was left before the first period counted there is only what was recorded.
      unusedBefore === null ? carried : { ...carried, granted: carriedOver(bucket, carried, unusedBefore) },
    ].filter((lot) => lot.kind === "period" || lot.granted > 0 || given.has(lot.id));
    unusedBefore = own.reduce((sum, lot) => sum + unused(lot), 0);
    lots.push(...own.map((lot) => closed(lot, on)));
    for (const limit of bucket.limits) lots.push(recorded(limitLot(allowance, bucket, period, limit), limit.atMost));
  }
  return lots;
}

/** The first day of a lot that is given, among the allowance's days; without any, the allowance's first. */
function firstDay({ startsOn }: Allowance, { key }: Bucket, given: Lots): IsoDate {
  const begun = [...given.values()].filter((lot) => lot.bucketKey === key && isOfPeriod(lot)).map((lot) => lot.startsOn);
  const first = begun.toSorted(compareText)[0] ?? startsOn;
  return first < startsOn ? startsOn : first;
}

/** Other terms do not take back what was carried under those before. */
function carriedOver({ carryOver }: Bucket, recorded: LotBalance, unused: number): number {
  const atMost = carryOver === "none" ? 0 : carryOver.atMost;
  return Math.min(Math.max(atMost, recorded.granted), unused);
}

function unused({ granted, held, consumed }: LotBalance): number {
  return granted - held - consumed;
}

/** What is not drawn by the lot's end expires; what is held stays until it is drawn or released. */
function closed(lot: LotBalance, on: IsoDate): LotBalance {
  return isOwn(lot) ? { ...lot, expired: phaseOn(lot, on) === "ended" ? unused(lot) : 0 } : lot;
}

/** A lot of a period that the allowance no longer has, because its days were changed: nothing can be drawn of it. */
function withoutPeriod(lot: LotBalance): LotBalance {
  return isOfPeriod(lot) ? { ...lot, endsBefore: lot.startsOn } : lot;
}

function isOfPeriod({ kind }: Lot): boolean {
  return kind === "period" || kind === "carried" || kind === "limit";
}
