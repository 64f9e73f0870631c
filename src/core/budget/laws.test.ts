import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ofHeader, ofSubjects, madeWith } from "../amendments/any-change.oracle.ts";
import { afterPossible, cellsOf, contractC } from "../amendments/contract.oracle.ts";
import { partsOf, plusDays } from "../coverage/days.ts";
import { shareBetween } from "../proration/index.ts";
import {
  bridgeOf,
  budgetOf,
  type BudgetEvent,
  type DatedTerms,
  difference,
  earningsOf,
  type MonthBudget,
  monthOf,
  termsIn,
  totalOf,
} from "./index.ts";
import { recordedOf } from "./recorded.oracle.ts";

const span = { from: "2027-11", through: "2028-12" };
const share = fc.constantFrom(0, 1, 3333, 6000, 10_000);
const rate = fc.constantFrom<bigint | null>(null, 1n, 9500n, 123_457n);
const dated = fc.record({ fromMonth: fc.constantFrom("1900-01", "2028-02", "2028-04"), shareBp: share, hourlyRateMinor: rate });
/** By month, each month once, the first from long ago. */
const terms = fc
  .uniqueArray(dated, { maxLength: 3, selector: ({ fromMonth }) => fromMonth })
  .map((some): DatedTerms[] =>
    [{ fromMonth: "1800-01", shareBp: 6000, hourlyRateMinor: 9000n }, ...some].toSorted((a, b) =>
      a.fromMonth < b.fromMonth ? -1 : 1,
    ),
  );
const changes = fc.array(fc.oneof(ofSubjects(["A", "B", "C"]), ofHeader), { maxLength: 6 });
const made = fc.tuple(fc.boolean(), changes).map(([moves, some]) => afterPossible(contractC(madeWith(moves)), some));
const runs = { numRuns: 150 };

/** A month's money of one subject on one day, by the words of PRJ1 and nothing else. */
function moneyOn(day: string, yearlyMinor: bigint, { shareBp }: DatedTerms): bigint {
  const { year, month, day: ofMonth } = partsOf(day);
  const whole = Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
  const budget = shareBetween(yearlyMinor, 0, shareBp, 10_000);
  return shareBetween(shareBetween(budget, month - 1, month, 12), ofMonth - 1, ofMonth, whole);
}

describe("laws of the budget", () => {
  test("PRJ1: the budget is the sum of its days, each computed by itself, and no day that is suspended or uncovered", () => {
    fc.assert(
      fc.property(made, terms, (facts, held) => {
        const byMonth = new Map<string, bigint>();
        for (const days of cellsOf(facts).values()) {
          for (const [day, { yearlyMinor, suspended }] of days) {
            if (suspended) continue;
            const one = held.findLast(({ fromMonth }) => fromMonth <= day.slice(0, 7))!;
            byMonth.set(monthOf(day), (byMonth.get(monthOf(day)) ?? 0n) + moneyOn(day, BigInt(yearlyMinor), one));
          }
        }
        const budget = budgetOf(earningsOf(facts.coverage), held, span);
        expect(budget.map(({ minor }) => minor)).toEqual(budget.map(({ month }) => byMonth.get(month) ?? 0n));
      }),
      runs,
    );
  });

  test("PRJ1: opening and amendments come to the budget recomputed, whatever happened and in whichever terms", () => {
    fc.assert(
      fc.property(made, terms, terms, fc.nat(6), (facts, first, then, place) => {
        const events: BudgetEvent[] = facts.amendments.map(({ id }) => ({ kind: "amendment", id }));
        events.splice(Math.min(1 + place, events.length), 0, { kind: "terms", id: "then", terms: then });
        const { steps, closing } = bridgeOf(recordedOf(facts), events, first, span);
        const recomputed = budgetOf(earningsOf(facts.coverage), then, span);
        expect(closing).toEqual(recomputed);
        const sum = (of: (one: MonthBudget) => bigint) =>
          recomputed.map((_, index) => steps.reduce((total, { months }) => total + of(months[index]!), 0n));
        expect(sum(({ minor }) => minor)).toEqual(recomputed.map(({ minor }) => minor));
        // Hours come to the same too, wherever there are any all the way.
        const kept = recomputed.map(({ month, minutes }) => minutes !== null && termsIn(first, month)!.hourlyRateMinor !== null);
        const hours = sum(({ minutes }) => minutes ?? 0n).filter((_, index) => kept[index]);
        expect(hours).toEqual(recomputed.filter((_, index) => kept[index]).map(({ minutes }) => minutes));
      }),
      runs,
    );
  });

  test("PRJ1: what an amendment moves depends on the days that it opens and ends alone", () => {
    fc.assert(
      fc.property(made, changes, terms, (before, some, held) => {
        const after = afterPossible(before, some);
        const stayed = new Set(before.coverage.map(({ id }) => id)).intersection(new Set(after.coverage.map(({ id }) => id)));
        const touched = (one: typeof before) => earningsOf(one.coverage.filter(({ id }) => !stayed.has(id)));
        const budget = (one: typeof before) => budgetOf(earningsOf(one.coverage), held, span);
        const money = (months: readonly MonthBudget[]) => months.map(({ minor }) => minor);
        expect(money(difference(budgetOf(touched(after), held, span), budgetOf(touched(before), held, span)))).toEqual(
          money(difference(budget(after), budget(before))),
        );
      }),
      runs,
    );
  });

  test("PRJ1: however days and subjects are cut into parts, the parts add up to the whole", () => {
    const day = fc.integer({ min: 0, max: 420 }).map((days) => plusDays("2027-11-10", days));
    fc.assert(
      fc.property(
        fc.tuple(day, day, day).map((days) => days.toSorted()),
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        fc.integer({ min: 1, max: 9 }),
        terms,
        ([a, b, c], yearlyMinor, subjects, held) => {
          const part = (startsOn: string, endsBefore: string, count = subjects) => ({
            startsOn,
            endsBefore,
            yearlyMinor,
            subjects: count,
          });
          const whole = budgetOf([part(a!, c!)], held, span);
          expect(budgetOf([part(a!, b!), part(b!, c!)], held, span)).toEqual(whole);
          expect(
            budgetOf(
              Array.from({ length: subjects }, () => part(a!, c!, 1)),
              held,
              span,
            ),
          ).toEqual(whole);
        },
      ),
    );
  });

  test("PRJ1: twelve months of one calendar year come to the year's share", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        share,
        rate,
        fc.integer({ min: 2000, max: 2100 }),
        (yearlyMinor, shareBp, hourlyRateMinor, year) => {
          const earning = { startsOn: "1999-01-01", endsBefore: null, yearlyMinor, subjects: 1 };
          const held = [{ fromMonth: "1900-01", shareBp, hourlyRateMinor }];
          const { minor } = totalOf(budgetOf([earning], held, { from: `${year}-01`, through: `${year}-12` }));
          expect(minor).toBe(shareBetween(yearlyMinor, 0, shareBp, 10_000));
        },
      ),
    );
  });
});
