/** The days on which a subject's stretches before and after an amendment differ in what the desk reads: all but the price. */

import type { CoverageChange, Stretch } from "#core/amendments/index.ts";
import { type DayRange, phaseOn } from "#core/coverage/in-force.ts";
import { compareText } from "#core/order.ts";

/** In order, apart from each other. None where only a price differs. */
export function differingDays({ before, after }: Pick<CoverageChange, "before" | "after">): DayRange[] {
  const bounds = [...before, ...after].flatMap(({ startsOn, endsBefore }) =>
    endsBefore === null ? [startsOn] : [startsOn, endsBefore],
  );
  const cuts = [...new Set(bounds)].toSorted(compareText);
  const differing: DayRange[] = [];
  for (const [index, startsOn] of cuts.entries()) {
    if (termsOn(before, startsOn) === termsOn(after, startsOn)) continue;
    const endsBefore = cuts[index + 1] ?? null;
    const last = differing.at(-1);
    if (last?.endsBefore === startsOn) differing[differing.length - 1] = { ...last, endsBefore };
    else differing.push({ startsOn, endsBefore });
  }
  return differing;
}

/** What is covered for the desk: suspended days are none. */
function termsOn(stretches: readonly Stretch[], day: string): string {
  const one = stretches.find((stretch) => phaseOn(stretch, day) === "in_force");
  return one === undefined || one.suspended ? "" : `${one.accountId} ${one.planId}`;
}
