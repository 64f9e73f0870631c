import { describe, expect, test } from "vitest";
import { anyone, type Books, bucket, byHand, happen, noBooks, ofTickets, said } from "./books.oracle.ts";
import {
  adjust,
  available,
  balancesOn,
  type Entry,
  type EntryKind,
  foldLots,
  foldUses,
  isPosted,
  type LotBalance,
  lotsOn,
  statement,
  topUp,
} from "./index.ts";

function entry(kind: EntryKind, quantity: number, changes: Partial<Entry> = {}): Entry {
  return { kind, quantity, lotId: "L", useId: null, event: "e", on: "2026-03-02", reason: null, ...changes };
}

const monthly = (changes: Parameters<typeof bucket>[0] = {}) =>
  ofTickets({ buckets: [bucket({ per: "calendar_month", ...changes })] });
const at = (kind: "opened" | "resolved" | "cancelled" | "reopened", event: string, on: string) => ({ event, on, kind }) as const;
const lot = (books: Pick<Books, "stored">, id: string) => books.stored.find((one) => one.id === `SC-1/${id}`)!;

describe("the ledger", () => {
  test("ALW2: a lot's balance is the fold of its entries: each kind moves one amount", () => {
    const ledger = [
      entry("grant", 100),
      entry("carry_in", 5),
      entry("adjust", -3),
      entry("top_up", 20, { lotId: "T" }),
      entry("hold", 4),
      entry("release", 3),
      entry("consume", 7),
      entry("give_back", 2),
      entry("expire", 6),
    ];
    const folded = foldLots(ledger);
    expect(folded.get("L")).toEqual({ granted: 102, expired: 6, held: 1, consumed: 5 });
    expect(available(folded.get("L")!)).toBe(90);
    expect(folded.get("T")).toEqual({ granted: 20, expired: 0, held: 0, consumed: 0 });
  });

  test("ALW2: what each use has is the fold of its own entries; what has been given back is left out", () => {
    const mine = { useId: "T1" };
    const uses = foldUses([
      entry("grant", 10),
      entry("hold", 1, mine),
      entry("release", 1, mine),
      entry("consume", 1, mine),
      entry("hold", 2, { useId: "T2" }),
      entry("consume", 1, { useId: "T3" }),
      entry("give_back", 1, { useId: "T3" }),
    ]);
    expect([...uses]).toEqual([
      ["T1", [{ lotId: "L", held: 0, consumed: 1 }]],
      ["T2", [{ lotId: "L", held: 2, consumed: 0 }]],
    ]);
    expect(() => foldUses([entry("grant", 10, mine)])).toThrow("A grant concerns a lot and no use of it.");
  });

  test("ALW2: what one event says of one use is taken once, whatever it would say now, and so is what was done by hand", () => {
    const told = [entry("consume", 1, { useId: "T1" }), entry("grant", 10), entry("adjust", 1, { event: "a" })];
    expect(isPosted(told, [entry("expire", 1), entry("consume", 1, { useId: "T1", lotId: "another" })])).toBe(true);
    expect(isPosted(told, [entry("adjust", 2, { event: "a" })])).toBe(true);
    expect(isPosted(told, [entry("top_up", 2, { event: "b" })])).toBe(false);
    expect(isPosted(told, [entry("consume", 1, { useId: "T2" }), entry("hold", 1, { useId: "T1", event: "f" })])).toBe(false);
    expect(isPosted(told, [entry("grant", 10, { lotId: "next" })])).toBe(false);
  });
});

