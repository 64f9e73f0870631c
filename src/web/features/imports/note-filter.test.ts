import { expect, test } from "vitest";
import { choicesOf, matching, reasonWords, whereOf } from "./note-filter.ts";

const notes = [
  { file: "contracts.csv", row: 12, column: "End", code: "no_such_day", message: "“30/02/2026” is no day." },
  { file: "lines.xlsx", sheet: "Lines", row: 12, column: "Serial No", code: "unknown_serial", message: "No asset has ZZZ." },
  { file: "lines.xlsx", sheet: "Lines", row: 40, code: "unknown_serial", message: "No asset has YYY." },
];

test("every word typed must occur, in the row number, the column or the message", () => {
  expect(matching(notes, { q: "asset zzz" })).toEqual([notes[1]]);
  expect(matching(notes, { q: "12" })).toEqual([notes[0], notes[1]]);
  expect(matching(notes, { q: "END" })).toEqual([notes[0]]);
  expect(matching(notes, { where: "lines.xlsx: Lines", q: "40" })).toEqual([notes[2]]);
  expect(matching(notes, { code: "unknown_serial" })).toHaveLength(2);
  expect(matching(notes, {})).toEqual(notes);
});

test("choices say how many there are, the most frequent first", () => {
  const reasons = choicesOf(notes, ({ code }) => code, reasonWords);
  expect(reasons.map(({ label }) => label)).toEqual(["unknown serial (2)", "no such day (1)"]);
  expect(choicesOf(notes, whereOf)[0]?.value).toBe("lines.xlsx: Lines");
  expect(choicesOf([{ ...notes[0]!, file: "contract_lines.csv" }], whereOf)[0]?.label).toBe("contract_lines.csv (1)");
});
