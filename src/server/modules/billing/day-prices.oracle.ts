/** What a contract's covered days cost, one by one, by nothing of billing's own: for laws to compare documents with. */

import type { ContractFacts } from "#core/amendments/index.ts";

const half = (numerator: bigint, denominator: bigint): bigint => (2n * numerator + denominator) / (2n * denominator);

/** The sum of the price of each day that is covered and not suspended, all periods due. Days are walked with the library's own dates. */
export function priceOfCoveredDays({ coverage, header }: Pick<ContractFacts, "coverage" | "header">): bigint {
  let sum = 0n;
  for (const { startsOn, endsBefore, yearlyMinor, suspended } of coverage) {
    if (suspended) continue;
    const before = Temporal.PlainDate.from(endsBefore!);
    for (let day = Temporal.PlainDate.from(startsOn); Temporal.PlainDate.compare(day, before) < 0; day = day.add({ days: 1 }))
      sum += priceOf(day, BigInt(yearlyMinor), header.billing);
  }
  return sum;
}

/** PRO1: of day i of a period of n days, R(P·(i+1)/n) − R(P·i/n); P by months of the year from the anchor (BIL1). */
function priceOf(
  day: Temporal.PlainDate,
  yearly: bigint,
  { anchorOn, anchorDay, every }: ContractFacts["header"]["billing"],
): bigint {
  const anchor = Temporal.PlainDate.from(anchorOn);
  const boundary = (n: number) => {
    const month = anchor.toPlainYearMonth().add({ months: n * every.months });
    return month.toPlainDate({ day: Math.min(anchorDay ?? anchor.day, month.daysInMonth) });
  };
  let n = 0;
  while (Temporal.PlainDate.compare(boundary(n), day) > 0) n -= 1;
  while (Temporal.PlainDate.compare(boundary(n + 1), day) <= 0) n += 1;
  const [startsOn, endsBefore] = [boundary(n), boundary(n + 1)];
  const month = (((n * every.months) % 12) + 12) % 12;
  const price = half(yearly * BigInt(month + every.months), 12n) - half(yearly * BigInt(month), 12n);
  const days = BigInt(startsOn.until(endsBefore).days);
  const index = BigInt(startsOn.until(day).days);
  return half(price * (index + 1n), days) - half(price * index, days);
}
