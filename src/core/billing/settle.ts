/** Desired against issued days of one line and subject, laid side by side. */

import type { IsoDate } from "../coverage/coverage.ts";
import type { DayRange } from "../coverage/in-force.ts";
import { compareText } from "../order.ts";
import type { DesiredCharge } from "./desired.ts";
import type { Days, Portion, Withdrawal } from "./facts.ts";
import type { OpenPortion } from "./open.ts";

export type Settlement = {
  readonly charges: readonly ToCharge[];
  readonly credits: readonly ToCredit[];
};
type ToCharge = { readonly desired: DesiredCharge; readonly days: Days };
type ToCredit = { readonly open: OpenPortion; readonly days: Days; readonly amendmentId: string | null };

/**
 * The days of `desired` that no open charge holds at the same price and period, and the days of `open` that `desired` does not
 * hold so. Both are ordered by day, and neither holds a day twice. A credit's amendment is the one that priced the day anew, or the last withdrawal of it.
 */
export function settle(
  desired: readonly DesiredCharge[],
  open: readonly OpenPortion[],
  withdrawn: readonly Withdrawal[],
): Settlement {
  const charges: ToCharge[] = [];
  const credits: ToCredit[] = [];
  if (isSettled(desired, open)) return { charges, credits };
  const wantedOn = walk(desired);
  const chargedOn = walk(open);
  for (const days of between(cutsOf(desired, open, withdrawn))) {
    const wanted = wantedOn(days.startsOn);
    const charged = chargedOn(days.startsOn);
    if (wanted !== null && charged !== null && isAlike(wanted, charged)) continue;
    if (wanted !== null) append(charges, { desired: wanted, days }, isOfOneCharge);
    if (charged === null) continue;
    const cause = wanted ?? withdrawn.findLast((one) => holds(one, days));
    append(credits, { open: charged, days, amendmentId: cause?.amendmentId ?? null }, isOfOneCredit);
  }
  return { charges, credits };
}

/** Whether the two are the same, piece by piece: so it is with most lines of most bills, and then there is nothing to lay out. */
function isSettled(desired: readonly DesiredCharge[], open: readonly OpenPortion[]): boolean {
  return desired.length === open.length && desired.every((wanted, index) => isSame(wanted, open[index]!));
}

function isSame(a: Portion, b: Portion): boolean {
  return a.startsOn === b.startsOn && a.endsBefore === b.endsBefore && isAlike(a, b);
}

/** Every day on which something begins or ends, once each and in order. */
function cutsOf(...ranges: (readonly DayRange[])[]): IsoDate[] {
  const cuts = new Set(ranges.flat().flatMap(({ startsOn, endsBefore }) => [startsOn, endsBefore ?? startsOn]));
  return [...cuts].toSorted(compareText);
}

function between(cuts: readonly IsoDate[]): Days[] {
  return cuts.slice(1).map((endsBefore, index) => ({ startsOn: cuts[index]!, endsBefore }));
}

/** Finds the range that holds a day, or null; the days must be asked for in order, as each question goes on from the last. */
function walk<T extends Days>(ordered: readonly T[]): (day: IsoDate) => T | null {
  let index = 0;
  return (day) => {
    while (index < ordered.length && ordered[index]!.endsBefore <= day) index += 1;
    const range = ordered[index];
    return range !== undefined && range.startsOn <= day ? range : null;
  };
}

/** Whether `days`, cut where `range` begins and ends, lie in it. */
function holds({ startsOn, endsBefore }: DayRange, days: Days): boolean {
  return startsOn <= days.startsOn && (endsBefore === null || days.endsBefore <= endsBefore);
}

/** Whether a day costs the same under both. */
function isAlike(a: Portion, b: Portion): boolean {
  return a.priceMinor === b.priceMinor && a.period.startsOn === b.period.startsOn && a.period.endsBefore === b.period.endsBefore;
}

function isOfOneCharge(a: ToCharge, b: ToCharge): boolean {
  return a.desired === b.desired;
}

function isOfOneCredit(a: ToCredit, b: ToCredit): boolean {
  return a.open === b.open && a.amendmentId === b.amendmentId;
}

/** Adds a piece, or lengthens the last one where the two are of one line and touch. */
function append<T extends { readonly days: Days }>(pieces: T[], piece: T, isOfOneLine: (a: T, b: T) => boolean): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.days.endsBefore === piece.days.startsOn && isOfOneLine(last, piece)) {
    pieces[pieces.length - 1] = { ...last, days: { startsOn: last.days.startsOn, endsBefore: piece.days.endsBefore } };
  } else pieces.push(piece);
}
