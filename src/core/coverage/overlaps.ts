/** Contract coverages that share a subject, a service and a day (COV2). */

import type { Coverage, IsoDate } from "./coverage.ts";
import { subjectKey } from "./in-force.ts";
import { compareText } from "../order.ts";

export type Overlap = {
  readonly first: Coverage;
  readonly second: Coverage;
  /** The days they share. */
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
};

/**
 * Every two contract coverages of one subject and one service that share a day, each pair once, the one that starts
 * earlier first. Warranties are sources of their own and overlap with nothing.
 */
export function overlapsIn(coverages: readonly Coverage[]): Overlap[] {
  const ofContracts = coverages.filter(({ source }) => source.kind === "contract");
  const groups = Map.groupBy(ofContracts, (one) => `${subjectKey(one.subject)} for ${one.service}`);
  return [...groups.values()].flatMap(overlapsOf);
}

function overlapsOf(group: readonly Coverage[]): Overlap[] {
  const ordered = group.toSorted((a, b) => compareText(a.startsOn, b.startsOn) || compareText(a.id, b.id));
  return ordered.flatMap((first, index) => {
    const overlaps: Overlap[] = [];
    for (const second of ordered.slice(index + 1)) {
      if (first.endsBefore !== null && first.endsBefore <= second.startsOn) break;
      overlaps.push({ first, second, startsOn: second.startsOn, endsBefore: earlierEnd(first.endsBefore, second.endsBefore) });
    }
    return overlaps;
  });
}

/** The earlier of two ends; null never comes. */
export function earlierEnd(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
