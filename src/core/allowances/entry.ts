/** The ledger of an allowance (ALW2): entries that are only ever added, each saying what happened to one lot. */

import type { IsoDate } from "../coverage/coverage.ts";

export type EntryKind = "grant" | "top_up" | "carry_in" | "adjust" | "expire" | "hold" | "release" | "consume" | "give_back";

/** What made an entry, and the day on which it counts. */
export type Cause = {
  /** The id of the event. The ledger takes what one event says of one use once ({@link isPosted}). */
  readonly event: string;
  /** For work the day on which it was done, else the day of the event, in the contract's zone. */
  readonly on: IsoDate;
};

export type Entry = Cause & {
  readonly kind: EntryKind;
  readonly lotId: string;
  /**
   * Whole units, never 0. Less than 0 where an adjustment takes away, or where a grant, carry-in or expiry corrects an earlier
   * one.
   */
  readonly quantity: number;
  /** The ticket or work entry that draws; null for what only concerns the lot. */
  readonly useId: string | null;
  /** Why, in a person's words, where a person did it. */
  readonly reason: string | null;
};

/**
 * Whether the ledger has been told this already (ALW2): by the same event of the same use, or by hand; then all of it is to be
 * dropped, for what it says of lots goes with it. What only turns periods is a difference, and none once it is written.
 */
export function isPosted(ledger: Iterable<Entry>, entries: readonly Entry[]): boolean {
  const told = new Set<string>();
  for (const entry of ledger) if (isTelling(entry)) told.add(keyOf(entry));
  return entries.some((entry) => isTelling(entry) && told.has(keyOf(entry)));
}

function isTelling({ useId, kind }: Entry): boolean {
  return useId !== null || kind === "top_up" || kind === "adjust";
}

function keyOf({ useId, event }: Entry): string {
  return JSON.stringify([useId, event]);
}
