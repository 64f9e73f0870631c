/** What a contract is on a day (COV5): computed from its dates and from what people did, whenever it is read. */

import type { IsoDate } from "./coverage.ts";
import { endsBeforeOf } from "./days.ts";
import { type DayRange, phaseOn } from "./in-force.ts";

export type ContractState = "draft" | "signed" | "in_force" | "suspended" | "ended" | "cancelled";

/** The dates of a contract's header and the acts of people on it. */
export type ContractDates = {
  /** null: nobody has signed it yet. */
  readonly signedOn: IsoDate | null;
  readonly startsOn: IsoDate;
  /** The first day no longer covered; null: open-ended. */
  readonly endsBefore: IsoDate | null;
  /** The last day covered (COV3). */
  readonly cancelledOn: IsoDate | null;
  /** The days on which nothing is covered though agreed. */
  readonly suspensions: readonly DayRange[];
};

/**
 * The state on `today`, a day of the contract's own zone (COV4). A cancellation shows from the day after its last covered
 * day (COV3); one that takes nothing away from the term does not show, the contract then ends as agreed. A suspension shows
 * on its own days and goes with them.
 */
export function contractState(dates: ContractDates, today: IsoDate): ContractState {
  const { signedOn, startsOn, endsBefore, cancelledOn, suspensions } = dates;
  if (signedOn === null) return "draft";
  const ended = endsBefore !== null && endsBefore <= today;
  if (cancelledOn !== null && cancelledOn < today && !(ended && isWholeTerm(cancelledOn, endsBefore))) return "cancelled";
  if (ended) return "ended";
  if (today < startsOn) return "signed";
  return suspensions.some((days) => phaseOn(days, today) === "in_force") ? "suspended" : "in_force";
}

function isWholeTerm(cancelledOn: IsoDate, endsBefore: IsoDate): boolean {
  return endsBeforeOf(cancelledOn) >= endsBefore;
}
