import { expect, test } from "vitest";
import { Recent } from "./recent.ts";

test("what is over the bound is forgotten, unless it was used since", () => {
  const recent = new Recent<number>(3);
  for (let n = 0; n < 4; n += 1) recent.set(String(n), n);
  expect(recent.get("0")).toBe(0);
  for (let n = 4; n < 7; n += 1) recent.set(String(n), n);
  expect([recent.get("1"), recent.get("0")]).toEqual([undefined, 0]);
});

test("what is replaced or taken away weighs no longer", () => {
  const recent = new Recent<number>(10, (value) => value);
  recent.set("0", 1);
  for (let round = 0; round < 100; round += 1) {
    recent.set("1", 4);
    recent.set("2", 4);
    recent.delete("2");
  }
  expect([recent.get("0"), recent.get("1"), recent.get("2")]).toEqual([1, 4, undefined]);
});
