/** What is already recorded for later than a change, and what the change says of it (COV13). */

import type { IsoDate } from "../coverage/coverage.ts";
import type { DayRange } from "../coverage/in-force.ts";
import type { LaterFacts } from "./amendment.ts";
import type { AgreedDays } from "./facts.ts";
import { agreedInWords, type AmendRefusal, listed } from "./refusal.ts";

/** What a change is about: agreed days that differ in it are different facts. */
export type Aspect = (days: AgreedDays) => string;
export const price: Aspect = ({ yearlyMinor }) => yearlyMinor;
export const plan: Aspect = ({ planId }) => planId;
export const planAndPrice: Aspect = (days) => `${days.planId} ${days.yearlyMinor}`;
/** Nothing but whether there is coverage at all. */
export const presence: Aspect = () => "";

/** Those of one subject's days, ordered by start, that begin after `day` with something new: covered again, or differing in the aspect. */
export function beginningAfter(day: IsoDate, ordered: readonly AgreedDays[], aspect: Aspect): AgreedDays[] {
  return ordered.filter((days, index) => {
    const before = ordered[index - 1];
    const goesOn = before?.endsBefore === days.startsOn && aspect(before) === aspect(days);
    return days.startsOn > day && !goesOn;
  });
}

/** The days that a change from `startsOn` on reaches: up to the first later fact where these are kept, else all. */
export function reach(startsOn: IsoDate, later: readonly AgreedDays[], laterFacts: LaterFacts | undefined): DayRange {
  return { startsOn, endsBefore: (laterFacts === "keep" ? later[0]?.startsOn : undefined) ?? null };
}

/** The refusal where something is recorded for later, and the change does not say what becomes of it. */
export function refuseUnlessSaid(later: readonly AgreedDays[], laterFacts: LaterFacts | undefined): AmendRefusal | null {
  if (later.length === 0 || laterFacts !== undefined) return null;
  const what = listed(later.map(agreedInWords));
  const message = `Already recorded for later: ${what}. Say whether it is kept or superseded.`;
  return { code: "later_facts", message, laterFacts: later };
}
