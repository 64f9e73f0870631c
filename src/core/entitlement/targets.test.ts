import { expect, test } from "vitest";
import { coverage, facts, gold, silver, drawn } from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import type { Plan } from "./terms.ts";

const withTerms = (plan: Plan, terms: Partial<Plan["terms"]>): Plan => ({ ...plan, terms: { ...plan.terms, ...terms } });

test("SLA1: targets of one amount fall due together only where their unit is one too", () => {
  const plan = withTerms(gold, {
    hours: silver.terms.hours,
    targets: [
      { name: "first_response", severity: 1, unit: "elapsed", amount: 600 },
      { name: "workaround", severity: 1, unit: "working_time", amount: 600 },
      { name: "next_update", severity: 1, unit: "elapsed", amount: 600 },
    ],
  });
  const { targets } = decide({ severity: 1 }, facts({ plans: [plan], coverages: [coverage({ planId: plan.id })] }));
  // Asked on a Wednesday at noon in London: ten hours later, and on Thursday at noon of a day from 08:00 to 18:00.
  expect(targets.map(({ name, dueAt }) => [name, dueAt])).toEqual([
    ["first_response", "2026-03-18T22:00:00Z"],
    ["workaround", "2026-03-19T12:00:00Z"],
    ["next_update", "2026-03-18T22:00:00Z"],
  ]);
});

test("ALW2: a limit that the terms no longer have is not told, though it was drawn on", () => {
  const lots = drawn(silver, [{ channel: "phone", units: 3 }]);
  const [terms] = silver.terms.allowances;
  const bucket = { ...terms!.buckets[0]!, limits: [] };
  const plan = withTerms(silver, { allowances: [{ ...terms!, buckets: [bucket] }] });
  const decision = decide({ channel: "phone" }, facts({ plans: [plan], coverages: [coverage({ planId: plan.id })], lots }));
  expect(decision.candidates[0]!.allowances.map(({ limit, used, left }) => [limit, used, left])).toEqual([[null, 3, 97]]);
});
