/** Use beyond an allowance, billed by the day on which it was used (ALW6, BIL2). */

import type { IsoDate } from "../coverage/coverage.ts";
import { plusDays } from "../coverage/days.ts";
import type { Outcome } from "../outcome.ts";
import type { DesiredCharge } from "./desired.ts";
import { difference, type NewLine } from "./difference.ts";
import type { IssuedCharge, LineSubject } from "./facts.ts";
import { openPortions } from "./open.ts";

/** What was used beyond an allowance on a day comes to, on a line of the contract; `subject` tells one allowance's use from another's. */
export type UsedBeyond = LineSubject & {
  readonly on: IsoDate;
  readonly amountMinor: bigint;
  /** The amendment that recorded the coverage under which it was used. */
  readonly amendmentId: string;
};

/**
 * What is to be invoiced now that all use beyond allowances through a day is, that day included (BIL2): each day of use by itself, due
 * when it has come. Days once invoiced stay due. A day that came to something else since is credited and charged anew. `issued` are the
 * charges of such use alone.
 */
export function unbilledBeyond(
  used: readonly UsedBeyond[],
  issued: readonly IssuedCharge[],
  through: IsoDate,
): Outcome<NewLine[]> {
  const open = issued.filter((charge) => openPortions(charge).length > 0);
  const until = open.reduce((latest, { startsOn }) => (startsOn > latest ? startsOn : latest), through);
  return difference(used.filter(({ on, amountMinor }) => on <= until && amountMinor > 0n).map(chargeOf), issued);
}

function chargeOf({ lineId, subject, on, amountMinor, amendmentId }: UsedBeyond): DesiredCharge {
  const day = { startsOn: on, endsBefore: plusDays(on, 1) };
  const cost = { priceMinor: amountMinor, numerator: 1, denominator: 1, amountMinor };
  return { lineId, subject, ...day, period: day, ...cost, dueOn: on, amendmentId };
}
