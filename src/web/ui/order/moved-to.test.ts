import { expect, test } from "vitest";
import { movedTo } from "./moved-to.ts";

test("one moves, the others keep their order; beyond the ends nothing moves", () => {
  const list = ["a", "b", "c", "d"];
  expect(movedTo(list, "a", 2)).toEqual(["b", "c", "a", "d"]);
  expect(movedTo(list, "d", 0)).toEqual(["d", "a", "b", "c"]);
  expect(
    [movedTo(list, "a", -1), movedTo(list, "d", 4), movedTo(list, "b", 1), movedTo(list, "x", 1)].every((same) => same === list),
  ).toBe(true);
});
