import { describe, expect, test } from "vitest";
import type { Balance } from "./balance.ts";
import { balanceName, levelOf, limitName, percentUsed, quantityWords, usedWords } from "./balance-words.ts";

const silver: Balance = {
  allowance: "contract/silver/tickets",
  bucket: "all",
  limit: null,
  unit: "tickets",
  per: "contract_year",
  channels: "any",
  products: "any",
  severities: "any",
  granted: 100,
  held: 0,
  used: 0,
  left: 100,
  over: 0,
  beyond: "refuse",
  startsOn: "2026-05-01",
  endsBefore: "2027-05-01",
};

describe("how far an allowance is used", () => {
  test("ALW7: 80 % is told at 80 and not at 79, held units counted; 100 % where nothing is left", () => {
    const level = (used: number, held = 0, over = 0) => levelOf({ ...silver, used, held, over });
    expect([level(0), level(79), level(80), level(78, 2), level(99), level(100), level(100, 0, 1)]).toEqual([
      "fine",
      "fine",
      "nearly",
      "nearly",
      "nearly",
      "used_up",
      "beyond",
    ]);
  });

  test("ALW7: an allowance of nothing is used up by its first use, not before", () => {
    expect(levelOf({ ...silver, granted: 0 })).toBe("fine");
    expect(percentUsed({ ...silver, granted: 0 })).toBe(0);
    expect(percentUsed({ ...silver, granted: 0, over: 1 })).toBe(100);
  });

  test("100 % is never said by rounding", () => {
    expect(percentUsed({ ...silver, granted: 1000, used: 999 })).toBe(99);
  });
});

describe("a balance in words", () => {
  test("ALW1: quantities are in their unit: tickets counted, minutes as hours, money in its currency", () => {
    expect(quantityWords(1250, silver)).toBe("1,250");
    expect(quantityWords(280, { unit: "minutes" })).toBe("4 h 40 min");
    expect(quantityWords(125_000, { unit: "money", currency: "GBP" })).toMatch(/1,250\.00/);
  });

  test("ALW1: the name says the unit, what it is for and how often it is granted", () => {
    expect(balanceName(silver)).toBe("Tickets, each contract year");
    expect(balanceName({ ...silver, per: "calendar_month", severities: { only: [1, 2] } })).toBe(
      "Tickets at severity 1 or 2, each calendar month",
    );
    expect(limitName({ ...silver, channels: { only: ["phone"] } })).toBe("of which by phone");
  });

  test("ALW3: what is left of nothing says what becomes of more", () => {
    const gone = usedWords({ ...silver, used: 98, held: 2, left: 0 });
    expect(gone).toContain("98 used · 2 held · until");
    expect(gone.endsWith("no more until then")).toBe(true);
    expect(usedWords({ ...silver, used: 100, left: 0, over: 3, beyond: "bill" })).toContain("3 beyond");
  });
});
