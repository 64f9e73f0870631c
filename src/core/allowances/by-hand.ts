/** What people add to an allowance, or take from it, besides what its terms grant (ALW2). */

import type { IsoDate } from "../coverage/coverage.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";
import type { Cause, Entry } from "./entry.ts";
import { available, type Lot, type LotBalance, nothing } from "./lot.ts";
import type { Allowance } from "./terms.ts";

type ByHand = Cause & { readonly quantity: number; readonly reason: string };

export type TopUp = ByHand & {
  readonly bucketKey: string;
  /** Its own, whatever period it is bought in: from `on`, up to and not including this day; null: as long as the allowance. */
  readonly endsBefore: IsoDate | null;
};

/** An entry and the lot that it changes or makes, as it then is. */
export type HandWritten = { readonly entry: Entry; readonly lot: LotBalance };

/**
 * Units bought or given for one of the buckets, as a lot of their own with their own expiry. Refused: `no_such_bucket`,
 * `not_a_quantity` (not a whole number from 1), `no_reason`, `ends_before_it_starts`.
 */
export function topUp(allowance: Allowance, { bucketKey, quantity, endsBefore, ...rest }: TopUp): Outcome<HandWritten> {
  if (!allowance.terms.buckets.some(({ key }) => key === bucketKey))
    return refuse("no_such_bucket", `The allowance has no bucket "${bucketKey}".`, ["bucketKey"]);
  if (!Number.isSafeInteger(quantity) || quantity < 1)
    return refuse("not_a_quantity", "Top up by a whole number of units, at least one.", ["quantity"]);
  if (endsBefore !== null && endsBefore <= rest.on)
    return refuse("ends_before_it_starts", "The units must be there for at least a day. Let them end later.", ["endsBefore"]);
  const lot: Lot = {
    id: `${allowance.id}/${bucketKey}/${rest.event}/top_up`,
    kind: "top_up",
    bucketKey,
    limitKey: null,
    startsOn: rest.on,
    endsBefore: endsBefore ?? allowance.endsBefore,
    grantedOn: rest.on,
  };
  return written("top_up", { ...lot, ...nothing }, { ...rest, quantity });
}

/**
 * Units added to a lot, or taken from it where the quantity is below 0. Refused: `not_adjustable` (a lot that only follows from
 * others), `ended`, `not_a_quantity` (not a whole number, or 0), `below_zero` where more would be taken than is available,
 * `no_reason`.
 */
export function adjust(lot: LotBalance, change: ByHand): Outcome<HandWritten> {
  if (lot.kind === "carried" || lot.kind === "beyond")
    return refuse("not_adjustable", "What is carried over, or beyond the allowance, follows. Adjust what the period grants.");
  if (phaseOn(lot, change.on) === "ended")
    return refuse("ended", "Its period is over, and what was left of it is settled. Adjust the present one.");
  if (!Number.isSafeInteger(change.quantity) || change.quantity === 0)
    return refuse("not_a_quantity", "Adjust by a whole number of units, up or down.", ["quantity"]);
  const left = available(lot);
  if (left + change.quantity < 0)
    return refuse("below_zero", `Only ${left} can be taken away: the rest is used, held or has expired.`, ["quantity"]);
  return written("adjust", lot, change);
}

function written(kind: "top_up" | "adjust", lot: LotBalance, { event, on, quantity, reason }: ByHand): Outcome<HandWritten> {
  if (reason.trim() === "") return refuse("no_reason", "Say why: the statement shows it.", ["reason"]);
  const entry: Entry = { kind, lotId: lot.id, quantity, on, useId: null, event, reason: reason.trim() };
  return accept({ entry, lot: { ...lot, granted: lot.granted + quantity } });
}
