/** What a contract is on a day (COV5): computed from its dates and from what people did, whenever it is read. */

import type { IsoDate } from "./coverage.ts";
import { endsBeforeOf } from "./days.ts";

export type ContractState = "draft" | "signed" | "in_force" | "ended" | "cancelled";

/** The dates of a contract's header and the acts of people on it. */
export type ContractDates = {
  /** null: nobody has signed it yet. */
  readonly signedOn: IsoDate | null;
  readonly startsOn: IsoDate;
  /** The first day no longer covered; null: open-ended. */
  readonly endsBefore: IsoDate | null;
  /** The last day covered (COV3). */
  readonly cancelledOn: IsoDate | null;
};

/**
 * The state on `today`, a day of the contract's own zone (COV4). A cancellation shows from the day after its last covered
 * day (COV3); one that takes nothing away from the term does not show, the contract then ends as agreed.
 */
export function contractState({ signedOn, startsOn, endsBefore, cancelledOn }: ContractDates, today: IsoDate): ContractState {
  if (signedOn === null) return "draft";
  const ended = endsBefore !== null && endsBefore <= today;
  if (cancelledOn !== null && cancelledOn < today && !(ended && isWholeTerm(cancelledOn, endsBefore))) return "cancelled";
  if (ended) return "ended";
  return today < startsOn ? "signed" : "in_force";
}

function isWholeTerm(cancelledOn: IsoDate, endsBefore: IsoDate): boolean {
  return endsBeforeOf(cancelledOn) >= endsBefore;
}
