/** The days on which a contract says something else after a change. */

import { changesOf, type ContractFacts, type CoverageChange, type CoverageFact, type Stretch } from "#core/amendments/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { type DayRange, phaseOn, subjectKey } from "#core/coverage/in-force.ts";
import { compareText } from "#core/order.ts";

type Covered = Pick<ContractFacts, "coverage">;

/** Core's changes between the two, looked for only where a fact came or went: most of a large contract stays as it is. */
export function changesBetween(before: Covered, after: Covered): CoverageChange[] {
  const stays = new Set(before.coverage.map(({ id }) => id)).intersection(new Set(after.coverage.map(({ id }) => id)));
  const comesOrGoes = [...before.coverage, ...after.coverage].filter(({ id }) => !stays.has(id));
  const keys = new Set(comesOrGoes.map(keyOf));
  const touched = ({ coverage }: Covered): Covered => ({ coverage: coverage.filter((fact) => keys.has(keyOf(fact))) });
  return changesOf(touched(before), touched(after));
}

function keyOf({ lineId, subject }: CoverageFact): string {
  return `${lineId}/${subjectKey(subject)}`;
}

/**
 * From the first to the last day of which a subject's stretches say different things, going by what `saying` makes of each; null
 * where there is none. Suspended days and those not agreed say the same: nothing.
 */
export function daysThatDiffer(
  { before, after }: Pick<CoverageChange, "before" | "after">,
  saying: (stretch: Stretch) => string,
): DayRange | null {
  const said = (stretches: readonly Stretch[], day: IsoDate): string => {
    const one = stretches.find((stretch) => phaseOn(stretch, day) === "in_force");
    return one === undefined || one.suspended ? "" : saying(one);
  };
  const bounds = [...before, ...after].flatMap(({ startsOn, endsBefore }) =>
    endsBefore === null ? [startsOn] : [startsOn, endsBefore],
  );
  const cuts = [...new Set(bounds)].toSorted(compareText);
  return spanOf(
    cuts.flatMap((cut, index): DayRange[] =>
      said(before, cut) === said(after, cut) ? [] : [{ startsOn: cut, endsBefore: cuts[index + 1] ?? null }],
    ),
  );
}

/** From the first day of any to the last of any; null where there are none. */
export function spanOf(ranges: readonly DayRange[]): DayRange | null {
  if (ranges.length === 0) return null;
  return ranges.reduce((a, b) => ({
    startsOn: a.startsOn < b.startsOn ? a.startsOn : b.startsOn,
    endsBefore: a.endsBefore === null || b.endsBefore === null ? null : a.endsBefore > b.endsBefore ? a.endsBefore : b.endsBefore,
  }));
}
