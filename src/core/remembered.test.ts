import { expect, test } from "vitest";
import { Remembered } from "./remembered.ts";

test("what is remembered stays within its bound", () => {
  const remembered = new Remembered<string, number>(2);
  remembered.set("a", 1).set("b", 2).set("a", 3);
  expect([...remembered]).toEqual([
    ["a", 3],
    ["b", 2],
  ]);
  remembered.set("c", 4);
  expect([...remembered]).toEqual([["c", 4]]);
});
