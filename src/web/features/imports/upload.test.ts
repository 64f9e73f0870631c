import { expect, test } from "vitest";
import { maxFileBytes, maxFiles } from "#api/imports.ts";
import { whyNot } from "./use-upload.ts";

test("what cannot be handed in is said before it travels", () => {
  expect(whyNot([{ name: "assets.csv", size: 10 }])).toBeNull();
  expect(whyNot([{ name: "Register.XLSX", size: 10 }])).toBeNull();
  expect(whyNot([{ name: "scan.pdf", size: 10 }])).toContain("scan.pdf is not a spreadsheet");
  expect(whyNot([{ name: "all.csv", size: maxFileBytes + 1 }])).toContain("Split it");
  expect(whyNot([{ name: "assets.csv", size: 0 }])).toContain("is empty");
  expect(whyNot(Array.from({ length: maxFiles + 1 }, () => ({ name: "a.csv", size: 1 })))).toContain("too many");
});
