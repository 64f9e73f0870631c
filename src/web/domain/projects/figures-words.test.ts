import { expect, test } from "vitest";
import { measured } from "./figures-words.ts";

const figures = {
  budget: { minor: "6000", currency: "GBP" },
  budgetMinutes: 40,
  actual: { minor: "9000", currency: "GBP" },
  actualMinutes: 60,
};

test("what is left is budget less actual, below zero where more was done", () => {
  const money = measured(figures, "money", "GBP");
  expect([money.budget, money.actual, money.left]).toEqual([6000n, 9000n, -3000n]);
  expect(money.words(money.left)).toBe("-£30.00");
  const hours = measured(figures, "hours", "GBP");
  expect(hours.words(hours.left)).toBe("-20 min");
  expect(hours.words(hours.actual)).toBe("1 h");
});

test("who sees hours only is shown a dash for money, and what has no rate one for hours", () => {
  const money = measured({ ...figures, budget: null, actual: null }, "money", "GBP");
  expect([money.left, money.words(money.left)]).toEqual([null, "–"]);
  expect(measured({ ...figures, budgetMinutes: null }, "hours", "GBP").left).toBeNull();
});
