import { describe, expect, test } from "vitest";
import { readClauses, type Grammar } from "./clauses.ts";

const grammar: Grammar = {
  verbs: {
    remove: { words: "several", needs: ["last-day"], may: ["line"] },
    correct: { words: "several", needs: ["from", "until"], may: ["line", "not-covered"] },
    cancel: { words: "one", needs: [], may: [] },
  },
  flags: ["not-covered"],
  overall: { reason: { type: "string" }, json: { type: "boolean" } },
};
const read = (line: string) => readClauses(line.split(" "), grammar);

test("each verb begins a clause with its words and modifiers; what is about the whole stands anywhere", () => {
  const { first, clauses, overall } = read(
    "C-1 --json --remove A B --last-day 2026-03-20 C --correct D --from 2026-01-01 --until=2026-01-31 --not-covered --reason why",
  );
  expect(first).toEqual(["C-1"]);
  expect(clauses).toEqual([
    { verb: "remove", words: ["A", "B", "C"], given: new Map([["last-day", "2026-03-20"]]) },
    {
      verb: "correct",
      words: ["D"],
      given: new Map([
        ["from", "2026-01-01"],
        ["until", "2026-01-31"],
        ["not-covered", ""],
      ]),
    },
  ]);
  expect(overall).toEqual(
    new Map([
      ["json", ""],
      ["reason", "why"],
    ]),
  );
});

test("the same verb twice is two clauses", () => {
  const { clauses } = read("C-1 --remove A --last-day 2026-03-20 --remove B --last-day 2026-04-20");
  expect(clauses.map(({ words, given }) => [...words, given.get("last-day")])).toEqual([
    ["A", "2026-03-20"],
    ["B", "2026-04-20"],
  ]);
});

describe("what is missing, twice or in the wrong place is said", () => {
  test.each([
    ["C-1 --last-day 2026-03-20", "--last-day stands after what it belongs to: --remove."],
    ["C-1 --remove A --line 1", "--remove needs --last-day after it."],
    ["C-1 --cancel 2026-03-20 --line 1", "--cancel takes no --line: that belongs to --remove, --correct."],
    ["C-1 --cancel 2026-03-20 A", '--cancel takes one word; "A" is one too many.'],
    ["C-1 --remove A --last-day 2026-03-20 --last-day 2026-03-21", "--last-day stands there twice."],
    ["C-1 --remove= --last-day 2026-03-20", "--remove is empty. Write after it what it is about."],
    ["C-1 --remvoe A", "There is no option --remvoe. Did you mean --remove?"],
    ["C-1 --json --json", "--json stands there twice."],
  ])("%s", (line, words) => {
    expect(() => read(line)).toThrow(words);
  });
});
