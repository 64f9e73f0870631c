/** What was recorded about contracts and when: signed, corrected, cancelled. Told in order of time, as a desk lives through it. */

import type { Context } from "#platform/context.ts";
import * as contracts from "#modules/contracts/contracts.ts";

export type Happening = {
  readonly at: Temporal.Instant;
  readonly contracts: readonly contracts.ContractRecord[];
  readonly lines: readonly contracts.LineRecord[];
  readonly amendments: readonly contracts.AmendmentRecord[];
  readonly closed: readonly contracts.ClosedBelief[];
  readonly coverages: readonly contracts.CoverageRecord[];
};

export const nothingAt = (at: Temporal.Instant): Happening => ({
  at,
  contracts: [],
  lines: [],
  amendments: [],
  closed: [],
  coverages: [],
});

/** Records a happening as of its instant. */
export async function record(ctx: Context, { at, ...what }: Happening): Promise<void> {
  const then = { ...ctx, now: at };
  await contracts.recordContracts(then, what.contracts);
  await contracts.recordLines(then, what.lines);
  await contracts.recordAmendments(then, what.amendments);
  await contracts.closeCoverages(then, what.closed);
  await contracts.recordCoverages(then, what.coverages);
}

/** Happenings of one instant as one, in order of time. */
export function inOrder(happenings: readonly Happening[]): Happening[] {
  const byInstant = Map.groupBy(happenings, ({ at }) => at.epochMilliseconds);
  const merged = [...byInstant.values()].map((same) => ({
    at: same[0]!.at,
    contracts: same.flatMap((one) => one.contracts),
    lines: same.flatMap((one) => one.lines),
    amendments: same.flatMap((one) => one.amendments),
    closed: same.flatMap((one) => one.closed),
    coverages: same.flatMap((one) => one.coverages),
  }));
  return merged.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}
