/**
 * `part` of `whole` of a price, to the minor unit, half up (PRO1's R). A negative price is the mirror image of the positive
 * one, so that a discount is shared as the price is. part ≥ 0 and whole ≥ 1 are whole numbers of days or months.
 */
export function shareOf(priceMinor: bigint, part: number, whole: number): bigint {
  const divisor = BigInt(whole);
  const half = priceMinor < 0n ? -divisor : divisor;
  // Bigint division cuts towards zero, which after adding half of the divisor away from zero is rounding half up.
  return (2n * priceMinor * BigInt(part) + half) / (2n * divisor);
}

/** What the parts from `start` to `end` of `whole` cost: a difference of shares, so that any partition adds up to the price. */
export function shareBetween(priceMinor: bigint, start: number, end: number, whole: number): bigint {
  return shareOf(priceMinor, end, whole) - shareOf(priceMinor, start, whole);
}
