import { describe, expect, test } from "vitest";
import type { Shortage } from "./allowance.ts";
import type { AllowanceLeft } from "./decision.ts";
import { gold } from "#test/support/entitlement-facts.ts";
import { leftText, othersSpent, shortageText, unitsText } from "./explain-allowance.ts";

const left = (changes: Partial<AllowanceLeft>): AllowanceLeft => ({
  allowance: "a",
  bucket: "all",
  limit: null,
  unit: "tickets",
  per: "contract_year",
  channels: "any",
  products: "any",
  severities: "any",
  granted: 10,
  held: 0,
  used: 10,
  left: 0,
  over: 0,
  beyond: "refuse",
  startsOn: "2026-01-01",
  endsBefore: "2027-01-01",
  ...changes,
});
const short = (changes: Partial<Shortage>): Shortage => ({ unit: "tickets", spent: null, needed: 1, amount: 10, ...changes });

describe("what is left, in words", () => {
  test("ALW3: nothing is said of an end where there is none", () => {
    expect(leftText(left({ left: 3, endsBefore: null }))).toBe("3 of 10 tickets are left in this contract year.");
  });

  test("ALW6: what was used beyond is told as one or several, as time or as money, billed or counted", () => {
    const beyond = (changes: Partial<AllowanceLeft>) => leftText(left(changes)).split(". ")[1];
    expect(beyond({ over: 1, beyond: "bill" })).toBe("1 ticket more was used, which is billed beyond the allowance.");
    expect(beyond({ over: 2, beyond: "count" })).toBe("2 tickets more were used, which is counted beyond the allowance.");
    expect(beyond({ unit: "minutes", over: 150, beyond: "bill" })).toBe(
      "2 h 30 min more was used, which is billed beyond the allowance.",
    );
    expect(beyond({ unit: "money", over: 500, beyond: "bill" })).toBe("More was used, which is billed beyond the allowance.");
  });

  test("ALW3: no time is 0 min, and of no money there is no share", () => {
    expect(unitsText({ unit: "minutes", granted: 60 }, 0)).toBe("0 min");
    expect(unitsText({ unit: "money", granted: 0 }, 0)).toBe("money");
    expect(unitsText({ unit: "money", granted: 300 }, 100)).toBe("33 %");
  });

  test("ALW3: where no bucket admits a request, the plan grants nothing for it", () => {
    const none = (unit: Shortage["unit"]) => shortageText(short({ unit }), gold, null);
    expect([none("tickets"), none("minutes"), none("money")]).toEqual([
      "Gold grants no tickets for such a request.",
      "Gold grants no time for such a request.",
      "Gold grants no money for such a request.",
    ]);
  });

  test("ALW7: less is left than one counts for out of hours", () => {
    const lacks = (units: number, needed: number) =>
      shortageText(short({ spent: left({ left: units }), needed, amount: 0 }), gold, null);
    expect(lacks(1, 2)).toBe("1 of 10 tickets is left in this contract year, and out of hours one counts for 2.");
    expect(lacks(2, 3)).toBe("2 of 10 tickets are left in this contract year, and out of hours one counts for 3.");
  });

  test("ENT14: of the channels that are short it is said what they lack", () => {
    const others = (unit: Shortage["unit"]) => othersSpent(short({ unit, spent: left({ unit }) }));
    expect([others("tickets"), others("minutes"), others("money"), othersSpent(short({}))]).toEqual([
      "The other channels' tickets are used up in this contract year.",
      "The other channels' time is used up in this contract year.",
      "The other channels' money is used up in this contract year.",
      "Nothing is granted for the other channels.",
    ]);
  });
});
