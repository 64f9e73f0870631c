/** What was recorded about contracts and when: signed, amended, billed. Told in order of time, as a desk lives through it. */

import { amend, type ContractChange } from "#core/index.ts";
import * as billing from "#modules/billing/billing.ts";
import * as contracts from "#modules/contracts/contracts.ts";
import type { Context } from "#platform/context.ts";
import type { Actor } from "#platform/permit.ts";

/** A change of a contract as finance was told of it. */
export type Told = {
  readonly id: string;
  readonly contractId: string;
  readonly change: ContractChange;
  readonly reason: string;
};

export type Happening = {
  readonly at: Temporal.Instant;
  readonly contracts: readonly contracts.ContractRecord[];
  readonly lines: readonly contracts.LineRecord[];
  readonly amendments: readonly contracts.AmendmentRecord[];
  readonly coverages: readonly contracts.CoverageRecord[];
  readonly told: readonly Told[];
  /** The day through which everything is billed at this instant. */
  readonly billedThrough: string | null;
};

export const nothingAt = (at: Temporal.Instant): Happening => ({
  at,
  contracts: [],
  lines: [],
  amendments: [],
  coverages: [],
  told: [],
  billedThrough: null,
});

/** Records a happening as of its instant, amendments and invoices by `finance`. */
export async function record(ctx: Context, { at, told, billedThrough, ...what }: Happening, finance: Actor): Promise<void> {
  const then = { ...ctx, now: at };
  await contracts.recordContracts(then, what.contracts);
  await contracts.recordLines(then, what.lines);
  await contracts.recordAmendments(then, what.amendments);
  await contracts.recordCoverages(then, what.coverages);
  for (const one of told) await amended({ ...then, actor: finance }, one);
  if (billedThrough !== null) await billing.billAtOnce({ ...then, actor: finance }, billedThrough);
}

/** Throws where core refuses: what is drawn is meant to hold. */
async function amended(ctx: Context, { id, contractId, change, reason }: Told): Promise<void> {
  const facts = (await contracts.loadFacts(ctx, [contractId], { forUpdate: true })).get(contractId)!;
  const outcome = amend(facts, { id, reason, author: ctx.actor.id, ...change });
  if (!outcome.ok)
    throw new Error(`The demo's ${change.kind} of contract ${contractId} does not hold: ${outcome.refusal.message}`);
  await contracts.writeAmended(ctx, outcome.value, { changes: [change] });
}

/** Happenings of one instant as one, in order of time. */
export function inOrder(happenings: readonly Happening[]): Happening[] {
  const byInstant = Map.groupBy(happenings, ({ at }) => at.epochMilliseconds);
  const merged = [...byInstant.values()].map((same) => ({
    at: same[0]!.at,
    contracts: same.flatMap((one) => one.contracts),
    lines: same.flatMap((one) => one.lines),
    amendments: same.flatMap((one) => one.amendments),
    coverages: same.flatMap((one) => one.coverages),
    told: same.flatMap((one) => one.told),
    billedThrough: same.findLast((one) => one.billedThrough !== null)?.billedThrough ?? null,
  }));
  return merged.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}
