import { expect, test } from "vitest";
import { namesWords, ruleWords, type Rule } from "./policy-words.ts";

const nameOf = (id: string): string => ({ a: "Northgate", b: "Harbor", bronze: "Bronze" })[id] ?? id;
const rule: Rule = {
  key: "all",
  accounts: "any",
  plans: "any",
  channels: "any",
  severities: "any",
  handling: "enforce",
  confidence: "any",
};

test("ENT7: a rule is a sentence that says for whom, how and what", () => {
  expect(ruleWords(rule, nameOf)).toBe("For all: refuse, send to renewals.");
  expect(
    ruleWords(
      {
        ...rule,
        accounts: { only: ["a", "b"] },
        plans: { only: ["bronze"] },
        channels: { only: ["phone"] },
        severities: { only: [1, 2] },
        confidence: { fromBp: 9000, below: "advise" },
      },
      nameOf,
    ),
  ).toBe(
    "For Northgate or Harbor, under Bronze, by phone, at severity 1 or 2: refuse, send to renewals (from 0.90 on; below: serve, with a notice).",
  );
});

test("of many accounts a few are named and the rest counted", () => {
  expect(namesWords({ only: ["a", "b", "c", "d", "e", "f"] }, nameOf)).toBe("Northgate, Harbor, c, d or 2 more");
});
