import { expect, test } from "vitest";
import { confidenceFrom, confidenceWords, shareWords } from "./confidence-words.ts";

test("ENT8: a confidence is written as it is kept, never rounded up to a threshold", () => {
  expect([0, 500, 8999, 9000, 10_000].map(confidenceWords)).toEqual(["0.00", "0.05", "0.89", "0.90", "1.00"]);
  expect([null, 8999].map(shareWords)).toEqual(["–", "89 %"]);
});

test("ENT8: a typed confidence goes from 0 to 1, with a point or a comma, exactly", () => {
  expect(["0", "0.9", "0,05", " 1 ", "0.8999", "1.00"].map(confidenceFrom)).toEqual([0, 9000, 500, 10_000, 8999, 10_000]);
  expect(["", "1.1", "-0.5", "90", ".9", "0.00001"].map(confidenceFrom)).toEqual(Array(6).fill(null));
});
