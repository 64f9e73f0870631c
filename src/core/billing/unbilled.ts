import type { Outcome } from "../outcome.ts";
import type { IsoDate } from "../coverage/coverage.ts";
import { plusDays } from "../coverage/days.ts";
import { desiredCharges, firstCharged } from "./desired.ts";
import { difference, type NewLine } from "./difference.ts";
import { type BillingTerms, type IssuedCharge, keyOf, type LineSubject, type PricedCoverage, type Withdrawal } from "./facts.ts";
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

/** The part of a contract that a bill is asked of. */
export type PartBilled = {
  /** Of which lines and subjects. */
  readonly of: readonly LineSubject[];
  /** The last day of the last period of which anything of the contract is charged and not taken back; null where nothing is. */
  readonly invoicedThrough: IsoDate | null;
};

/**
 * What {@link unbilled} gives for some lines and subjects, without reading what was issued for the others: `coverage` and `withdrawn`
 * are the contract's, `issued` need hold theirs alone.
 */
export function unbilledOf(
  { coverage, withdrawn, terms, issued }: BillingFacts,
  { of, invoicedThrough }: PartBilled,
  through: IsoDate,
): Outcome<NewLine[]> {
  const keys = new Set(of.map(keyOf));
  const isOf = (one: LineSubject) => keys.has(keyOf(one));
  const until = invoicedThrough !== null && invoicedThrough > through ? invoicedThrough : through;
  const desired = desiredCharges(coverage.filter(isOf), terms, until, firstCharged(coverage) ?? plusDays(until, 1));
  return difference(desired, issued.filter(isOf), withdrawn.filter(isOf));
}

/** `through`, or the last day of the last period of which something is charged and not taken back. */
function billedThrough(issued: readonly IssuedCharge[], through: IsoDate): IsoDate {
  return issued.reduce((latest, charge) => {
    const last = plusDays(charge.period.endsBefore, -1);
    return last > latest && openPortions(charge).length > 0 ? last : latest;
  }, through);
}
