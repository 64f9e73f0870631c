import { expect, test } from "vitest";
import { accepted, after, attempt, contractC, line, on, year } from "../amendments/contract.oracle.ts";
import type { Change, ContractFacts } from "../amendments/index.ts";
import { bridgeOf, budgetOf, costOfWork, type DatedTerms, difference, earningsOf, type MonthBudget, totalOf } from "./index.ts";
import { recordedOf } from "./recorded.oracle.ts";

const sixty: DatedTerms = { fromMonth: "2026-01", shareBp: 6000, hourlyRateMinor: 9000n };
const term = { startsOn: "2026-03-01", endsBefore: "2027-03-01" };
const header = { ...year, ...term, accounts: [{ startsOn: "2026-03-01", accountId: "north" }] };
const covers = ["A", "B", "C"].map((subject) => ({ ...on(subject), ...term, planId: "gold", yearlyMinor: "120000" }));
const contract = contractC({ header, lines: [{ ...line("L1"), ...term }], covers });
const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-20" };
const spring = { from: "2026-03", through: "2026-06" };

const budget = ({ coverage }: Pick<ContractFacts, "coverage">, terms = [sixty], span = spring) =>
  budgetOf(earningsOf(coverage), terms, span);
const aloud = (months: readonly MonthBudget[]) => months.map(({ month, minor, minutes }) => `${month} ${minor} ${minutes}`);

test("PRJ1: the flagship case: B's last day is 20 March", () => {
  expect(aloud(budget(contract))).toEqual(["2026-03 18000 120", "2026-04 18000 120", "2026-05 18000 120", "2026-06 18000 120"]);
  const dropped = accepted(attempt(contract, drop)).state;
  expect(aloud(budget(dropped))).toEqual(["2026-03 15871 106", "2026-04 12000 80", "2026-05 12000 80", "2026-06 12000 80"]);
  const moved = difference(budget(dropped), budget(contract));
  expect(aloud(moved)).toEqual(["2026-03 -2129 -14", "2026-04 -6000 -40", "2026-05 -6000 -40", "2026-06 -6000 -40"]);

  const { steps, closing } = bridgeOf(
    recordedOf(dropped),
    [
      { kind: "amendment", id: "am-0" },
      { kind: "amendment", id: "am-1" },
    ],
    [sixty],
    spring,
  );
  expect(steps.map(({ months }) => aloud(months))).toEqual([aloud(budget(contract)), aloud(moved)]);
  expect(closing).toEqual(budget(dropped));
});

test("PRJ1: the months of a calendar year come to the year's share", () => {
  const one = { startsOn: "2026-01-01", endsBefore: "2027-01-01", yearlyMinor: 10_000n, subjects: 1 };
  const all = budgetOf([one], [{ ...sixty, shareBp: 10_000 }], { from: "2026-01", through: "2026-12" });
  expect(all.slice(0, 3).map(({ minor }) => minor)).toEqual([833n, 834n, 833n]);
  expect(totalOf(all)).toEqual({ minor: 10_000n, minutes: 72n });
});

test("PRJ1: suspended days earn nothing", () => {
  const suspended = after(contract, { kind: "suspend", startsOn: "2026-03-11", resumesOn: "2026-03-21" });
  // [1, 11) of 60.00 is 19.35, [21, 1) is 60.00 − 38.71 = 21.29; three of each.
  expect(budget(suspended)[0]!.minor).toBe(3n * (1935n + 2129n));
  expect(budget(suspended)[1]!.minor).toBe(18_000n);
});

test("PRJ1: days without an end earn for as long as is asked; other days earn nothing before or after", () => {
  const open = { startsOn: "2026-11-30", endsBefore: null, yearlyMinor: 120_000n, subjects: 2 };
  const told = budgetOf([open], [sixty], { from: "2026-10", through: "2027-01" });
  expect(aloud(told)).toEqual(["2026-10 0 0", "2026-11 400 3", "2026-12 12000 80", "2027-01 12000 80"]);
  const ended = { ...open, endsBefore: "2026-12-16" };
  expect(budgetOf([ended], [sixty], { from: "2026-12", through: "2027-01" }).map(({ minor }) => minor)).toEqual([5806n, 0n]);
  expect(budgetOf([ended], [sixty], { from: "2028-01", through: "2028-02" }).map(({ minor }) => minor)).toEqual([0n, 0n]);
  expect(budgetOf([open], [sixty], { from: "2026-09", through: "2026-10" }).map(({ minor }) => minor)).toEqual([0n, 0n]);
});

test("PRJ1: without an hourly rate there is money and no hours; before the first terms there is neither", () => {
  const terms = [
    { fromMonth: "2026-04", shareBp: 6000, hourlyRateMinor: null },
    { fromMonth: "2026-06", shareBp: 5000, hourlyRateMinor: 9000n },
  ];
  const told = budget(contract, terms);
  expect(aloud(told)).toEqual(["2026-03 0 null", "2026-04 18000 null", "2026-05 18000 null", "2026-06 15000 100"]);
  expect(totalOf(told)).toEqual({ minor: 51_000n, minutes: null });
  expect(totalOf([told[0]!, told[3]!])).toEqual({ minor: 15_000n, minutes: 100n });
});

test("PRJ1: other terms are a step of the bridge like an amendment", () => {
  const half = { fromMonth: "2026-05", shareBp: 5000, hourlyRateMinor: 9000n };
  const none = { ...half, hourlyRateMinor: null };
  const dropped = after(contract, drop);
  const { steps, closing } = bridgeOf(
    recordedOf(dropped),
    [
      { kind: "amendment", id: "am-0" },
      { kind: "terms", id: "half", terms: [sixty, half] },
      { kind: "amendment", id: "am-1" },
      { kind: "terms", id: "none", terms: [sixty, none] },
    ],
    [sixty],
    { from: "2026-04", through: "2026-05" },
  );
  expect(steps.map(({ months }) => aloud(months))).toEqual([
    ["2026-04 18000 120", "2026-05 18000 120"],
    ["2026-04 0 0", "2026-05 -3000 -20"],
    ["2026-04 -6000 -40", "2026-05 -5000 -33"],
    ["2026-04 0 0", "2026-05 0 null"],
  ]);
  expect(aloud(closing)).toEqual(["2026-04 12000 80", "2026-05 10000 null"]);
  expect(aloud(difference(budget(contract), budget(contract, [{ ...sixty, hourlyRateMinor: null }])))[0]).toBe("2026-03 0 120");
});

test("PRJ1: a thousand subjects of which none is worth a minute are worth hours together", () => {
  const cheap = { startsOn: "2026-01-01", endsBefore: null, yearlyMinor: 100n, subjects: 1000 };
  expect(aloud(budgetOf([cheap], [sixty], { from: "2026-01", through: "2026-01" }))).toEqual(["2026-01 5000 33"]);
});

test("PRJ1: work costs its minutes at the hourly rate, and minutes stay minutes", () => {
  expect(costOfWork(280, 9000n)).toBe(42_000n);
  expect(costOfWork(1, 9050n)).toBe(151n);
  expect(costOfWork(0, 9000n)).toBe(0n);
});
