import type { Outcome } from "../outcome.ts";
import type { IsoDate } from "../coverage/coverage.ts";
import { plusDays } from "../coverage/days.ts";
import { desiredCharges } from "./desired.ts";
import { difference, type NewLine } from "./difference.ts";
import type { BillingTerms, IssuedCharge, PricedCoverage, Withdrawal } from "./facts.ts";
import { openPortions } from "./open.ts";

/** All that the bill of one contract follows from. */
export type BillingFacts = {
  /** What stands, as known when the bill is made. */
  readonly coverage: readonly PricedCoverage[];
  /** What stood once, in the order in which it was ended. */
  readonly withdrawn: readonly Withdrawal[];
  readonly terms: BillingTerms;
  readonly issued: readonly IssuedCharge[];
};

/**
 * What is to be invoiced for one contract now that everything due by `through` (that day included) is (BIL2). A period once invoiced stays
 * due: through an earlier day than last time it brings corrections, and never takes back what was only early. Refused as
 * {@link difference} is; throws a RangeError where the terms are none.
 */
export function unbilled({ coverage, withdrawn, terms, issued }: BillingFacts, through: IsoDate): Outcome<NewLine[]> {
  return difference(desiredCharges(coverage, terms, billedThrough(issued, through)), issued, withdrawn);
}

/** `through`, or the last day of the last period of which something is charged and not taken back. */
function billedThrough(issued: readonly IssuedCharge[], through: IsoDate): IsoDate {
  return issued.reduce((latest, charge) => {
    const last = plusDays(charge.period.endsBefore, -1);
    return last > latest && openPortions(charge).length > 0 ? last : latest;
  }, through);
}
