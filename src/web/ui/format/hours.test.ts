import { expect, test } from "vitest";
import { hoursWords } from "./hours.ts";

test("work is told in hours and minutes, never in days", () => {
  expect([0, 45, 60, 3150, -20, -90].map(hoursWords)).toEqual([
    "0 min",
    "45 min",
    "1 h",
    "52 h 30 min",
    "-20 min",
    "-1 h 30 min",
  ]);
});
