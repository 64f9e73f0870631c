import fc from "fast-check";
import { expect, test } from "vitest";
import { books, questions } from "#test/support/entitlement-books.ts";
import { coverage, gold } from "#test/support/entitlement-facts.ts";
import { localDays, phaseOn } from "../coverage/in-force.ts";
import { decide } from "./decide.ts";
import type { Candidate, Decision } from "./decision.ts";
import type { Facts } from "./facts.ts";

const runs = { numRuns: 1000 };

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** The facts with every list in another order, but for those whose order says something. */
function shuffled(facts: Facts, swaps: readonly number[]): Facts {
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map((item, index) => ({ item, key: (swaps[index % swaps.length]! * (index + 1)) % 7 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ item }) => item);
  return {
    ...facts,
    clues: mix(facts.clues),
    accounts: mix(facts.accounts),
    assets: mix(facts.assets),
    contacts: mix(facts.contacts),
    coverages: mix(facts.coverages),
    contracts: mix(facts.contracts),
    plans: mix(facts.plans),
    lots: mix(facts.lots.map((of) => ({ ...of, lots: mix(of.lots) }))),
  };
}

test("ENT12: deciding writes nothing: frozen facts do, twice alike", () => {
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      const first = decide(frozen(question), frozen(facts));
      expect(decide(question, facts)).toEqual(first);
    }),
    runs,
  );
});

test("ENT13: replayed from JSON, and from facts in any order, the decision is the same", () => {
  fc.assert(
    fc.property(books, questions, fc.array(fc.nat(6), { minLength: 1, maxLength: 9 }), (facts, question, swaps) => {
      const decision = decide(question, facts);
      const replayed = decide(JSON.parse(JSON.stringify(question)), JSON.parse(JSON.stringify(facts)));
      expect(replayed).toEqual(decision);
      expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      expect(decide(question, shuffled(facts, swaps))).toEqual(decision);
    }),
    runs,
  );
});

test("COV1: coverage of something else never changes the decision", () => {
  const unrelated = [
    coverage({ id: "u1", subject: { kind: "asset", assetId: "asset-99", coversParts: true }, timeZone: "Asia/Tokyo" }),
    coverage({ id: "u2", subject: { kind: "account", accountId: "acc-99", coversSubAccounts: true } }),
  ];
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      expect(decide(question, { ...facts, coverages: [...unrelated, ...facts.coverages] })).toEqual(decide(question, facts));
    }),
    runs,
  );
});

test("COV3: what entitles is in force on the day, by its own midnights, and nothing rules it out", () => {
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      const winner = winnerOf(decide(question, facts));
      if (winner === undefined) return;
      const source = facts.coverages.find(({ id }) => id === winner.coverageId);
      expect(winner.ruledOutBy).toBeNull();
      expect(source === undefined ? winner.kind : phaseOn(source, localDays(facts.at)(source.timeZone))).toBe(
        source === undefined ? "default_plan" : "in_force",
      );
    }),
    runs,
  );
});

test("ENT3: taking the winner away never brings up something higher", () => {
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      const before = winnerOf(decide(question, facts));
      const after = winnerOf(
        decide(question, { ...facts, coverages: facts.coverages.filter(({ id }) => id !== before?.coverageId) }),
      );
      if (before === undefined || after === undefined) return;
      const { scopes } = facts.ranking;
      expect(scopes.indexOf(after.tier)).toBeGreaterThanOrEqual(scopes.indexOf(before.tier));
    }),
    runs,
  );
});

test("ENT5: a plan that admits everything takes back none of what a narrower one gave", () => {
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      const widened = decide(question, { ...facts, plans: facts.plans.map((plan) => ({ ...plan, terms: gold.terms })) });
      expect([decide(question, facts).outcome, widened.outcome]).not.toEqual(["entitled", "not_entitled"]);
    }),
    runs,
  );
});

test("ENT6: an outcome comes with what belongs to it", () => {
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      const { outcome, source, targets, conditions, nearMisses, reasons, candidates } = decide(question, facts);
      expect(outcome === "entitled").toBe(source !== null);
      expect(reasons.length).toBeGreaterThan(0);
      expect(outcome === "entitled" || targets.length + conditions.length === 0).toBe(true);
      expect(outcome === "not_entitled" || nearMisses.length === 0).toBe(true);
      expect(outcome === "not_entitled" && candidates.some(({ ruledOutBy }) => ruledOutBy === null)).toBe(false);
    }),
    runs,
  );
});

test("ENT14: leaving out channel, severity or service never turns a yes into a no", () => {
  const left = fc.subarray(["channel", "severity", "service"] as const, { minLength: 1 });
  fc.assert(
    fc.property(books, questions, left, (facts, question, leftOut) => {
      const open = Object.fromEntries(Object.entries(question).filter(([key]) => !leftOut.some((one) => one === key)));
      expect([decide(question, facts).outcome, decide(open, facts).outcome]).not.toEqual(["entitled", "not_entitled"]);
    }),
    runs,
  );
});

test("ENT1: the laws above see every outcome, every tier and every rule at work", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(books, questions, (facts, question) => {
      const { outcome, candidates, reasons } = decide(question, facts);
      seen.add(outcome);
      for (const { tier, ruledOutBy } of candidates) seen.add(tier).add(ruledOutBy?.rule ?? "admitted");
      for (const { rule } of reasons) seen.add(rule);
    }),
    { numRuns: 3000, seed: 2026 },
  );
  const wanted = [
    "entitled",
    "not_entitled",
    "undecided",
    "asset",
    "parent_asset",
    "product",
    "site",
    "account",
    "default_plan",
    "admitted",
  ];
  const rules = ["COV1", "COV2", "COV3", "COV11", "ENT1", "ENT2", "ENT3", "ENT4", "ENT5", "ENT10", "ALW3"];
  expect([...wanted, ...rules].filter((one) => !seen.has(one))).toEqual([]);
});

/** The candidate that the decision's source names. */
function winnerOf({ source, candidates }: Decision): Candidate | undefined {
  if (source === null) return undefined;
  return candidates.find(
    (one) =>
      one.ruledOutBy === null &&
      one.kind === source.kind &&
      one.contractNumber === source.contractNumber &&
      one.lineNumber === source.lineNumber &&
      one.scope === source.scope &&
      one.startsOn === source.startsOn &&
      one.endsBefore === source.endsBefore,
  );
}
