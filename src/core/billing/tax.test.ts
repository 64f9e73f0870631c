import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { taxOf, taxTaken } from "./tax.ts";

describe("BIL3", () => {
  test("BIL3: tax is half up to the minor unit", () => {
    expect([taxOf(3548n, 2000), taxOf(5n, 1000), taxOf(4n, 1000), taxOf(100n, 0)]).toEqual([710n, 1n, 0n, 0n]);
  });

  test("BIL3: taken back in parts", () => {
    expect([taxTaken(5n, -3n, 1000), taxTaken(2n, -2n, 1000)]).toEqual([-1n, 0n]);
  });

  test("BIL3: credits that take all of a charge take exactly its tax, in any parts, and none of them is above nothing", () => {
    const charge = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(charge, fc.array(charge, { maxLength: 6 }), fc.integer({ min: 0, max: 100_000 }), (amount, cuts, taxBp) => {
        const stops = [0n, ...cuts.map((cut) => (amount === 0n ? 0n : cut % amount)), amount].toSorted((a, b) => Number(a - b));
        const parts = stops.slice(1).map((stop, index) => stop - stops[index]!);
        let left = amount;
        const taxes = parts.map((part) => {
          const tax = taxTaken(left, -part, taxBp);
          left -= part;
          return tax;
        });
        expect(taxes.every((tax) => tax <= 0n)).toBe(true);
        expect(taxes.reduce((sum, tax) => sum + tax, taxOf(amount, taxBp))).toBe(0n);
      }),
    );
  });
});
