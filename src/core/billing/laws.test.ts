import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusDays } from "../coverage/days.ts";
import { accepted, type Change, dayPrices, factsOf, post, sum } from "./books.oracle.ts";
import type { BillingTerms, IssuedCharge } from "./index.ts";
import { openPortions, remainingNet } from "./open.ts";
import { unbilled, unbilledOf } from "./unbilled.ts";

/** Around the end of a leap year's February, and long enough for a year of periods. */
const anyDay = fc.integer({ min: 0, max: 420 }).map((day) => plusDays("2027-11-20", day));
const lastDay = "2029-12-31";

const terms: fc.Arbitrary<BillingTerms> = fc.record({
  anchorOn: fc.constantFrom("2027-12-31", "2028-01-15", "2028-02-29", "2029-06-01", "2026-08-30"),
  anchorDay: fc.constantFrom(undefined, 1, 15, 31),
  every: fc.record({ months: fc.constantFrom(1, 3, 12) }),
  timing: fc.constantFrom("advance", "arrears"),
});
const change = (subject: fc.Arbitrary<string>): fc.Arbitrary<Change> =>
  fc.record({
    subject,
    startsOn: anyDay,
    days: fc.integer({ min: 1, max: 200 }),
    yearlyMinor: fc.constantFrom(0n, 0n, 7n, 10_000n, 120_000n),
  });
const changes = (subject = fc.constantFrom("A", "B")) => fc.array(change(subject), { minLength: 1, maxLength: 5 });

/** The documents after a bill of what the changes leave, through a day. */
function billed(made: readonly Change[], on: BillingTerms, through: string, issued: readonly IssuedCharge[]): IssuedCharge[] {
  return post(issued, accepted(unbilled({ ...factsOf(made), terms: on, issued }, through)));
}

/** The documents after each change is recorded and billed at once, through the day given with it. */
function billedAsMade(made: readonly Change[], on: BillingTerms, days: readonly string[]): IssuedCharge[] {
  return made.reduce<IssuedCharge[]>(
    (issued, _, index) => billed(made.slice(0, index + 1), on, days[index % days.length]!, issued),
    [],
  );
}

const net = (issued: readonly IssuedCharge[]) => sum(issued.map(remainingNet));
const days = fc.array(anyDay, { minLength: 1, maxLength: 5 });

/** Each run walks up to a thousand days several times. */
const runs = { numRuns: 60 };

describe("laws of the bill", () => {
  test("BIL2: however changes and bills alternate, each covered day is charged once at its price, an uncovered day never", () => {
    fc.assert(
      fc.property(changes(), terms, days, (made, on, through) => {
        const issued = billed(made, on, lastDay, billedAsMade(made, on, through));
        const prices = dayPrices(made, on, lastDay);
        const charged = issued.flatMap(openPortions).flatMap(({ subject, startsOn, endsBefore }) => {
          const held: string[] = [];
          for (let day = startsOn; day < endsBefore; day = plusDays(day, 1)) held.push(`${subject} ${day}`);
          return held;
        });
        expect(charged.toSorted()).toEqual([...prices.keys()].toSorted());
        expect(net(issued)).toBe(sum(prices.values()));
      }),
      runs,
    );
  });

  test("BIL2: a bill with nothing new is empty", () => {
    fc.assert(
      fc.property(changes(), terms, days, anyDay, (made, on, through, today) => {
        const issued = billed(made, on, today, billedAsMade(made, on, through));
        expect(accepted(unbilled({ ...factsOf(made), terms: on, issued }, today))).toEqual([]);
      }),
      runs,
    );
  });

  test("BIL2: the bill of some subjects is their part of the whole bill", () => {
    fc.assert(
      fc.property(changes(), terms, days, anyDay, (made, on, through, today) => {
        const issued = billedAsMade(made.slice(0, -1), on, through);
        const facts = { ...factsOf(made), terms: on, issued };
        const open = issued.filter((charge) => openPortions(charge).length > 0);
        const ends = open.map(({ period }) => plusDays(period.endsBefore, -1)).toSorted();
        const parts = ["A", "B"].flatMap((subject) => {
          const own = { ...facts, issued: issued.filter((charge) => charge.subject === subject) };
          const part = { of: [{ lineId: "L1", subject }], invoicedThrough: ends.at(-1) ?? null };
          return accepted(unbilledOf(own, part, today));
        });
        expect(parts).toEqual(accepted(unbilled(facts, today)));
      }),
      runs,
    );
  });

  test("BIL2: a bill every month and one that catches up come to the same, line by line", () => {
    const lines = (issued: readonly IssuedCharge[]) => issued.map(({ key, amountMinor }) => `${key} ${amountMinor}`).toSorted();
    fc.assert(
      fc.property(changes(), terms, (made, on) => {
        let issued: IssuedCharge[] = [];
        for (let day = "2027-11-20"; day < lastDay; day = plusDays(day, 30)) issued = billed(made, on, day, issued);
        expect(lines(billed(made, on, lastDay, issued))).toEqual(lines(billed(made, on, lastDay, [])));
      }),
      { numRuns: 25 },
    );
  });

  test("BIL2: the order of changes that do not touch makes no difference, though each is billed at once", () => {
    fc.assert(
      fc.property(changes(fc.constant("A")), changes(fc.constant("B")), terms, days, (ofA, ofB, on, through) => {
        const one = billed([...ofA, ...ofB], on, lastDay, billedAsMade([...ofA, ...ofB], on, through));
        const other = billed([...ofB, ...ofA], on, lastDay, billedAsMade([...ofB, ...ofA], on, through));
        for (const subject of ["A", "B"]) {
          const of = (issued: IssuedCharge[]) => net(issued.filter((charge) => charge.subject === subject));
          expect(of(one)).toBe(of(other));
        }
      }),
      runs,
    );
  });

  test("BIL2: a change that is billed, undone and billed again nets to nothing", () => {
    fc.assert(
      fc.property(changes(), change(fc.constantFrom("A", "B")), terms, anyDay, (made, undone, on, through) => {
        const before = billed(made, on, through, []);
        const during = billed([...made, undone], on, through, before);
        const after = billed(made, on, through, during);
        const later = billed(made, on, lastDay, after);
        expect(net(later)).toBe(net(billed(made, on, lastDay, before)));
      }),
      runs,
    );
  });

  test("BIL2: no charge falls below zero, whatever goodwill took from it before; every credit names an amendment", () => {
    fc.assert(
      fc.property(changes(), changes(), terms, anyDay, fc.integer({ min: 0, max: 100 }), (made, more, on, through, percent) => {
        const issued = billed(made, on, through, []).map((charge) => ({
          ...charge,
          credits: [{ days: null, amountMinor: (-charge.amountMinor * BigInt(percent)) / 100n }],
        }));
        const lines = accepted(unbilled({ ...factsOf([...made, ...more]), terms: on, issued }, through));
        for (const charge of post(issued, lines)) expect(remainingNet(charge) >= 0n).toBe(true);
        for (const line of lines) expect(line.amendmentId).toMatch(/^am-\d$/);
      }),
      runs,
    );
  });
});