describe("lots and their periods", () => {
  test("ALW2: what was not drawn by the end of its period expires; nothing has to run for it to be gone", () => {
    const { books } = happen(noBooks, monthly(), "T1", at("opened", "e1", "2026-01-10"));
    expect(balancesOn(monthly(), books.stored, "2026-02-01")[0]).toMatchObject({ granted: 10, available: 10 });
    const later = happen(books, monthly(), "T2", at("opened", "e2", "2026-02-03"));
    expect(later.written.entries.map(({ kind, quantity, on }) => `${kind} ${quantity} ${on}`)).toEqual([
      "expire 9 2026-02-01",
      "grant 10 2026-02-01",
      "consume 1 2026-02-03",
    ]);
  });

  test("ALW6: unused units are carried over up to the limit, those carried before among them", () => {
    const carrying = monthly({ carryOver: { atMost: 12 } });
    const begun = happen(noBooks, carrying, "T1", at("opened", "e1", "2026-01-10")).books;
    const granted = (on: string) => balancesOn(carrying, begun.stored, on)[0]!.granted;
    expect([granted("2026-01-31"), granted("2026-02-01"), granted("2026-03-01")]).toEqual([10, 19, 22]);
  });

  test("ALW4: what is held stays when its period ends, and is drawn of it; what is given back then expires, or is carried over", () => {
    const carrying = ofTickets({
      drawnAt: "resolution",
      buckets: [bucket({ per: "calendar_month", amount: 1, carryOver: { atMost: 5 } })],
    });
    const opened = happen(noBooks, carrying, "T1", at("opened", "e1", "2026-01-31")).books;
    const resolved = happen(opened, carrying, "T1", at("resolved", "e2", "2026-02-02")).books;
    expect(lot(resolved, "all/2026-01-01/period")).toMatchObject({ held: 0, consumed: 1, expired: 0 });
    const cancelled = happen(resolved, carrying, "T1", at("cancelled", "e3", "2026-02-03"));
    expect(said(cancelled.written.entries)).toEqual([
      "T1: give_back 1 all/2026-01-01/period",
      "-: expire 1 all/2026-01-01/period",
      "-: carry_in 1 all/2026-02-01/carried",
    ]);
    const reopened = happen(cancelled.books, carrying, "T1", at("reopened", "e4", "2026-02-04"));
    expect(said(reopened.written.entries)).toEqual(["T1: hold 1 all/2026-02-01/carried"]);
  });

  test("ALW4: what is told late counts on the first day of the period that the books have reached", () => {
    const { books } = happen(noBooks, monthly(), "T1", at("opened", "e1", "2026-02-10"));
    const late = happen(books, monthly(), "T2", at("opened", "e2", "2026-01-31"));
    expect(late.written.entries.map(({ kind, lotId, on }) => `${kind} ${lotId} ${on}`)).toEqual([
      "consume SC-1/all/2026-02-01/period 2026-02-01",
    ]);
    const shortened = { ...monthly(), endsBefore: "2026-01-20" };
    expect(happen(books, shortened, "T3", at("opened", "e3", "2026-01-10")).written.short).toBe(0);
  });

  test("ALW2: a contract that is extended has its units back, one that is shortened loses them", () => {
    const short = ofTickets({ buckets: [bucket({ per: "term" })] }, { endsBefore: "2026-02-01" });
    const stored = [...lotsOn(short, [], "2026-02-01").values()];
    expect(stored.map(({ expired }) => expired)).toEqual([10]);
    const extended = { ...short, endsBefore: "2026-06-01" };
    const { written } = happen({ ledger: [], stored }, extended, "T1", at("opened", "e1", "2026-03-01"));
    expect(written.entries.map(({ kind, quantity, on }) => `${kind} ${quantity} ${on}`)).toEqual([
      "expire -10 2026-02-01",
      "consume 1 2026-03-01",
    ]);
    const monthlyLots = [...lotsOn(monthly(), [], "2026-03-15").values()];
    const shortened = { ...monthly(), endsBefore: "2026-01-20" };
    const left = [...lotsOn(shortened, monthlyLots, "2026-03-15").values()];
    expect(left.map((one) => [one.startsOn, one.endsBefore, available(one)])).toEqual([
      ["2026-01-01", "2026-01-20", 0],
      ["2026-02-01", "2026-02-01", 0],
      ["2026-03-01", "2026-03-01", 0],
    ]);
  });

  test("ALW2: what was granted and carried over stays when the terms change; other periods follow the new", () => {
    const old = monthly({ carryOver: { atMost: 5 } });
    const stored = [...lotsOn(old, [], "2026-02-15").values()];
    const changed = monthly({ amount: 20, carryOver: "none" });
    const granted = (on: string) => balancesOn(changed, stored, on)[0]!.granted;
    expect([granted("2026-02-15"), granted("2026-03-01")]).toEqual([15, 20]);
  });

  test("ALW2: lots of periods before the last may be left out; terms that begin later in a contract begin there", () => {
    const carrying = monthly({ carryOver: { atMost: 5 } });
    const march = [...lotsOn(carrying, [], "2026-03-15").values()].filter(({ startsOn }) => startsOn === "2026-03-01");
    expect([...lotsOn(carrying, march, "2026-03-15").values()]).toEqual(march);
    expect(balancesOn(carrying, march, "2026-04-01")[0]!.granted).toBe(15);
    const later = { ...carrying, startsOn: "2026-03-10" };
    expect([...lotsOn(later, march, "2026-03-15").values()].map(({ id, startsOn }) => [id, startsOn])).toEqual([
      ["SC-1/all/2026-03-01/period", "2026-03-10"],
      ["SC-1/all/2026-03-01/carried", "2026-03-10"],
    ]);
  });
});

