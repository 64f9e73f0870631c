import { expect, test } from "vitest";
import { quantityFrom } from "./quantity-field.tsx";

test("ALW1: a quantity is whole units above zero, in the unit of its allowance", () => {
  const tickets = { unit: "tickets", currency: "GBP" } as const;
  const minutes = { unit: "minutes", currency: "GBP" } as const;
  const money = { unit: "money", currency: "GBP" } as const;
  expect(["25", " 7 ", "0", "-3", "2.5", "1:30", ""].map((typed) => quantityFrom(typed, tickets))).toEqual([
    25,
    7,
    ...Array<null>(5).fill(null),
  ]);
  expect(["90", "1:30", "280:00", "1:75", "0:00"].map((typed) => quantityFrom(typed, minutes))).toEqual([
    90,
    90,
    16_800,
    null,
    null,
  ]);
  expect(["25", "1,250.50", "0.00", "x"].map((typed) => quantityFrom(typed, money))).toEqual([2500, 125_050, null, null]);
});
