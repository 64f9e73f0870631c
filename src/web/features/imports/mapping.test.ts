import { expect, test } from "vitest";
import { missingTitles, samplesOf, unreadHeadings, withColumn } from "./mapping.ts";

const fields = [
  { name: "serial", title: "Serial Number", required: true },
  { name: "tag", title: "Asset Tag", required: false },
];

test("a column feeds one field: taking it for another leaves the first without", () => {
  const mapping = withColumn({ serial: "Ref", tag: "Label" }, "tag", "Ref");
  expect(mapping).toEqual({ tag: "Ref" });
  expect(missingTitles(fields, mapping)).toEqual(["Serial Number"]);
  expect(missingTitles(fields, { serial: "Ref" })).toEqual([]);
  expect(withColumn({ serial: "Ref" }, "serial", undefined)).toEqual({});
});

test("what is not read is named, without blank headings", () => {
  expect(unreadHeadings(["Ref", "", "Notes"], { serial: "Ref" })).toEqual(["Notes"]);
});

test("a column's first values are shown as typed, blanks left out", () => {
  const sheet = {
    headings: ["Ref", "Label"],
    sample: [["A1", "x"], [" ", "y"], ["A3"]],
  };
  expect(samplesOf(sheet, "Ref")).toEqual(["A1", "A3"]);
  expect(samplesOf(sheet, "Label")).toEqual(["x", "y"]);
  expect(samplesOf(sheet, undefined)).toEqual([]);
});
