/** Tax on what is charged and credited (BIL3): a rate a line, in basis points, and no more than that. */

import { shareOf } from "../proration/share.ts";

const wholeBp = 10_000;

/** The tax on a net amount, to the minor unit, half up. */
export function taxOf(netMinor: bigint, taxBp: number): bigint {
  return shareOf(netMinor, taxBp, wholeBp);
}

/**
 * What a credit of `amountMinor` (not above 0) adds to the tax, not above 0 either, where `leftMinor` is what is left of its charge
 * before it. The credits of a charge that take all of it take exactly its tax.
 */
export function taxTaken(leftMinor: bigint, amountMinor: bigint, taxBp: number): bigint {
  return taxOf(leftMinor + amountMinor, taxBp) - taxOf(leftMinor, taxBp);
}
