import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusDays } from "../coverage/days.ts";
import { checkTierRule, nextTierChange, proposeTier, type Purchase, type Tier, tierOn, type TierRule } from "./index.ts";

const premium: Tier = { atLeast: 500, template: { id: "premium", name: "Premium" } };
const standard: Tier = { atLeast: 0, template: { id: "standard", name: "Standard" } };
const rule: TierRule = { key: "computers", noun: "computers", counts: { only: ["computer"] }, tiers: [standard, premium] };

function bought(quantity: number, startsOn = "2026-01-01", endsBefore: string | null = null, product = "computer"): Purchase {
  return { productPath: ["x1", product], quantity, startsOn, endsBefore };
}

const held = (templateId: string | null, declinedId: string | null = null) => ({ templateId, declinedId });

describe("the tier that is called for", () => {
  test("ALW9: 500 computers or more: Premium; fewer: Standard", () => {
    const chosen = (quantity: number) => tierOn(rule, [bought(quantity)], "2026-03-01").tier?.template.name;
    expect([chosen(0), chosen(499), chosen(500), chosen(512)]).toEqual(["Standard", "Standard", "Premium", "Premium"]);
  });

  test("ALW9: what is counted is what is bought on the day, of the products named", () => {
    const purchases = [
      bought(400),
      bought(100, "2026-06-01"),
      bought(50, "2026-01-01", "2026-03-01"),
      bought(900, "2026-01-01", null, "printer"),
    ];
    const on = (day: string) => tierOn(rule, purchases, day).quantity;
    expect([on("2025-12-31"), on("2026-02-28"), on("2026-03-01"), on("2026-06-01")]).toEqual([0, 450, 400, 500]);
    expect(tierOn({ ...rule, counts: "any" }, purchases, "2026-03-01").quantity).toBe(1300);
    expect(tierOn({ ...rule, counts: "none" }, purchases, "2026-03-01").quantity).toBe(0);
  });

  test("ALW9: below the lowest line no tier is called for, and nothing is proposed", () => {
    const large = { ...rule, tiers: [premium] };
    expect(tierOn(large, [bought(499)], "2026-03-01")).toEqual({ quantity: 499, tier: null });
    expect(proposeTier(large, [bought(499)], "2026-03-01", held(null))).toBeNull();
  });
});

describe("what to propose", () => {
  const grown = [bought(480), bought(32, "2026-06-01")];

  test("ALW9: when the quantity crosses a line, the template of the other side, with the reason", () => {
    expect(proposeTier(rule, grown, "2026-05-31", held("standard"))).toBeNull();
    expect(proposeTier(rule, grown, "2026-07-15", held("standard"))).toEqual({
      to: premium,
      quantity: 512,
      since: "2026-06-01",
      text: "512 computers since 1 June 2026, 500 or more: Premium.",
    });
    const shrunk = [bought(480), bought(32, "2026-01-01", "2026-09-01")];
    expect(proposeTier(rule, shrunk, "2026-09-02", held("premium"))?.text).toBe(
      "480 computers since 1 September 2026, fewer than 500: Standard.",
    );
  });

  test("ALW9: what the account has, or has declined, is not proposed; what another crossing calls for is", () => {
    expect(proposeTier(rule, grown, "2026-07-15", held("premium"))).toBeNull();
    expect(proposeTier(rule, grown, "2026-07-15", held("standard", "premium"))).toBeNull();
    expect(proposeTier(rule, grown, "2026-03-01", held("premium", "premium"))?.to).toBe(standard);
    expect(proposeTier(rule, grown, "2026-03-01", held(null))?.to).toBe(standard);
  });

  test("ALW9: since when: the quantity may have changed within the tier, or come back to it", () => {
    const since = (purchases: Purchase[], on: string) => proposeTier(rule, purchases, on, held(null))?.since;
    expect(since([bought(500, "2026-02-01"), bought(20, "2026-04-01")], "2026-05-01")).toBe("2026-02-01");
    expect(since([bought(490), bought(20, "2026-02-01", "2026-03-01"), bought(30, "2026-04-01")], "2026-05-01")).toBe(
      "2026-04-01",
    );
    expect(since([], "2026-05-01")).toBe("2026-05-01");
    expect(since([bought(10, "2026-02-01")], "2026-05-01")).toBe("2026-02-01");
    expect(since([bought(600, "2026-02-01", "2026-03-01")], "2026-05-01")).toBe("2026-03-01");
  });

  test("ALW9: the only tier of a rule is said by its own line", () => {
    const only = { ...rule, tiers: [standard] };
    expect(proposeTier(only, [bought(3)], "2026-05-01", held(null))?.text).toBe(
      "3 computers since 1 January 2026, 0 or more: Standard.",
    );
  });

  test("ALW9: the next day on which a line is crossed, as recorded already", () => {
    expect(nextTierChange(rule, grown, "2026-03-01")).toEqual({ on: "2026-06-01", quantity: 512, tier: premium });
    expect(nextTierChange(rule, grown, "2026-06-01")).toBeNull();
  });
});

describe("rules that can be set", () => {
  test("ALW9: lines are whole and each its own, something is counted, and there is a tier", () => {
    expect(checkTierRule(rule)).toEqual({ ok: true, value: rule });
    const code = (changes: Partial<TierRule>) => {
      const outcome = checkTierRule({ ...rule, ...changes });
      return outcome.ok ? null : outcome.refusal.code;
    };
    expect(code({ tiers: [] })).toBe("no_tiers");
    expect(code({ counts: "none" })).toBe("never_fits");
    expect(code({ tiers: [premium, premium] })).toBe("bad_line");
    expect([code({ tiers: [{ ...premium, atLeast: -1 }] }), code({ tiers: [{ ...premium, atLeast: 0.5 }] })]).toEqual([
      "bad_line",
      "bad_line",
    ]);
  });
});

describe("laws of tiers", () => {
  const day = fc.nat(60).map((days) => plusDays("2026-01-01", days));
  const purchase = fc
    .record({ startsOn: day, days: fc.option(fc.integer({ min: 1, max: 40 })), quantity: fc.nat(400) })
    .map(({ startsOn, days, quantity }) => bought(quantity, startsOn, days === null ? null : plusDays(startsOn, days)));
  const purchases = fc.array(purchase, { maxLength: 6 });

  test("ALW9: more is never called a lower tier", () => {
    fc.assert(
      fc.property(purchases, day, fc.nat(500), (list, on, more) => {
        const after = tierOn(rule, [...list, bought(more)], on).tier!.atLeast;
        expect(after).toBeGreaterThanOrEqual(tierOn(rule, list, on).tier!.atLeast);
      }),
    );
  });

  test("ALW9: through the day before the next change, and since the day it is said to be called for, the tier is the same", () => {
    fc.assert(
      fc.property(purchases, day, (list, on) => {
        const { tier } = tierOn(rule, list, on);
        const next = nextTierChange(rule, list, on);
        const { since } = proposeTier(rule, list, on, held(null))!;
        for (let at = since; at < (next?.on ?? "2026-05-01"); at = plusDays(at, 1))
          expect(tierOn(rule, list, at).tier).toBe(tier);
        expect(next === null || tierOn(rule, list, next.on).tier !== tier).toBe(true);
      }),
    );
  });
});
