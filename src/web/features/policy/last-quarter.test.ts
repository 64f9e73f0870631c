import { expect, test } from "vitest";
import { lastQuarter } from "./last-quarter.ts";

test("the quarter before, also over a new year and in a leap year", () => {
  expect(lastQuarter("2026-11-22")).toEqual(["2026-07-01", "2026-09-30"]);
  expect(lastQuarter("2026-02-28")).toEqual(["2025-10-01", "2025-12-31"]);
  expect(lastQuarter("2028-04-01")).toEqual(["2028-01-01", "2028-03-31"]);
});
