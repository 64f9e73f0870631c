import { expect, test } from "vitest";
import type { BridgeStep } from "#api/projects.ts";
import { stepsTaken, stretches } from "./bridge-steps.ts";

const money = (minor: string) => ({ minor, currency: "GBP" });
const step = (minor: string, months: readonly (readonly [string, string])[] = []): BridgeStep => ({
  kind: "amendment",
  id: "00000000-0000-4000-8000-000000000001",
  change: "remove",
  effectiveOn: "2026-03-21",
  reason: "B was dropped",
  author: "Ruth",
  recordedAt: "2026-03-10T09:00:00Z",
  budget: money(minor),
  budgetMinutes: null,
  months: months.map(([month, each]) => ({ month, budget: money(each), budgetMinutes: null })),
});

test("PRJ1: opening budget and amendments come to the closing budget, step by step", () => {
  const taken = stepsTaken({ bridge: [step("216000"), step("-56129")] }, "money");
  expect(taken.map(({ moved, after }) => [moved, after])).toEqual([
    [216_000n, 216_000n],
    [-56_129n, 159_871n],
  ]);
});

test("where a measure is not known for a step, nothing after it is claimed", () => {
  expect(stepsTaken({ bridge: [step("1")] }, "hours")[0]).toMatchObject({ moved: null, after: null });
});

test("PRJ1: months that a step moved alike are told as one, also across the turn of a year", () => {
  const moved = step("-1", [
    ["2026-03", "-2129"],
    ["2026-11", "-6000"],
    ["2026-12", "-6000"],
    ["2027-01", "-6000"],
    ["2027-02", "0"],
    ["2027-03", "-6000"],
  ]);
  expect(stretches(moved, "money")).toEqual([
    { first: "2026-03", last: "2026-03", moved: -2129n },
    { first: "2026-11", last: "2027-01", moved: -6000n },
    { first: "2027-03", last: "2027-03", moved: -6000n },
  ]);
});
