/** Contracts and changes of every kind, at random, for the laws. */

import fc from "fast-check";
import { plusDays } from "../coverage/days.ts";
import type { Change, LaterFacts } from "./amendment.ts";
import { activation, asset, contractC, line, on, year } from "./contract.oracle.ts";

export const term = { startsOn: "2028-02-01", endsBefore: "2028-06-01" };
const lines = [line("L1"), line("L2", "hardware")].map((one) => ({ ...one, ...term }));
const account = { kind: "account", accountId: "north", coversSubAccounts: false } as const;
const covers = [on("A"), on("B"), on("A", "L2"), { lineId: "L1", subject: account }].map((one) => ({
  ...one,
  ...term,
  planId: "gold",
  yearlyMinor: "120000",
}));
const accounts = [{ startsOn: term.startsOn, accountId: "north" }];
export const madeWith = (suspensionMovesEnd: boolean) =>
  activation({ header: { ...year, ...term, accounts, suspensionMovesEnd }, lines, covers });
export const contract = (suspensionMovesEnd = false) => contractC(madeWith(suspensionMovesEnd));

/** From before the term to after it. */
export const day = fc.integer({ min: -5, max: 130 }).map((days) => plusDays(term.startsOn, days));
const days = fc
  .tuple(day, fc.integer({ min: 1, max: 60 }))
  .map(([startsOn, count]) => ({ startsOn, endsBefore: plusDays(startsOn, count) }));
const laterFacts = fc.constantFrom<LaterFacts>("keep", "supersede");
const planId = fc.constantFrom("gold", "silver");
const yearlyMinor = fc.constantFrom("120000", "90000", "7");
export const agreed = fc.record({ planId, yearlyMinor });
const everything = [
  ...covers.map(({ lineId, subject }) => ({ lineId, subject })),
  on("C"),
  { lineId: "L1", subject: { ...account, accountId: "south" } },
];

export function ofSubjects(subjects: readonly string[]): fc.Arbitrary<Change> {
  const subject = fc.constantFrom(...subjects).map(asset);
  const lineId = fc.constantFrom("L1", "L2");
  const one = fc.record({ lineId, subject });
  const covered = fc.array(one, { minLength: 1, maxLength: 2 });
  const record = fc.record;
  return fc.oneof(
    record({ kind: fc.constant("remove" as const), covered, lastDay: day, laterFacts }),
    record({ kind: fc.constant("replace" as const), covered: one, by: subject, lastDay: day, laterFacts }),
    record({ kind: fc.constant("move" as const), covered, planId, effectiveOn: day, laterFacts }),
    record({ kind: fc.constant("reprice" as const), covered, yearlyMinor, effectiveOn: day, laterFacts }),
    fc.tuple(one, days, fc.option(agreed)).map(([what, range, to]): Change => ({ kind: "correct", ...what, ...range, to })),
  );
}
export const ofHeader: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("shorten" as const), lastDay: day, agreedClamps: fc.constant(everything) }),
  fc.tuple(day, fc.option(fc.integer({ min: 1, max: 40 }))).map(([startsOn, count]): Change => ({
    kind: "suspend",
    startsOn,
    resumesOn: count === null ? null : plusDays(startsOn, count),
  })),
  fc.record({ kind: fc.constant("resume" as const), effectiveOn: day, agreedClamps: fc.constant(everything) }),
  fc.record({ kind: fc.constant("cancel" as const), lastDay: day, laterFacts }),
  fc.record({
    kind: fc.constant("transfer" as const),
    accountId: fc.constantFrom("north", "south"),
    effectiveOn: day,
    laterFacts,
  }),
);
export const extension: fc.Arbitrary<Change> = fc.record({
  kind: fc.constant("extend" as const),
  endsBefore: day,
  carries: fc.constantFrom("what_runs_to_the_end", "nothing"),
});
const addition: fc.Arbitrary<Change> = fc
  .tuple(fc.constantFrom("A", "B", "C"), fc.constantFrom("L1", "L2"), days, planId, laterFacts)
  .map(([subject, line, range, plan, later]) => ({
    kind: "add",
    line,
    subjects: [asset(subject)],
    planId: plan,
    yearlyMinor: "60000",
    laterFacts: later,
    ...range,
  }));

export const walked = fc.oneof({ weight: 3, arbitrary: ofSubjects(["A", "B", "C"]) }, { weight: 1, arbitrary: ofHeader });
export const anything = fc.oneof(
  { weight: 4, arbitrary: walked },
  { weight: 1, arbitrary: extension },
  { weight: 1, arbitrary: addition },
);
export const several = (change: fc.Arbitrary<Change>) => fc.array(change, { minLength: 1, maxLength: 7 });
