/** What was used beyond allowances whose plans bill it (ALW6). */

import { type AllowanceTerms, priceBeyond } from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import * as store from "./beyond-store.ts";

/** Units of one lot beyond an allowance that were used on one day, and what they come to. */
export type BeyondOnDay = {
  readonly contractId: string;
  readonly planId: string;
  readonly lotId: string;
  readonly on: IsoDate;
  readonly unit: AllowanceTerms["unit"];
  readonly quantity: number;
  readonly amountMinor: bigint;
};

/**
 * What was used beyond the allowances of these contracts and is to be billed, by lot and day, in order: what is held and not drawn yet
 * is not among it, nor what was given back. Each day is priced by the terms of the day so that the days of a lot add up to what all of
 * it costs, half up once.
 */
export async function billedBeyond(ctx: Context, contractIds: Iterable<string>): Promise<BeyondOnDay[]> {
  permit(ctx.actor, "allowances.read");
  const used = await store.selectUsedBeyond(ctx.tx, contractIds);
  if (used.length === 0) return [];
  const versions = await store.selectVersions(
    ctx.tx,
    used.map(({ planId }) => planId),
  );
  const before = new Map<string, number>();
  return used.flatMap(({ key, ...one }) => {
    const version = versions.get(one.planId)?.findLast(({ effectiveOn }) => effectiveOn <= one.on);
    const terms = version?.allowances.find((allowance) => allowance.key === key);
    if (terms === undefined) return [];
    const soFar = before.get(one.lotId) ?? 0;
    before.set(one.lotId, soFar + one.quantity);
    const [already, then] = [priceBeyond(terms, soFar), priceBeyond(terms, soFar + one.quantity)];
    return already === null || then === null ? [] : [{ ...one, unit: terms.unit, amountMinor: then - already }];
  });
}
