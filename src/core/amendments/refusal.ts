/** Why an amendment is refused, what is at stake, and the words for it. */

import { lastDay } from "../coverage/days.ts";
import { type DayRange, subjectKey } from "../coverage/in-force.ts";
import type { Refusal } from "../outcome.ts";
import type { AgreedDays, CoveredSubject } from "./facts.ts";

/** Days that a new end would cut, and what would be left of them; null: nothing. */
export type Clamp = { readonly days: AgreedDays; readonly left: DayRange | null };

/** A refusal, with what a person needs in order to decide: which of the lists is there follows from the code. */
export type AmendRefusal = Refusal & {
  /** `later_facts`: what is recorded for later than the change. */
  readonly laterFacts?: readonly AgreedDays[];
  /** `clamps`: what the new end would cut, and was not agreed. */
  readonly clamps?: readonly Clamp[];
  /** `depended_on`: the amendments that stand on the one to be reversed, in the order in which they were recorded. */
  readonly dependants?: readonly string[];
};

/** null where nothing speaks against it. */
export type Objection = AmendRefusal | null;

/** "2026-03-01 to 2026-03-31", "2026-03-01 on". */
export function daysInWords({ startsOn, endsBefore }: DayRange): string {
  return endsBefore === null ? `${startsOn} on` : `${startsOn} to ${lastDay(endsBefore)}`;
}

/** "asset A on line L1". */
export function coveredInWords({ lineId, subject }: CoveredSubject): string {
  return `${subjectKey(subject)} on line ${lineId}`;
}

/** "asset A on line L1 from 2026-03-01 on". */
export function agreedInWords(days: AgreedDays): string {
  return `${coveredInWords(days)} from ${daysInWords(days)}`;
}

/** How many a sentence names; the rest is counted, and the lists hold them all. */
const namedAtMost = 5;

/** "a; b; c and 7 more". */
export function listed(all: readonly string[]): string {
  const more = all.length - namedAtMost;
  return all.slice(0, namedAtMost).join("; ") + (more > 0 ? ` and ${more} more` : "");
}
