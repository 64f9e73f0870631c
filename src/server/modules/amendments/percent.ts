/** Prices changed by a percentage: one change of price for all that come to the same. */

import type { AgreedDays, Change, CoveredSubject, LaterFacts } from "#core/amendments/index.ts";
import { coveredKey } from "#core/amendments/facts.ts";
import { compareText } from "#core/order.ts";

type ByPercent = {
  /** Such as "3.5" or "-10". */
  readonly byPercent: string;
  readonly effectiveOn: string;
  readonly laterFacts?: LaterFacts | undefined;
};

/** Parts of a hundredth of a percent that a percentage is reckoned in: four decimals. */
const scale = 10_000n;

/**
 * Each one's price on the day, or the first that comes after it, changed by so much; half a minor unit is rounded up. What is
 * covered neither then nor later goes with a price of nothing: core says that it is not covered.
 */
export function repricedByPercent(
  covered: readonly CoveredSubject[],
  days: readonly AgreedDays[],
  { byPercent, effectiveOn, laterFacts }: ByPercent,
): Change[] {
  const bySubject = Map.groupBy(days, coveredKey);
  const priceOf = (one: CoveredSubject): string => {
    const reached = (bySubject.get(coveredKey(one)) ?? []).filter(
      ({ endsBefore }) => endsBefore === null || endsBefore > effectiveOn,
    );
    const first = reached.toSorted((a, b) => compareText(a.startsOn, b.startsOn))[0];
    return changedBy(byPercent, BigInt(first?.yearlyMinor ?? 0)).toString();
  };
  return [...Map.groupBy(covered, priceOf)].map(([yearlyMinor, same]) => ({
    kind: "reprice",
    covered: same,
    yearlyMinor,
    effectiveOn,
    laterFacts,
  }));
}

/** Never below nothing. */
function changedBy(percent: string, minor: bigint): bigint {
  const [whole, part = ""] = percent.replace(/^[+-]/, "").split(".");
  const amount = BigInt(whole!) * scale + BigInt(part.padEnd(4, "0"));
  const factor = 100n * scale + (percent.startsWith("-") ? -amount : amount);
  const product = minor * (factor < 0n ? 0n : factor);
  return (2n * product + 100n * scale) / (200n * scale);
}
