/** Coverage lies inside its line, a line inside its contract (COV7); what sticks out is shown before it is cut (COV6). */

import { accept, type Outcome, refuse } from "../outcome.ts";
import { lastDay } from "./days.ts";
import type { DayRange } from "./in-force.ts";
import { earlierEnd } from "./overlaps.ts";

/** Whether every day of `inner` is a day of `outer`. */
export function isInside(inner: DayRange, outer: DayRange): boolean {
  return (
    inner.startsOn >= outer.startsOn &&
    (outer.endsBefore === null || (inner.endsBefore !== null && inner.endsBefore <= outer.endsBefore))
  );
}

/** The days that both have, or null where they have none. */
export function commonDays(a: DayRange, b: DayRange): DayRange | null {
  const startsOn = a.startsOn > b.startsOn ? a.startsOn : b.startsOn;
  const endsBefore = earlierEnd(a.endsBefore, b.endsBefore);
  return endsBefore !== null && endsBefore <= startsOn ? null : { startsOn, endsBefore };
}

/**
 * `inner` if it lies inside `outer`. If it sticks out, the days in common, but only where cutting is agreed (COV6); else
 * the refusal `outside`, which says what would be left. The refusal `apart` where they have no day in common.
 */
export function fitInside(
  inner: DayRange,
  outer: DayRange,
  { cutting }: { readonly cutting: "agreed" | "refused" },
): Outcome<DayRange> {
  if (isInside(inner, outer)) return accept(inner);
  const common = commonDays(inner, outer);
  if (common === null) return refuse("apart", `${inWords(inner)} has no day in common with ${inWords(outer)}.`);
  if (cutting === "agreed") return accept(common);
  return refuse("outside", `${inWords(inner)} reaches beyond ${inWords(outer)}. Cut to it, ${inWords(common)} would be left.`);
}

function inWords({ startsOn, endsBefore }: DayRange): string {
  return endsBefore === null ? `${startsOn}, open-ended` : `${startsOn} to ${lastDay(endsBefore)}`;
}
