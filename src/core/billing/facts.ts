/** What billing reads: coverage with its price, the terms it is billed on, and what documents have charged. Days are ISO days. */

import type { IsoDate } from "../coverage/coverage.ts";
import type { DayRange } from "../coverage/in-force.ts";
import { compareText } from "../order.ts";

/** The days [startsOn, endsBefore), both bounds given. */
export type Days = { readonly startsOn: IsoDate; readonly endsBefore: IsoDate };

/** Orders by the first day. */
export function byStart(a: Days, b: Days): number {
  return compareText(a.startsOn, b.startsOn);
}

/** Whose days are priced: a line and the subject it covers, by a key such as the asset's id. Each pair is billed on its own. */
export type LineSubject = { readonly lineId: string; readonly subject: string };

/** One string for a line and its subject, for grouping and for the keys of charges. */
export function keyOf({ lineId, subject }: LineSubject): string {
  return `${lineId}/${subject}`;
}

/** Coverage that stands, with its price for a year and the amendment that recorded it. */
export type PricedCoverage = LineSubject & DayRange & { readonly yearlyMinor: bigint; readonly amendmentId: string };

/**
 * Days that were covered once, and the amendment that took them: coverage that no longer stands, its days and what ended it.
 * It moves no money; it lets a credit name its amendment. Suspended days are such days.
 */
export type Withdrawal = LineSubject & DayRange & { readonly amendmentId: string };

/** When a contract is billed (BIL1). */
export type BillingTerms = {
  /** Fixes the months in which periods begin, and the day unless `anchorDay` does. */
  readonly anchorOn: IsoDate;
  /** 1 to 31; 31 is the last day of shorter months, and the 31st again after. */
  readonly anchorDay?: number | undefined;
  readonly every: { readonly months: number };
  readonly timing: "advance" | "arrears";
};

/** Days of one period at one price: what an amount is computed from, and what a line prints. */
export type Portion = LineSubject &
  Days & {
    readonly period: Days;
    /** The price of the whole period. */
    readonly priceMinor: bigint;
  };

/** A charge as posted. Its `key` is the one it was computed with. */
export type IssuedCharge = Portion & {
  readonly key: string;
  readonly amountMinor: bigint;
  readonly credits: readonly IssuedCredit[];
};

/** A credit as posted, against the charge that holds it: its days, or null for goodwill, which takes back money and no days. */
export type IssuedCredit = { readonly days: Days | null; readonly amountMinor: bigint };
