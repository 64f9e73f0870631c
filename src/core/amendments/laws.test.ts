import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusDays } from "../coverage/days.ts";
import { isInside } from "../coverage/inside.ts";
import { activate } from "./activate.ts";
import { amend } from "./amend.ts";
import type { Change } from "./amendment.ts";
import {
  agreed,
  term,
  day,
  contract,
  madeWith,
  ofSubjects,
  ofHeader,
  extension,
  walked,
  anything,
  several,
} from "./any-change.oracle.ts";
import {
  accepted,
  afterPossible,
  allAtOnce,
  attempt,
  cellsOf,
  next,
  on,
  said,
  tell,
  toldByDay,
  walk,
} from "./contract.oracle.ts";
import type { ContractFacts, CoverageFact } from "./facts.ts";
import { daysOfContract } from "./header.ts";

/** Each run works in several changes. */
const runs = { numRuns: 200 };

describe("laws of amendments", () => {
  test("COV8: each change does to every day what walking the days does", () => {
    let landed = 0;
    fc.assert(
      fc.property(several(walked), (changes) => {
        let facts = contract();
        for (const change of changes) {
          const state = afterPossible(facts, [change]);
          if (state === facts) continue;
          landed += 1;
          expect(toldByDay(state)).toEqual(tell(walk(cellsOf(facts), change, state.header)));
          facts = state;
        }
      }),
      runs,
    );
    expect(landed).toBeGreaterThan(150);
  });

  test("COV2, COV7: days never overlap and never lie outside line, term and cancellation", () => {
    fc.assert(
      fc.property(several(anything), fc.boolean(), (changes, moves) => {
        const facts = afterPossible(contract(moves), changes);
        cellsOf(facts);
        for (const one of facts.lines) expect(isInside(one, facts.header)).toBe(true);
        for (const one of facts.coverage) {
          expect(isInside(one, daysOfContract(facts.header))).toBe(true);
          expect(
            isInside(
              one,
              facts.lines.find(({ id }) => id === one.lineId)!,
            ),
          ).toBe(true);
        }
      }),
      runs,
    );
  });

  test("COV6: what was removed stays removed, whatever happens to the contract and to others", () => {
    const others = fc.oneof(ofSubjects(["B", "C"]), ofHeader, extension);
    fc.assert(
      fc.property(several(walked), day, several(others), fc.boolean(), (before, lastDay, changes, moves) => {
        const removal: Change = { kind: "remove", covered: [on("A")], lastDay, laterFacts: "supersede" };
        const removed = attempt(afterPossible(contract(moves), before), removal);
        if (!removed.ok) return;
        const left = afterPossible(removed.value.state, changes).coverage.filter(
          ({ lineId, subject }) => lineId === "L1" && subject.kind === "asset" && subject.assetId === "A",
        );
        for (const { endsBefore } of left) expect(endsBefore! <= plusDays(lastDay, 1)).toBe(true);
      }),
      runs,
    );
  });

  test("COV13: a reversal restores, and reversed in turn it gives back", () => {
    fc.assert(
      fc.property(several(anything), anything, fc.boolean(), (before, change, moves) => {
        const facts = afterPossible(contract(moves), before);
        const outcome = attempt(facts, change);
        if (!outcome.ok) return;
        const { state, recorded } = outcome.value;
        const undone = accepted(attempt(state, { kind: "reverse", amendmentId: recorded.id }));
        expect([said(undone.state), undone.state.header, byId(undone.state)]).toEqual([said(facts), facts.header, byId(facts)]);
        const again = accepted(attempt(undone.state, { kind: "reverse", amendmentId: undone.recorded.id })).state;
        expect([said(again), again.header, byId(again)]).toEqual([said(state), state.header, byId(state)]);
      }),
      runs,
    );
  });

  test("COV13: reversing any amendment on which nothing depends comes to never having made it", () => {
    let reversed = 0;
    fc.assert(
      fc.property(several(walked), fc.nat(), (changes, pick) => {
        const facts = afterPossible(contract(), changes);
        const { id } = facts.amendments[pick % facts.amendments.length]!;
        const outcome = attempt(facts, { kind: "reverse", amendmentId: id });
        if (!outcome.ok) return;
        const index = facts.amendments.findIndex((one) => one.id === id) - 1;
        const without = landedOf(contract(), changes).toSpliced(index, 1);
        // What came after may be about nothing without it, and then cannot be compared.
        if (landedOf(contract(), without).length < without.length) return;
        const never = afterPossible(contract(), without);
        // Nor where it said of a day what was so already because of it: that leaves nothing that could depend on it.
        if (!isDeepStrictEqual(changedBy(changes).toSpliced(index, 1), changedBy(without))) return;
        reversed += 1;
        expect(toldByDay(outcome.value.state)).toEqual(toldByDay(never));
      }),
      runs,
    );
    expect(reversed).toBeGreaterThan(20);
  });

  test("COV8: amendments of other subjects come to the same in any order", () => {
    fc.assert(
      fc.property(several(ofSubjects(["A", "C"])), several(ofSubjects(["B", "D"])), (one, other) => {
        const there = afterPossible(contract(), [...one, ...other]);
        const back = afterPossible(contract(), [...other, ...one]);
        expect(said(there)).toEqual(said(back));
      }),
      runs,
    );
  });

  test("COV8: corrections of other days come to the same in any order", () => {
    const to = fc.option(agreed);
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 121 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(several(walked), cuts, to, to, (before, at, first, second) => {
        const [a, b, c, d] = at.toSorted((x, y) => x - y).map((count) => plusDays(term.startsOn, count));
        const one: Change = { kind: "correct", ...on("A"), startsOn: a!, endsBefore: b!, to: first };
        const other: Change = { kind: "correct", ...on("A"), startsOn: c!, endsBefore: d!, to: second };
        const facts = afterPossible(contract(), before);
        expect(toldByDay(afterPossible(facts, [one, other]))).toEqual(toldByDay(afterPossible(facts, [other, one])));
      }),
      runs,
    );
  });

  test("COV8: amendments replayed from nothing, written row by row as JSON, give the contract", () => {
    fc.assert(
      fc.property(several(anything), fc.boolean(), (changes, moves) => {
        const made = accepted(activate(madeWith(moves)));
        const rows = new Map<string, CoverageFact>();
        let direct = made.state;
        let written = stored(rows, made, made.state);
        for (const change of changes) {
          const outcome = attempt(direct, change);
          expect(attempt(written, change).ok).toBe(outcome.ok);
          if (!outcome.ok) continue;
          direct = outcome.value.state;
          const result = accepted(amend(written, next(written, change)));
          written = stored(rows, result, result.state);
        }
        expect(said(written)).toEqual(said(direct));
        expect([written.header, written.lines]).toEqual([direct.header, direct.lines]);
      }),
      runs,
    );
  });

  test("COV8: several as one come to the same as one after the other, and are refused where one of them is", () => {
    fc.assert(
      fc.property(several(anything), several(anything), fc.boolean(), (before, changes, moves) => {
        const facts = afterPossible(contract(moves), before);
        const landed = landedOf(facts, changes);
        const once = allAtOnce(facts, changes);
        expect(once.ok).toBe(landed.length === changes.length);
        if (!once.ok) return;
        const { state, closed, opened } = once.value;
        const sequence = afterPossible(facts, changes);
        expect(toldByDay(state)).toEqual(toldByDay(sequence));
        expect([state.header, state.lines]).toEqual([sequence.header, sequence.lines]);
        const gone = new Set(closed.map(({ coverageId }) => coverageId));
        expect(state.coverage).toEqual([...facts.coverage.filter(({ id }) => !gone.has(id)), ...opened]);
      }),
      runs,
    );
  });
});