describe("by hand", () => {
  const yearly = ofTickets();
  const top = { bucketKey: "all", quantity: 5, event: "t1", on: "2026-03-02", endsBefore: "2026-04-01", reason: " bought " };
  const opened = happen(noBooks, yearly, "T1", at("opened", "e1", "2026-03-02")).books;

  test("ALW2: a top-up is there until its own expiry, or as long as the allowance", () => {
    const books = byHand(opened, topUp(yearly, top));
    const granted = (on: string) => balancesOn(yearly, books.stored, on)[0]!.granted;
    expect([granted("2026-03-01"), granted("2026-03-02"), granted("2026-03-31"), granted("2026-04-01")]).toEqual([
      10, 15, 15, 10,
    ]);
    expect(books.ledger.at(-1)).toMatchObject({ kind: "top_up", quantity: 5, reason: "bought", useId: null });
    const endless = topUp(yearly, { ...top, endsBefore: null });
    expect(endless).toMatchObject({ ok: true, value: { lot: { endsBefore: "2028-01-01" } } });
    const later = happen(books, yearly, "T2", at("opened", "e2", "2026-04-01"));
    expect(said(later.written.entries)).toEqual(["-: expire 5 all/t1/top_up", "T2: consume 1 all/2026-01-01/period"]);
  });

  test("ALW2: an adjustment adds or takes away, with a reason, and never more than is available", () => {
    const year = lot(opened, "all/2026-01-01/period");
    const change = { event: "a1", on: "2026-03-03", reason: "goodwill" };
    expect(byHand(opened, adjust(year, { ...change, quantity: -9 })).stored[0]).toMatchObject({ granted: 1, consumed: 1 });
    expect(byHand(opened, adjust(year, { ...change, quantity: 3 })).stored[0]).toMatchObject({ granted: 13 });
    expect(adjust(year, { ...change, quantity: -10 })).toMatchObject({
      refusal: { code: "below_zero", message: "Only 9 can be taken away: the rest is used, held or has expired." },
    });
  });

  test("ALW2: what makes no sense by hand is refused, with what to do", () => {
    const refused = (changes: Partial<typeof top>) => {
      const outcome = topUp(yearly, { ...top, ...changes });
      return outcome.ok ? null : outcome.refusal.code;
    };
    expect(refused({ bucketKey: "phone" })).toBe("no_such_bucket");
    expect([refused({ quantity: 0 }), refused({ quantity: 1.5 })]).toEqual(["not_a_quantity", "not_a_quantity"]);
    expect(refused({ endsBefore: "2026-03-02" })).toBe("ends_before_it_starts");
    expect(refused({ reason: " " })).toBe("no_reason");
    const code = (one: LotBalance, quantity: number) => {
      const outcome = adjust(one, { event: "a", on: "2026-03-02", reason: "why", quantity });
      return outcome.ok ? null : outcome.refusal.code;
    };
    const year = lot(opened, "all/2026-01-01/period");
    expect([code(year, 0), code(year, 0.5)]).toEqual(["not_a_quantity", "not_a_quantity"]);
    expect(code({ ...year, endsBefore: "2026-03-02" }, 1)).toBe("ended");
    expect([code({ ...year, kind: "carried" }, 1), code({ ...year, kind: "beyond" }, 1)]).toEqual([
      "not_adjustable",
      "not_adjustable",
    ]);
  });
});

describe("the statement", () => {
  const limits = [{ key: "phone", atMost: 1, ...anyone, channels: { only: ["phone"] } }] as const;
  const counted = ofTickets({
    beyond: "count",
    buckets: [bucket({ key: "year", amount: 1, limits }), bucket({ key: "email", amount: 3, channels: { only: ["email"] } })],
  });
  let books = happen(noBooks, counted, "T1", at("opened", "e1", "2026-03-02"), { channel: "phone" }).books;
  books = happen(books, counted, "T2", at("opened", "e2", "2026-03-04"), { channel: "phone" }).books;
  books = happen(books, counted, "T1", at("cancelled", "e3", "2026-03-04")).books;
  books = happen(books, counted, "T3", at("opened", "e4", "2026-03-04"), { channel: "email" }).books;
  const year = { from: "2026-03-03", before: "2026-03-05" };

  test("ALW2: line by line what was available, and what is used beyond; a limit is no line of its own", () => {
    const told = statement(books.ledger, books.stored, { bucketKey: "year", ...year });
    const lines = told.lines.map(({ entry, change, over, available }) => [entry.kind, change, over, available]);
    expect(lines).toEqual([
      ["consume", 0, 1, 0],
      ["give_back", 1, 0, 1],
    ]);
    expect([told.opening, told.closing]).toEqual([0, 1]);
  });

  test("ALW2: of all buckets, up to a day", () => {
    const all = statement(books.ledger, books.stored, { bucketKey: null, from: "2026-01-01", before: "2026-03-03" });
    expect(all.lines.map(({ entry, lot, available }) => [entry.kind, lot.bucketKey, available])).toEqual([
      ["grant", "year", 1],
      ["grant", "email", 4],
      ["consume", "year", 3],
    ]);
    const none = statement(books.ledger, books.stored, { bucketKey: null, from: "2026-03-05", before: "2026-03-06" });
    expect(none).toEqual({ opening: 3, lines: [], closing: 3 });
  });
});
