import { expect, test } from "vitest";
import { keyOf, newRule, ruleDraftOf, ruleOf, type RuleDraft } from "./rule-draft.ts";

const plan = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;

const computers: RuleDraft = {
  ...newRule,
  noun: " Office computers ",
  tiers: [
    { atLeast: "500", planId: plan(1) },
    { atLeast: "0", planId: plan(2) },
  ],
};

test("ALW9: a rule is read from the form, and called after what it counts", () => {
  expect(ruleOf(computers)).toEqual({
    rule: {
      noun: "Office computers",
      key: "office-computers",
      counts: "any",
      moves: "any",
      active: true,
      tiers: [
        { atLeast: 500, planId: plan(1) },
        { atLeast: 0, planId: plan(2) },
      ],
    },
    faults: {},
  });
  expect(keyOf("  Büro – PCs (neu) ")).toBe("buro-pcs-neu");
});

test("ALW9: what is missing is told at its field", () => {
  const { rule, faults } = ruleOf({ ...newRule, counts: { how: "only", only: [] }, moves: { how: "only", only: [] } });
  expect(rule).toBeNull();
  expect(Object.keys(faults)).toEqual(["noun", "counts", "moves", "tiers/0/atLeast", "tiers/0/planId", "tiers/1/planId"]);
  expect(ruleOf({ ...computers, tiers: [] }).faults.tiers).toBeDefined();
});

test("ALW9: a rule shown and read back is the same rule", () => {
  const { rule } = ruleOf(computers);
  const shown = {
    ...rule!,
    id: plan(3),
    revision: 1,
    changed: { at: "2026-01-01T00:00:00Z", by: "Ada" },
    tiers: rule!.tiers.map((tier) => ({ ...tier, plan: "Premium" })),
  };
  expect(ruleOf(ruleDraftOf(shown)).rule).toEqual(rule);
});
