import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysBetween, plusDays } from "../coverage/days.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { anyone, book, type Books, bucket, byHand, byWeb, happen, noBooks, ofMinutes, ofTickets } from "./books.oracle.ts";
import {
  adjust,
  type Allowance,
  available,
  balancesOn,
  foldLots,
  foldUses,
  lotsOn,
  type Overage,
  type TicketAllowance,
  type TicketHappening,
  topUp,
  type Work,
  workQuantity,
} from "./index.ts";
import { isOwn, nothing, withEntry } from "./lot.ts";
import { dayReached } from "./lots-on.ts";

const dayOfYear = fc.integer({ min: 0, max: 400 }).map((days) => plusDays("2026-01-01", days));

const ticketTerms: fc.Arbitrary<Allowance<TicketAllowance>> = fc
  .record({
    beyond: fc.constantFrom<Overage>("refuse", "count", { billMinor: "7500" }),
    drawnAt: fc.constantFrom("opening" as const, "resolution" as const),
    per: fc.constantFrom("calendar_month" as const, "contract_month" as const, "quarter" as const),
    amount: fc.integer({ min: 0, max: 4 }),
    carryOver: fc.constantFrom("none" as const, { atMost: 1 }, { atMost: 5 }),
    outOfHoursPercent: fc.constantFrom(100, 200),
  })
  .map(({ per, amount, carryOver, ...terms }) => {
    const phone = { channels: { only: ["phone"] } } as const;
    const buckets = [
      bucket({ key: "wide", per, amount, carryOver, limits: [{ key: "phone", atMost: 1, ...anyone, ...phone }] }),
      bucket({ key: "phone", per: "quarter", amount: 1, ...phone }),
    ];
    return ofTickets({ ...terms, buckets }, { anchorOn: "2025-12-31", startsOn: "2025-12-31" });
  });

/** Something that happens on a day: to one of six tickets, or by hand. */
type Deed =
  | { readonly to: string; readonly kind: TicketHappening["kind"]; readonly channel: "phone" | "portal"; readonly late: boolean }
  | { readonly by: "top_up" | "adjust"; readonly quantity: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      to: fc.constantFrom("T1", "T2", "T3", "T4", "T5", "T6"),
      kind: fc.constantFrom<TicketHappening["kind"]>(
        ...(["asked", "opened", "opened", "resolved", "cancelled", "reopened", "merged", "left", "re_pointed"] as const),
      ),
      channel: fc.constantFrom("phone" as const, "portal" as const),
      late: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constantFrom("top_up" as const, "adjust" as const),
      quantity: fc.integer({ min: -2, max: 3 }).filter((quantity) => quantity !== 0),
    }),
  },
);
/** Mostly in order of time, a few told late. */
const year = fc
  .array(fc.tuple(dayOfYear, deed, fc.nat({ max: 60 })), { minLength: 1, maxLength: 60 })
  .map((deeds) => deeds.toSorted(([a, , lateA], [b, , lateB]) => daysBetween(b, a) + lateA - lateB))
  .map((deeds) => deeds.map(([on, deed]) => [on, deed] as const));

function done(books: Books, allowance: Allowance<TicketAllowance>, on: string, deed: Deed, event: string): Books {
  if ("to" in deed) {
    const happening = { event, on, kind: deed.kind, stage: deed.late ? "resolved" : "open" } as TicketHappening;
    return happen(books, allowance, deed.to, happening, { channel: deed.channel, isOutOfHours: deed.late }).books;
  }
  const today = dayReached(allowance, books.stored, on);
  const change = { event, on: today, reason: "by hand", quantity: deed.quantity };
  if (deed.by === "top_up") {
    const bought = { ...change, bucketKey: "wide", quantity: Math.abs(deed.quantity), endsBefore: plusDays(today, 45) };
    return byHand(books, topUp(allowance, bought));
  }
  const lot = books.stored.find(
    (one) => one.kind === "period" && phaseOn(one, today) === "in_force" && available(one) + deed.quantity >= 0,
  );
  return lot === undefined ? books : byHand(books, adjust(lot, change));
}

/** A year's books, and what they were after each deed. */
function lived(allowance: Allowance<TicketAllowance>, deeds: readonly (readonly [string, Deed])[]): Books[] {
  let books = noBooks;
  return deeds.map(([on, deed], index) => (books = done(books, allowance, on, deed, `e${index}`)));
}

