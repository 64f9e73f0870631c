import { expect, test } from "vitest";
import { accepted as billed, post, sum } from "../billing/books.oracle.ts";
import { type IssuedCharge, type NewLine, unbilled } from "../billing/index.ts";
import { asKnownAt, type Belief } from "../coverage/beliefs.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { accepted, attempt, contractC, line, on, said, year } from "./contract.oracle.ts";
import { after } from "./contract.oracle.ts";
import { type Change, type ContractFacts, changesOf, type CoverageFact, billedDays } from "./index.ts";

// MODEL: assets A, B, C at 100.00 each per calendar month, billed in advance; March invoiced 300.00 on 1 March.
const term = { startsOn: "2026-03-01", endsBefore: "2027-03-01" };
const header = {
  ...year,
  ...term,
  billing: { ...year.billing, anchorOn: "2026-03-01" },
  accounts: [{ startsOn: "2026-03-01", accountId: "north" }],
};
const covers = ["A", "B", "C"].map((subject) => ({ ...on(subject), ...term, planId: "gold", yearlyMinor: "120000" }));
const contract = contractC({ header, lines: [{ ...line("L1"), ...term }], covers });
const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-20" };

const bill = (facts: ContractFacts, issued: readonly IssuedCharge[], through: string) =>
  billed(unbilled({ ...billedDays(facts), terms: facts.header.billing, issued }, through));
const aloud = ({ kind, subject, startsOn, endsBefore, numerator, denominator, amountMinor, amendmentId }: NewLine) =>
  `${kind} ${subject} [${startsOn}, ${endsBefore}) ${numerator}/${denominator} ${amountMinor} ${amendmentId}`;
const total = (lines: readonly NewLine[]) => sum(lines.map(({ amountMinor }) => amountMinor));

test("COV8: the flagship case: B's last day is 20 March, recorded on the 10th, when March is invoiced", () => {
  const march = bill(contract, [], "2026-03-01");
  expect(total(march)).toBe(30_000n);
  const issued = post([], march);

  const { state, closed, opened } = accepted(attempt(contract, drop));
  expect(changesOf(contract, state).map(({ before, after }) => [before[0]!.endsBefore, after[0]!.endsBefore])).toEqual([
    ["2027-03-01", "2026-03-21"],
  ]);
  const corrections = bill(state, issued, "2026-03-10");
  expect(corrections.map(aloud)).toEqual(["credit asset B for north [2026-03-21, 2026-04-01) 11/31 -3548 am-1"]);
  const april = bill(state, post(issued, corrections), "2026-04-01");
  expect([april.length, total(april)]).toEqual([2, 20_000n]);

  // The rows as kept: closed and opened at one instant, on the 10th.
  const at = "2026-03-10T09:00:00Z";
  const ids = new Set(closed.map(({ coverageId }) => coverageId));
  const beliefs: Belief<CoverageFact>[] = [
    ...contract.coverage.map((value) => ({
      value,
      recordedAt: "2026-03-01T00:00:00Z",
      supersededAt: ids.has(value.id) ? at : null,
    })),
    ...opened.map((value) => ({ value, recordedAt: at, supersededAt: null })),
  ];
  const coversB = (day: string, knownAt: string) =>
    asKnownAt(beliefs, knownAt).some(
      (one) => one.subject.kind === "asset" && one.subject.assetId === "B" && phaseOn(one, day) === "in_force",
    );
  expect([coversB("2026-03-20", at), coversB("2026-03-21", at), coversB("2026-03-21", "2026-03-09T12:00:00Z")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("COV8: the flagship case, recorded before March is invoiced: one invoice of 264.52 and no credit", () => {
  const march = bill(after(contract, drop), [], "2026-03-10");
  expect(march.map(aloud)).toEqual([
    "charge asset A for north [2026-03-01, 2026-04-01) 31/31 10000 am-0",
    "charge asset B for north [2026-03-01, 2026-03-21) 20/31 6452 am-1",
    "charge asset C for north [2026-03-01, 2026-04-01) 31/31 10000 am-0",
  ]);
  expect(total(march)).toBe(26_452n);
});

test("COV8: reversed after all is invoiced, it is charged again, and the contract is as it was", () => {
  const dropped = after(contract, drop);
  const issued = post(post([], bill(contract, [], "2026-03-01")), []);
  const credited = post(issued, bill(dropped, issued, "2026-03-10"));
  const reversed = after(dropped, { kind: "reverse", amendmentId: "am-1" });
  expect(said(reversed)).toEqual(said(contract));
  expect(bill(reversed, credited, "2026-03-31").map(aloud)).toEqual([
    "charge asset B for north [2026-03-21, 2026-04-01) 11/31 3548 am-2",
  ]);
});

test("COV8: a suspension with a day to resume on: its days are credited, and the days after it charged as before", () => {
  const suspended = after(contract, { kind: "suspend", startsOn: "2026-03-11", resumesOn: "2026-04-11" });
  const issued = post([], bill(contract, [], "2026-03-01"));
  const lines = bill(suspended, issued, "2026-04-01");
  expect(lines.filter(({ subject }) => subject === "asset B for north").map(aloud)).toEqual([
    "credit asset B for north [2026-03-11, 2026-04-01) 21/31 -6774 am-1",
    "charge asset B for north [2026-04-11, 2026-05-01) 20/30 6667 am-1",
  ]);
});

test("COV8: removed while suspended, the credit names the suspension, which took the days", () => {
  const suspended = after(contract, { kind: "suspend", startsOn: "2026-03-11", resumesOn: "2026-04-11" }, drop);
  const issued = post([], bill(contract, [], "2026-03-01"));
  const lines = bill(suspended, issued, "2026-03-31").filter(({ subject }) => subject === "asset B for north");
  expect(lines.map(aloud)).toEqual(["credit asset B for north [2026-03-11, 2026-04-01) 21/31 -6774 am-1"]);
});

test("COV8: transferred in the middle of a month that is invoiced: the days are credited to the one and charged to the other", () => {
  const transferred = after(contract, { kind: "transfer", accountId: "south", effectiveOn: "2026-03-21" });
  const issued = post([], bill(contract, [], "2026-03-01"));
  const lines = bill(transferred, issued, "2026-03-31").filter(({ subject }) => subject.startsWith("asset B"));
  expect(lines.map(aloud)).toEqual([
    "credit asset B for north [2026-03-21, 2026-04-01) 11/31 -3548 am-1",
    "charge asset B for south [2026-03-21, 2026-04-01) 11/31 3548 am-1",
  ]);
});
