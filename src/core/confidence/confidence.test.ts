import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ConfidenceFacts, confidenceOn, defaultConfidence, formatConfidence } from "./index.ts";

const on = "2026-03-31";
const four = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-03-31"];
const facts: ConfidenceFacts = {
  assets: 100,
  assetsVerified: 90,
  reconciledOn: [...four, null],
  decisions: 20,
  decisionsOverturned: 1,
};
const none: ConfidenceFacts = { assets: 0, assetsVerified: 0, reconciledOn: [], decisions: 0, decisionsOverturned: 0 };

describe("the score", () => {
  test("ENT8: 90 of 100 serials, 4 of 5 contracts, 1 of 20 decisions overturned: 0.8833, with the parts in words", () => {
    const { scoreBp, parts } = confidenceOn(facts, on);
    expect(scoreBp).toBe(8833);
    expect(parts.map(({ shareBp, text }) => [shareBp, text])).toEqual([
      [9000, "90 of 100 assets have a verified serial number."],
      [8000, "4 of 5 contracts were reconciled with finance in the last 90 days."],
      [9500, "1 of 20 decisions were overturned."],
    ]);
  });

  test("ENT8: reconciled lately is for 90 days, the day itself among them, and not a day to come", () => {
    const scoreOn = (day: string) => confidenceOn({ ...none, reconciledOn: ["2026-01-01"] }, day).scoreBp;
    expect([scoreOn("2025-12-31"), scoreOn("2026-01-01"), scoreOn("2026-03-31"), scoreOn("2026-04-01")]).toEqual([
      0, 10_000, 10_000, 0,
    ]);
  });

  test("ENT8: a part of which there is nothing is left out, and says so; of nothing at all the score is 0", () => {
    const withoutAssets = confidenceOn({ ...facts, assets: 0, assetsVerified: 0 }, on);
    expect(withoutAssets.scoreBp).toBe(8750);
    expect(withoutAssets.parts[0]).toMatchObject({
      shareBp: null,
      text: "There are no assets whose serial numbers could be verified.",
    });
    expect(confidenceOn(none, on)).toMatchObject({
      scoreBp: 0,
      parts: [{ shareBp: null }, { shareBp: null }, { shareBp: null }],
    });
  });

  test("ENT8: weights are data", () => {
    const weights = { serials: 2, contracts: 1, decisions: 1 };
    expect(confidenceOn(facts, on, { ...defaultConfidence, weights }).scoreBp).toBe(8875);
    expect(confidenceOn(facts, on, { ...defaultConfidence, weights: { serials: 0, contracts: 0, decisions: 0 } }).scoreBp).toBe(
      0,
    );
  });

  test("ENT8: rounded down, so that no threshold is reached by rounding", () => {
    expect(confidenceOn({ ...none, assets: 3, assetsVerified: 2 }, on).scoreBp).toBe(6666);
    expect(confidenceOn({ ...none, assets: 100_000, assetsVerified: 89_999 }, on).scoreBp).toBe(8999);
    expect([8999, 9000, 10_000, 500, 0].map(formatConfidence)).toEqual(["0.89", "0.90", "1.00", "0.05", "0.00"]);
  });

  test("ENT8: it lies between 0 and 1, and to verify, to reconcile or to uphold never lowers it", () => {
    const count = fc.integer({ min: 1, max: 2_000_000 });
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(count, share, count, share, fc.array(fc.constantFrom(null, on), { minLength: 1, maxLength: 9 }), (...given) => {
        const [assets, ofAssets, decisions, ofDecisions, reconciledOn] = given;
        const before = {
          assets,
          assetsVerified: Math.floor(assets * ofAssets),
          decisions,
          decisionsOverturned: Math.ceil(decisions * (1 - ofDecisions)),
          reconciledOn,
        };
        const score = confidenceOn(before, on).scoreBp;
        const better = [
          { ...before, assetsVerified: before.assetsVerified + 1 },
          { ...before, decisionsOverturned: before.decisionsOverturned - 1 },
          { ...before, reconciledOn: reconciledOn.map(() => on) },
        ].map((one) => confidenceOn(one, on).scoreBp);
        expect(Math.min(...better)).toBeGreaterThanOrEqual(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(Math.max(...better)).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
