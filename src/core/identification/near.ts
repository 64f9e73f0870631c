/** Serials near to one that nobody knows (COV12): offered as "did you mean", never assumed. */

import { compareText } from "../order.ts";

/** A slip of two characters is still a slip; three are another serial. */
export const nearestDistance = 2;

/**
 * The candidates within {@link nearestDistance} slips of `key`, nearest first and alphabetical among equals. A slip is a
 * character added, left out or mistaken, or two neighbours swapped. Give keys of one kind, such as those of `serialKey`.
 */
export function nearSerials(key: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate) => ({ candidate, slips: slipsBetween(key, candidate) }))
    .filter(({ slips }) => slips <= nearestDistance)
    .toSorted((a, b) => a.slips - b.slips || compareText(a.candidate, b.candidate))
    .map(({ candidate }) => candidate);
}

/** The fewest slips that turn one into the other, no character touched twice (optimal string alignment). */
export function slipsBetween(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const mistaken = from[row - 1] === to[column - 1] ? 0 : 1;
      let slips = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + mistaken);
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        slips = Math.min(slips, beforeLast[column - 2]! + 1);
      }
      current.push(slips);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length]!;
}