/** Those of the changes that are not refused, in turn. */
function landedOf(facts: ContractFacts, changes: readonly Change[]): Change[] {
  let state = facts;
  return changes.filter((change) => {
    const outcome = attempt(state, change);
    if (outcome.ok) state = outcome.value.state;
    return outcome.ok;
  });
}

function byId({ lines }: ContractFacts) {
  return lines.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What a keeper of rows has after writing an amendment, with ids of its own, read back from JSON. */
function stored(
  rows: Map<string, CoverageFact>,
  { closed, opened }: { readonly closed: readonly { coverageId: string }[]; readonly opened: readonly CoverageFact[] },
  state: ContractFacts,
): ContractFacts {
  for (const { coverageId } of closed) expect(rows.delete(coverageId)).toBe(true);
  for (const fact of opened) rows.set(`row-${fact.id}`, { ...fact, id: `row-${fact.id}` });
  const ended = state.ended.map((fact) => ({ ...fact, id: fact.id.startsWith("row-") ? fact.id : `row-${fact.id}` }));
  return JSON.parse(JSON.stringify({ ...state, coverage: [...rows.values()], ended })) as ContractFacts;
}

/** Whose days each amendment that lands changes, in the order of amendments. */
function changedBy(changes: readonly Change[]): string[][] {
  let told = new Set(toldByDay(contract()));
  return landedOf(contract(), changes).map((_, index, landed) => {
    const next = new Set(toldByDay(afterPossible(contract(), landed.slice(0, index + 1))));
    const days = [...told.symmetricDifference(next)].map((one) => /^.* \d{4}-\d\d-\d\d/.exec(one)![0]);
    told = next;
    return [...new Set(days)].toSorted();
  });
}
