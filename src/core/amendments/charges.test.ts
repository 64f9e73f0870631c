import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accepted as billed, post, sum } from "../billing/books.oracle.ts";
import { type BillingTerms, type IssuedCharge, unbilled } from "../billing/index.ts";
import { openPortions, remainingNet } from "../billing/open.ts";
import { plusDays } from "../coverage/days.ts";
import { billingPeriods, periodPrice, prorate } from "../proration/index.ts";
import { billedDays } from "./billed.ts";
import { day, contract, anything, several } from "./any-change.oracle.ts";
import { accepted, afterPossible, attempt, cellsOf } from "./contract.oracle.ts";
import type { ContractFacts } from "./facts.ts";

describe("coverage and charges", () => {
  const through = "2028-12-31";
  const terms: BillingTerms = { anchorOn: "2028-01-31", every: { months: 1 }, timing: "advance" };
  const bill = (facts: ContractFacts, issued: readonly IssuedCharge[], until: string) =>
    post(issued, billed(unbilled({ ...billedDays(facts), terms, issued }, until)));

  /** The price of each covered day, worked out one by one. */
  function dayPrices(facts: ContractFacts): Map<string, bigint> {
    const grid = { ...terms, anchorOn: Temporal.PlainDate.from(terms.anchorOn) };
    const prices = new Map<string, bigint>();
    for (const [key, cells] of cellsOf(facts)) {
      for (const [date, { accountId, yearlyMinor, suspended }] of cells) {
        if (suspended) continue;
        const from = Temporal.PlainDate.from(date);
        const segment = { startsOn: from, endsBefore: from.add({ days: 1 }) };
        const period = billingPeriods({ ...grid, from, before: segment.endsBefore })[0]!;
        prices.set(`${key} for ${accountId} ${date}`, prorate(periodPrice(BigInt(yearlyMinor), grid, period), period, segment));
      }
    }
    return prices;
  }

  test("BIL2: bills made at any time between amendments come to the price of each covered day, once, and of no other", () => {
    fc.assert(
      fc.property(several(anything), fc.array(day, { minLength: 1, maxLength: 4 }), fc.boolean(), (changes, billedOn, moves) => {
        let facts = contract(moves);
        let issued: IssuedCharge[] = [];
        for (const [index, change] of changes.entries()) {
          issued = bill(facts, issued, billedOn[index % billedOn.length]!);
          const outcome = attempt(facts, change);
          if (outcome.ok) facts = outcome.value.state;
        }
        issued = bill(facts, issued, through);
        const prices = dayPrices(facts);
        const charged = issued.flatMap(openPortions).flatMap(({ lineId, subject, startsOn, endsBefore }) => {
          const held: string[] = [];
          for (let date = startsOn; date < endsBefore; date = plusDays(date, 1))
            held.push(`${subject.replace(" for ", `/${lineId} for `)} ${date}`);
          return held;
        });
        expect(charged.toSorted()).toEqual([...prices.keys()].toSorted());
        expect(sum(issued.map(remainingNet))).toBe(sum(prices.values()));
      }),
      { numRuns: 40 },
    );
  });

  test("BIL2: an amendment billed, reversed and billed again nets to nothing", () => {
    fc.assert(
      fc.property(several(anything), anything, fc.boolean(), (before, change, moves) => {
        const facts = afterPossible(contract(moves), before);
        const outcome = attempt(facts, change);
        if (!outcome.ok) return;
        const { state, recorded } = outcome.value;
        const undone = accepted(attempt(state, { kind: "reverse", amendmentId: recorded.id })).state;
        const first = bill(facts, [], through);
        const net = (issued: readonly IssuedCharge[]) => sum(issued.map(remainingNet));
        expect(net(bill(undone, bill(state, first, through), through))).toBe(net(first));
      }),
      { numRuns: 60 },
    );
  });
});