const amountsOf = (books: Books) =>
  new Map(
    books.stored
      .map(({ id, granted, expired, held, consumed }) => [id, { granted, expired, held, consumed }] as const)
      .filter(([, amounts]) => Object.values(amounts).some((amount) => amount !== 0)),
  );
const folded = (books: Books) =>
  new Map([...foldLots(books.ledger)].filter(([, amounts]) => Object.values(amounts).some((amount) => amount !== 0)));

/** The first day of the last period but one of which the books have a lot of the bucket. */
function lastTwoPeriods(books: Books, bucketKey: string): string {
  const begun = books.stored.filter((lot) => lot.bucketKey === bucketKey && lot.kind !== "top_up").map((lot) => lot.startsOn);
  return [...new Set(begun)].toSorted().at(-2) ?? "";
}

describe("laws of a year of tickets", () => {
  test("ALW2: after each of a random year of events the ledger folds to the stored balance, lot by lot and use by use", () => {
    fc.assert(
      fc.property(ticketTerms, year, (allowance, deeds) => {
        for (const books of lived(allowance, deeds)) {
          expect(folded(books)).toEqual(amountsOf(books));
          const taken = [...foldUses(books.ledger).values()].flat();
          for (const { id, held, consumed } of books.stored) {
            const ofLot = taken.filter(({ lotId }) => lotId === id);
            expect(ofLot.reduce((sum, one) => sum + one.held, 0)).toBe(held);
            expect(ofLot.reduce((sum, one) => sum + one.consumed, 0)).toBe(consumed);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test("ALW3: no amount ever falls below zero, not even between two entries; where the terms refuse, nothing is beyond", () => {
    fc.assert(
      fc.property(ticketTerms, year, (allowance, deeds) => {
        const books = lived(allowance, deeds).at(-1)!;
        const kinds = new Map(books.stored.map((lot) => [lot.id, lot]));
        const running = new Map<string, typeof nothing>();
        for (const entry of books.ledger) {
          const amounts = withEntry(running.get(entry.lotId) ?? nothing, entry);
          running.set(entry.lotId, amounts);
          const lot = kinds.get(entry.lotId)!;
          expect(Math.min(amounts.granted, amounts.expired, amounts.held, amounts.consumed)).toBeGreaterThanOrEqual(0);
          expect(lot.kind === "beyond" || available(amounts) >= 0).toBe(true);
          expect(lot.kind === "beyond" && allowance.terms.beyond === "refuse").toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("ALW2: told again, in whatever order and however late, the ledger stays as it is", () => {
    fc.assert(
      fc.property(ticketTerms, year, fc.infiniteStream(fc.nat()), (allowance, deeds, numbers) => {
        const books = lived(allowance, deeds).at(-1)!;
        const told = new Set(books.ledger.map(({ useId, event }) => `${useId} ${event}`));
        const again = deeds
          .map(([on, deed], index) => ({ on, deed, event: `e${index}`, place: numbers.next().value }))
          .filter(({ deed, event }) => "to" in deed && told.has(`${deed.to} ${event}`))
          .toSorted((a, b) => a.place - b.place);
        let after = books;
        for (const { on, deed, event } of again) after = done(after, allowance, on, deed, event);
        expect(foldUses(after.ledger)).toEqual(foldUses(books.ledger));
        expect(lotsOn(allowance, after.stored, "2027-06-01")).toEqual(lotsOn(allowance, books.stored, "2027-06-01"));
      }),
      { numRuns: 100 },
    );
  });

  test("ALW4: a ticket has its whole quantity or nothing, and nothing once it is cancelled, merged or gone", () => {
    fc.assert(
      fc.property(ticketTerms, year, (allowance, deeds) => {
        const whole = [0, 1, allowance.terms.outOfHoursPercent / 100];
        for (const [index, books] of lived(allowance, deeds).entries()) {
          const uses = foldUses(books.ledger);
          const own = new Set(books.stored.filter((lot) => lot.kind !== "limit").map(({ id }) => id));
          for (const taken of uses.values()) {
            const total = taken.filter(({ lotId }) => own.has(lotId)).reduce((sum, one) => sum + one.held + one.consumed, 0);
            expect(whole).toContain(total);
          }
          const deed = deeds[index]![1];
          const isGone = "to" in deed && ["cancelled", "merged", "left"].includes(deed.kind);
          expect(isGone && uses.has(deed.to)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("ALW2: leaving out the lots of periods before the last two of which there are any changes nothing that is left", () => {
    fc.assert(
      fc.property(ticketTerms, year, (allowance, deeds) => {
        const books = lived(allowance, deeds).at(-1)!;
        const last = deeds
          .map(([day]) => day)
          .toSorted()
          .at(-1)!;
        const on = plusDays(last, 1);
        const recent = books.stored.filter(
          (lot) => lot.kind === "top_up" || lot.startsOn >= lastTwoPeriods(books, lot.bucketKey),
        );
        expect(balancesOn(allowance, recent, on)).toEqual(balancesOn(allowance, books.stored, on));
      }),
      { numRuns: 100 },
    );
  });
});

const work: fc.Arbitrary<Omit<Work, "id">> = fc
  .record({
    on: dayOfYear,
    minutes: fc.integer({ min: 1, max: 120 }),
    night: fc.boolean(),
    hour: fc.option(fc.integer({ min: 10, max: 20 })),
  })
  .map(({ on, minutes, night, hour }) => ({
    ...byWeb,
    on,
    startedAt: hour === null ? null : `${on}T${hour}:00:00Z`,
    minutes,
    outOfHours: night ? minutes : 0,
    kind: null,
  }));
const works = fc
  .array(work, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((one, index) => ({ ...one, id: `W${index}` })));
const workTerms = fc
  .record({
    beyond: fc.constantFrom<Overage>("refuse", "count"),
    stepMinutes: fc.constantFrom(1, 15),
    carryOver: fc.constantFrom("none" as const, { atMost: 40 }, { atMost: 500 }),
    amount: fc.integer({ min: 0, max: 120 }),
  })
  .map(({ carryOver, amount, ...terms }) =>
    ofMinutes({
      ...terms,
      buckets: [bucket({ per: "calendar_month", amount, carryOver }), bucket({ key: "year", amount: 60 })],
    }),
  );

/** Enters the works one after the other as `order` has them, removing what is to be removed at the end. */
function entered(allowance: ReturnType<typeof ofMinutes>, order: readonly Work[], removed: readonly Work[]): Books {
  let books = noBooks;
  const standing: Work[] = [];
  for (const one of order) {
    standing.push(one);
    books = book(books, allowance, standing, { event: `enter ${one.id}`, on: "2027-03-01" }).books;
  }
  const kept = standing.filter((one) => !removed.includes(one));
  return book(books, allowance, kept, { event: "remove", on: "2027-03-01" }).books;
}

describe("laws of a year of work", () => {
  test("ALW5: the order in which work is entered makes no difference, nor does work entered and removed: the day it was done decides", () => {
    fc.assert(
      fc.property(workTerms, works, works, fc.infiniteStream(fc.nat()), (allowance, kept, others, numbers) => {
        const removed = others.map((one) => ({ ...one, id: `R${one.id}` }));
        const shuffled = [...kept, ...removed]
          .map((one) => ({ one, place: numbers.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ one }) => one);
        const straight = entered(allowance, kept, []);
        const roundabout = entered(allowance, shuffled, removed);
        expect(amountsOf(roundabout)).toEqual(amountsOf(straight));
        const uses = (books: Books) => [...foldUses(books.ledger)].toSorted(([a], [b]) => (a < b ? -1 : 1));
        const sorted = (books: Books) =>
          uses(books).map(([id, taken]) => [id, taken.toSorted((a, b) => (a.lotId < b.lotId ? -1 : 1))]);
        expect(sorted(roundabout)).toEqual(sorted(straight));
      }),
      { numRuns: 100 },
    );
  });

  test("ALW6: what work draws, what is beyond and what is short add up to what it counts for; no lot falls below zero", () => {
    fc.assert(
      fc.property(workTerms, works, (allowance, list) => {
        const { books, written } = book(noBooks, allowance, list, { event: "e", on: "2027-03-01" });
        const own = new Map([...lotsOn(allowance, books.stored, "2027-03-01").values()].map((lot) => [lot.id, isOwn(lot)]));
        for (const { workId, quantity, draws, short, over } of written.allocations) {
          const drawn = draws.filter(({ lot }) => own.get(lot.id)).reduce((sum, one) => sum + one.quantity, 0);
          expect(drawn + over + short).toBe(quantity);
          expect(quantity).toBe(
            workQuantity(
              allowance.terms,
              list.find(({ id }) => id === workId)!,
            ),
          );
          expect(allowance.terms.beyond === "refuse" ? over : short).toBe(0);
        }
        for (const lot of books.stored.filter(isOwn)) expect(available(lot)).toBeGreaterThanOrEqual(0);
        expect(folded(books)).toEqual(amountsOf(books));
      }),
      { numRuns: 150 },
    );
  });
});
