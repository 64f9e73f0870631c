/** How far what is known of an account can be relied on (ENT8): a score, and the parts that it is made of. */

import type { IsoDate } from "../coverage/coverage.ts";
import { daysBetween } from "../coverage/days.ts";
import { counted } from "../entitlement/words.ts";

export type ConfidencePartKey = "serials" | "contracts" | "decisions";

export type ConfidenceTerms = {
  /** A contract counts as reconciled for so many days from the day on which it was. */
  readonly reconciledForDays: number;
  /** How much each part counts beside the others: whole numbers from 0, one of them above. */
  readonly weights: Readonly<Record<ConfidencePartKey, number>>;
};

/** What holds until somebody changes it. */
export const defaultConfidence: ConfidenceTerms = {
  reconciledForDays: 90,
  weights: { serials: 1, contracts: 1, decisions: 1 },
};

/** What is on record of one account. */
export type ConfidenceFacts = {
  readonly assets: number;
  readonly assetsVerified: number;
  /** For each contract in force the day on which it was last reconciled with finance; null: never. */
  readonly reconciledOn: readonly (IsoDate | null)[];
  readonly decisions: number;
  readonly decisionsOverturned: number;
};

export type ConfidencePart = {
  readonly key: ConfidencePartKey;
  readonly good: number;
  readonly of: number;
  /** Its share in hundredths of a percent, rounded down; null where there is nothing to go by. */
  readonly shareBp: number | null;
  readonly weight: number;
  readonly text: string;
};

export type Confidence = {
  /** 0 to 10000: 9000 is 0.9. Rounded down, so that a threshold is never reached by rounding. */
  readonly scoreBp: number;
  readonly parts: readonly ConfidencePart[];
};

/**
 * The confidence in an account on a day: the mean of its parts by their weights. A part of which there is nothing is left out,
 * and the others share its weight; where nothing is left the score is 0, for nothing is known.
 */
export function confidenceOn(facts: ConfidenceFacts, on: IsoDate, terms: ConfidenceTerms = defaultConfidence): Confidence {
  const { reconciledForDays: days, weights } = terms;
  const reconciled = facts.reconciledOn.filter((day) => day !== null && isWithin(daysBetween(day, on), days)).length;
  const contracts = facts.reconciledOn.length;
  const upheld = facts.decisions - facts.decisionsOverturned;
  const parts = [
    part("serials", facts.assetsVerified, facts.assets, weights, {
      some: `${facts.assetsVerified} of ${counted(facts.assets, "asset")} have a verified serial number.`,
      none: "There are no assets whose serial numbers could be verified.",
    }),
    part("contracts", reconciled, contracts, weights, {
      some: `${reconciled} of ${counted(contracts, "contract")} were reconciled with finance in the last ${counted(days, "day")}.`,
      none: "There are no contracts to reconcile with finance.",
    }),
    part("decisions", upheld, facts.decisions, weights, {
      some: `${facts.decisionsOverturned} of ${counted(facts.decisions, "decision")} were overturned.`,
      none: "Nothing has been decided yet that could have been overturned.",
    }),
  ];
  return { scoreBp: meanOf(parts), parts };
}

/** A score as people write it, from 0.00 to 1.00, rounded down: 8999 is "0.89". */
export function formatConfidence(scoreBp: number): string {
  const hundredths = Math.floor(scoreBp / 100);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

function isWithin(days: number, most: number): boolean {
  return days >= 0 && days < most;
}

function part(
  key: ConfidencePartKey,
  good: number,
  of: number,
  weights: ConfidenceTerms["weights"],
  text: { readonly some: string; readonly none: string },
): ConfidencePart {
  const isKnown = of > 0;
  return {
    key,
    good,
    of,
    shareBp: isKnown ? Math.floor((good * 10_000) / of) : null,
    weight: weights[key],
    text: isKnown ? text.some : text.none,
  };
}

/** Exact until the end: shares of large registers have large denominators. */
function meanOf(parts: readonly ConfidencePart[]): number {
  const known = parts.filter(({ of }) => of > 0);
  const weight = known.reduce((sum, one) => sum + BigInt(one.weight), 0n);
  if (weight === 0n) return 0;
  const denominator = known.reduce((product, { of }) => product * BigInt(of), 1n);
  const sum = known.reduce((total, one) => total + (BigInt(one.weight * one.good) * denominator) / BigInt(one.of), 0n);
  return Number((10_000n * sum) / (weight * denominator));
}
