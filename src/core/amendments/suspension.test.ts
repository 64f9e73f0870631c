import { expect, test } from "vitest";
import { after, asset, contractC, on, said, year } from "./contract.oracle.ts";
import { type Change, changesOf, type ContractFacts } from "./index.ts";

const facts = contractC();
const onlyB = (of: ContractFacts) => said(of).filter((one) => one.startsWith("B"));
const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-20" };
const march = { kind: "suspend", startsOn: "2026-03-01", resumesOn: "2026-04-01" } as const;
const untilResumed = { ...march, resumesOn: null };

test("COV8: a suspension leaves its days agreed and not covered, and resumes by itself", () => {
  expect(onlyB(after(facts, march))).toEqual([
    "B L1 [2026-01-01, 2026-03-01) gold 120000 term",
    "B L1 [2026-03-01, 2026-04-01) gold 120000 suspended",
    "B L1 [2026-04-01, 2027-01-01) gold 120000 term",
  ]);
});

test("COV8: without a day to resume on it lasts until resumed; what was removed meanwhile stays removed", () => {
  const suspended = after(facts, untilResumed, { ...drop, lastDay: "2026-05-31" });
  expect(onlyB(after(suspended, { kind: "resume", effectiveOn: "2026-05-01" }))).toEqual([
    "B L1 [2026-01-01, 2026-03-01) gold 120000 term",
    "B L1 [2026-03-01, 2026-05-01) gold 120000 suspended",
    "B L1 [2026-05-01, 2026-06-01) gold 120000 removed",
  ]);
});

test("COV8: what is added to a suspended contract is suspended", () => {
  const days = { startsOn: "2026-02-01", endsBefore: "2026-04-01" };
  const added: Change = { kind: "add", line: "L1", subjects: [asset("D")], planId: "gold", yearlyMinor: "1", ...days };
  expect(said(after(facts, untilResumed, added)).filter((one) => one.startsWith("D"))).toEqual([
    "D L1 [2026-02-01, 2026-03-01) gold 1 term",
    "D L1 [2026-03-01, 2026-04-01) gold 1 suspended",
  ]);
});

test("COV8: resumed on the day it began, a suspension never was", () => {
  const state = after(facts, march, { kind: "resume", effectiveOn: "2026-03-01" });
  expect(state.header).toEqual(facts.header);
  expect(changesOf(facts, state)).toEqual([]);
});

test("COV8: where the contract says so, its end moves by the days suspended, and with it what runs to the end", () => {
  const moving = contractC({ header: { ...year, suspensionMovesEnd: true } });
  const suspended = after(moving, drop, march);
  expect([suspended.header.endsBefore, suspended.lines[0]!.endsBefore]).toEqual(["2027-02-01", "2027-02-01"]);
  expect(onlyB(suspended)).toEqual([
    "B L1 [2026-01-01, 2026-03-01) gold 120000 term",
    "B L1 [2026-03-01, 2026-03-21) gold 120000 suspended",
  ]);
  expect(said(suspended)).toContain("A L1 [2027-01-01, 2027-02-01) gold 120000 term");
});

test("COV8: the end that a suspension moves follows how long it really lasted", () => {
  const moving = contractC({ header: { ...year, suspensionMovesEnd: true } });
  const end = (...changes: readonly Change[]) => after(moving, ...changes).header.endsBefore;
  const resume: Change = { kind: "resume", effectiveOn: "2026-03-11" };
  expect(end(march, resume)).toBe("2027-01-11");
  expect(end(untilResumed)).toBe("2027-01-01");
  expect(end(untilResumed, resume)).toBe("2027-01-11");
  expect(end({ kind: "cancel", lastDay: "2026-06-30" }, march)).toBe("2027-01-01");
  const never = contractC({ header: { ...year, suspensionMovesEnd: true, endsBefore: null } });
  expect(after(never, march).header.endsBefore).toBeNull();
});
