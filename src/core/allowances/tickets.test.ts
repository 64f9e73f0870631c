import { describe, expect, test } from "vitest";
import { anyone, type Books, bucket, byHand, happen, noBooks, ofTickets, said, type Told } from "./books.oracle.ts";
import {
  type Allowance,
  availableFor,
  balancesOn,
  type Bucket,
  lotsOn,
  type TicketAllowance,
  type TicketHappening,
  topUp,
} from "./index.ts";

type Step = readonly [id: string, kind: TicketHappening["kind"], on?: string];

/** Walks through what happens, and tells after each step what remains of the first bucket and what of it is available. */
function walk(allowance: Allowance<TicketAllowance>, ...steps: readonly Step[]) {
  let books = noBooks;
  const balances = steps.map(([id, kind, on = "2026-03-02"], index) => {
    const happening = { event: `e${index}`, on, kind, stage: "open" } as TicketHappening;
    books = happen(books, allowance, id, happening).books;
    const [balance] = balancesOn(allowance, books.stored, on);
    return [balance!.remaining, balance!.available];
  });
  return { books, balances };
}

const opened = (event: string, on = "2026-03-02") => ({ event, on, kind: "opened" }) as const;
const balance = (books: Books, allowance: Allowance, on = "2026-03-02") => balancesOn(allowance, books.stored, on)[0]!;
const entries = ({ written }: Told) => said(written.entries);

describe("a ticket's life under an allowance", () => {
  test("ALW4: drawn on opening: 10, opened 9, cancelled 10, reopened 9", () => {
    const { balances } = walk(ofTickets(), ["T1", "opened"], ["T1", "cancelled"], ["T1", "reopened"]);
    expect(balances.map(([remaining]) => remaining)).toEqual([9, 10, 9]);
  });

  test("ALW4: drawn on resolution: 10, opened 10, resolved 9, reopened 10, resolved 9; what is open is held", () => {
    const onResolution = ofTickets({ drawnAt: "resolution" });
    const { books, balances } = walk(onResolution, ["T1", "opened"], ["T1", "resolved"], ["T1", "reopened"], ["T1", "resolved"]);
    expect(balances).toEqual([
      [10, 9],
      [9, 9],
      [10, 9],
      [9, 9],
    ]);
    expect(said(books.ledger)).toEqual([
      "-: grant 10 all/2026-01-01/period",
      "T1: hold 1 all/2026-01-01/period",
      "T1: release 1 all/2026-01-01/period",
      "T1: consume 1 all/2026-01-01/period",
      "T1: give_back 1 all/2026-01-01/period",
      "T1: hold 1 all/2026-01-01/period",
      "T1: release 1 all/2026-01-01/period",
      "T1: consume 1 all/2026-01-01/period",
    ]);
  });

  test("ALW4: drawn on opening, a resolved ticket reopened is not drawn again", () => {
    const { balances } = walk(ofTickets(), ["T1", "opened"], ["T1", "resolved"], ["T1", "reopened"], ["T1", "resolved"]);
    expect(balances.map(([remaining]) => remaining)).toEqual([9, 9, 9, 9]);
  });

  test("ALW4: a check holds, the ticket then opened takes what was held; asked again it holds no more", () => {
    const steps: Step[] = [
      ["T1", "asked"],
      ["T1", "asked"],
      ["T1", "opened"],
      ["T1", "opened"],
      ["T1", "cancelled"],
    ];
    expect(walk(ofTickets(), ...steps).balances).toEqual([
      [10, 9],
      [10, 9],
      [9, 9],
      [9, 9],
      [10, 10],
    ]);
    expect(walk(ofTickets({ drawnAt: "resolution" }), ...steps).balances).toEqual([
      [10, 9],
      [10, 9],
      [10, 9],
      [10, 9],
      [10, 10],
    ]);
  });

  test("ALW4: merged into another, a ticket gives back; the other keeps its own", () => {
    const { books, balances } = walk(ofTickets(), ["T1", "opened"], ["T2", "opened"], ["T2", "merged"]);
    expect(balances.map(([remaining]) => remaining)).toEqual([9, 8, 9]);
    expect(said(books.ledger).at(-1)).toBe("T2: give_back 1 all/2026-01-01/period");
  });

  test("ALW4: out of hours a ticket counts twice where the terms say so, and gives back both", () => {
    const twice = ofTickets({ outOfHoursPercent: 200 });
    const atNight = happen(noBooks, twice, "T1", opened("e1"), { isOutOfHours: true });
    expect(balance(atNight.books, twice).remaining).toBe(8);
    const cancelled = happen(atNight.books, twice, "T1", { event: "e2", on: "2026-03-02", kind: "cancelled" });
    expect(balance(cancelled.books, twice).remaining).toBe(10);
  });
});

describe("the last unit", () => {
  const one = (changes: Partial<TicketAllowance> = {}) => ofTickets({ buckets: [bucket({ amount: 1 })], ...changes });

  test("ALW3: a total of 1 drawn on resolution, two tickets opened: the second is short, and it never comes to -1", () => {
    const onResolution = one({ drawnAt: "resolution" });
    const first = happen(noBooks, onResolution, "T1", opened("e1"));
    const second = happen(first.books, onResolution, "T2", opened("e2"));
    expect(first.written.short).toBe(0);
    expect(second.written).toMatchObject({ entries: [], short: 1, over: 0 });
    const resolved = happen(second.books, onResolution, "T1", { event: "e3", on: "2026-03-03", kind: "resolved" });
    const served = happen(resolved.books, onResolution, "T2", { event: "e4", on: "2026-03-03", kind: "resolved" });
    expect(served.written.entries).toEqual([]);
    expect(balance(served.books, onResolution)).toMatchObject({ remaining: 0, available: 0, over: 0 });
  });

  test("ALW3: less than the whole quantity is not drawn: twice counted, a ticket does not take the last one", () => {
    const twice = one({ outOfHoursPercent: 200 });
    const { written, books } = happen(noBooks, twice, "T1", opened("e1"), { isOutOfHours: true });
    expect(written.short).toBe(1);
    expect(balance(books, twice)).toMatchObject({ remaining: 1, available: 1 });
  });

  test("ALW8: two agents take the last unit, one after the other as the database lets them: the first gets it", () => {
    const first = happen(noBooks, one(), "T1", { event: "e1", on: "2026-03-02", kind: "asked" });
    const second = happen(first.books, one(), "T2", { event: "e2", on: "2026-03-02", kind: "asked" });
    expect([first.written.short, second.written.short]).toEqual([0, 1]);
    const given = happen(first.books, one(), "T1", { event: "e3", on: "2026-03-02", kind: "cancelled" });
    expect(happen(given.books, one(), "T2", { event: "e4", on: "2026-03-02", kind: "asked" }).written.short).toBe(0);
  });

  test("ALW6: counted or billed, what is beyond is taken of a lot of its own, and what was granted stays at 0", () => {
    for (const beyond of ["count", { billMinor: "7500" }] as const) {
      const terms = one({ beyond, drawnAt: "resolution" });
      const first = happen(noBooks, terms, "T1", opened("e1"));
      const second = happen(first.books, terms, "T2", opened("e2"));
      expect(second.written).toMatchObject({ short: 0, over: 1 });
      expect(balance(second.books, terms)).toMatchObject({ available: 0, over: 1 });
      const resolved = happen(second.books, terms, "T2", { event: "e3", on: "2026-03-03", kind: "resolved" });
      expect(entries(resolved)).toEqual(["T2: release 1 all/2026-01-01/beyond", "T2: consume 1 all/2026-01-01/beyond"]);
      const cancelled = happen(resolved.books, terms, "T2", { event: "e4", on: "2026-03-03", kind: "cancelled" });
      expect(balance(cancelled.books, terms)).toMatchObject({ available: 0, remaining: 1, over: 0 });
    }
  });

  test("ALW4: reopened when nothing is left, a cancelled ticket is short; one that was never granted a unit is not drawn on resolution", () => {
    const { books } = walk(one(), ["T1", "opened"], ["T1", "cancelled"], ["T2", "opened"]);
    const reopened = happen(books, one(), "T1", { event: "e9", on: "2026-03-02", kind: "reopened" });
    expect(reopened.written).toMatchObject({ entries: [], short: 1 });
  });
});

describe("channels and the draw order", () => {
  const only = (key: string, ...channels: ["phone" | "email", ...("phone" | "email")[]]): Bucket =>
    bucket({ key, amount: 1, channels: { only: channels } });

  test("ALW1: so many by phone, so many by e-mail, and none elsewhere", () => {
    const standard = ofTickets({ buckets: [only("phone", "phone"), only("email", "email")] });
    const phoned = happen(noBooks, standard, "T1", opened("e1"), { channel: "phone" });
    expect(happen(phoned.books, standard, "T2", opened("e2"), { channel: "phone" }).written.short).toBe(1);
    expect(happen(phoned.books, standard, "T2", opened("e2"), { channel: "email" }).written.short).toBe(0);
    expect(happen(phoned.books, standard, "T2", opened("e2"), { channel: "portal" }).written.short).toBe(1);
  });

  test("ALW6: what no bucket admits is counted at the widest of them, where it is counted", () => {
    const counted = ofTickets({ beyond: "count", buckets: [only("both", "phone", "email"), only("phone", "phone")] });
    expect(entries(happen(noBooks, counted, "T1", opened("e1"))).at(-1)).toBe("T1: consume 1 both/2026-01-01/beyond");
    const closed = ofTickets({ beyond: "count", buckets: [only("phone", "phone"), bucket({ key: "shut", channels: "none" })] });
    expect(entries(happen(noBooks, closed, "T1", opened("e1"))).at(-1)).toBe("T1: consume 1 phone/2026-01-01/beyond");
  });

  test("ALW5: the narrowest bucket is drawn first, then the wider", () => {
    const product = bucket({ key: "product", amount: 1, products: { only: ["cisco"] }, channels: { only: ["phone"] } });
    const allowance = ofTickets({
      buckets: [bucket({ amount: 1 }), only("both", "phone", "email"), only("phone", "phone"), product],
    });
    let books = noBooks;
    const drawn = ["T1", "T2", "T3", "T4", "T5"].map((id) => {
      const told = happen(books, allowance, id, opened(id), { channel: "phone", productPath: ["cisco"] });
      books = told.books;
      return told.written.short > 0 ? "short" : entries(told).at(-1);
    });
    expect(drawn).toEqual([
      "T1: consume 1 product/2026-01-01/period",
      "T2: consume 1 phone/2026-01-01/period",
      "T3: consume 1 both/2026-01-01/period",
      "T4: consume 1 all/2026-01-01/period",
      "short",
    ]);
  });

  test("ALW1: 100 a year of which at most 50 by phone: by phone both are drawn, by e-mail one, and the year bounds both", () => {
    const phone = { key: "phone", atMost: 2, ...anyone, channels: { only: ["phone"] } } as const;
    const silver = ofTickets({ buckets: [bucket({ amount: 3, limits: [phone] })] });
    let books = noBooks;
    const short = (id: string, channel: "phone" | "email") => {
      const told = happen(books, silver, id, opened(id), { channel });
      books = told.books;
      return told.written.short;
    };
    const left = (channel: "phone" | "email") =>
      availableFor(silver, lotsOn(silver, books.stored, "2026-03-02"), { channel, severity: 2, productPath: [] }, "2026-03-02");
    expect([left("phone"), left("email")]).toEqual([2, 3]);
    expect([short("T1", "phone"), short("T2", "phone"), short("T3", "phone")]).toEqual([0, 0, 1]);
    expect(balance(books, silver)).toMatchObject({
      available: 1,
      limits: [{ key: "phone", atMost: 2, used: 2, available: 0 }],
    });
    expect([left("phone"), left("email")]).toEqual([0, 1]);
    expect([short("T4", "email"), short("T5", "email")]).toEqual([0, 1]);
    const cancelled = happen(books, silver, "T1", { event: "x", on: "2026-03-02", kind: "cancelled" });
    expect(balance(cancelled.books, silver)).toMatchObject({ available: 1, limits: [{ available: 1 }] });
  });

  test("ALW5: of one bucket the soonest to expire is drawn first, then the oldest", () => {
    const monthly = ofTickets({ buckets: [bucket({ amount: 1, per: "calendar_month", carryOver: { atMost: 1 } })] });
    const january = happen(noBooks, monthly, "T0", { event: "e0", on: "2026-01-31", kind: "resolved" }).books;
    const top = { bucketKey: "all", quantity: 1, reason: "bought" };
    const late = byHand(january, topUp(monthly, { ...top, event: "late", on: "2026-01-31", endsBefore: "2026-12-31" }));
    let books = byHand(late, topUp(monthly, { ...top, event: "soon", on: "2026-01-31", endsBefore: "2026-02-15" }));
    const drawn = ["T1", "T2", "T3", "T4"].map((id) => {
      const told = happen(books, monthly, id, opened(id, "2026-02-03"));
      books = told.books;
      return entries(told).at(-1);
    });
    expect(drawn).toEqual([
      "T1: consume 1 all/soon/top_up",
      "T2: consume 1 all/2026-02-01/carried",
      "T3: consume 1 all/2026-02-01/period",
      "T4: consume 1 all/late/top_up",
    ]);
    expect(happen(books, monthly, "T5", opened("e5", "2026-02-03")).written.short).toBe(1);
    const twin = { ...top, on: "2026-02-03", endsBefore: "2026-02-10" };
    const twins = byHand(byHand(books, topUp(monthly, { ...twin, event: "b" })), topUp(monthly, { ...twin, event: "a" }));
    expect(entries(happen(twins, monthly, "T6", opened("e6", "2026-02-03"))).at(-1)).toBe("T6: consume 1 all/a/top_up");
    const endless = { ...ofTickets({ buckets: [bucket({ per: "term" })] }), endsBefore: null };
    const bought = byHand(noBooks, topUp(endless, { ...top, event: "soon", on: "2026-01-31", endsBefore: "2026-12-31" }));
    expect(entries(happen(bought, endless, "T1", opened("e1"))).at(-1)).toBe("T1: consume 1 all/soon/top_up");
  });
});

describe("re-pointed", () => {
  const moved = (stage: "open" | "resolved", on = "2026-03-03") => ({ event: "m", on, kind: "re_pointed", stage }) as const;

  test("ALW4: to what another allowance serves, a ticket gives back here and draws there, at its stage", () => {
    const here = ofTickets();
    const there = { ...ofTickets({ drawnAt: "resolution" }), id: "SC-2" };
    const { books } = happen(noBooks, here, "T1", opened("e1"));
    const left = happen(books, here, "T1", { event: "m", on: "2026-03-03", kind: "left" });
    expect(balance(left.books, here).remaining).toBe(10);
    expect(balance(happen(noBooks, there, "T1", moved("open")).books, there)).toMatchObject({ held: 1, consumed: 0 });
    expect(balance(happen(noBooks, there, "T1", moved("resolved")).books, there)).toMatchObject({ held: 0, consumed: 1 });
  });

  test("ALW4: from phone to web after opening, it gives back what only the phone may draw, and draws of what the web may", () => {
    const phone = bucket({ key: "phone", channels: { only: ["phone"] } });
    const allowance = ofTickets({ buckets: [phone, bucket()] });
    const { books } = happen(noBooks, allowance, "T1", opened("e1"), { channel: "phone" });
    const changed = happen(books, allowance, "T1", moved("open"), { channel: "portal" });
    expect(entries(changed)).toEqual(["T1: give_back 1 phone/2026-01-01/period", "T1: consume 1 all/2026-01-01/period"]);
  });

  test("ALW4: it keeps what it may still draw, also of a period that is over", () => {
    const monthly = ofTickets({ buckets: [bucket({ per: "calendar_month" })] });
    const { books } = happen(noBooks, monthly, "T1", opened("e1"), { channel: "phone" });
    const kept = happen(books, monthly, "T1", moved("open", "2026-04-01"), { channel: "email" });
    expect(kept.written.entries.filter(({ useId }) => useId !== null)).toEqual([]);
  });

  test("ALW4: where another limit now bounds it, it draws anew of the same bucket", () => {
    const limits = [{ key: "phone", atMost: 1, ...anyone, channels: { only: ["phone"] } }] as const;
    const allowance = ofTickets({ buckets: [bucket({ amount: 1, limits })] });
    const { books } = happen(noBooks, allowance, "T1", opened("e1"), { channel: "phone" });
    const toWeb = happen(books, allowance, "T1", moved("open"), { channel: "portal" });
    expect(entries(toWeb)).toEqual(["T1: give_back 1 all/2026-01-01/limit/phone"]);
    const back = happen(toWeb.books, allowance, "T1", { ...moved("open"), event: "b" }, { channel: "phone" });
    expect(entries(back)).toEqual(["T1: consume 1 all/2026-01-01/limit/phone"]);
    expect(entries(happen(back.books, allowance, "T1", { ...moved("open"), event: "c" }, { channel: "phone" }))).toEqual([]);
  });

  test("ALW4: where nothing is left of what it now may draw, it gives back and is short", () => {
    const none = bucket({ key: "none", amount: 0 });
    const allowance = ofTickets({ buckets: [bucket({ key: "phone", channels: { only: ["phone"] } }), none] });
    const { books } = happen(noBooks, allowance, "T1", opened("e1"), { channel: "phone" });
    const changed = happen(books, allowance, "T1", moved("open"), { channel: "portal" });
    expect(changed.written.short).toBe(1);
    expect(entries(changed)).toEqual(["T1: give_back 1 phone/2026-01-01/period"]);
  });

  test("ALW4: from a bucket that the terms no longer have it is drawn anew; what is beyond is kept", () => {
    const { books } = happen(noBooks, ofTickets(), "T1", opened("e1"));
    const renamed = ofTickets({ buckets: [bucket({ key: "new", amount: 0 })], beyond: "count" });
    const changed = happen(books, renamed, "T1", moved("open"));
    expect(entries(changed).filter((text) => text.startsWith("T1"))).toEqual([
      "T1: give_back 1 all/2026-01-01/period",
      "T1: consume 1 new/2026-01-01/beyond",
    ]);
    expect(entries(happen(changed.books, renamed, "T1", { ...moved("open"), event: "n" }))).toEqual([]);
  });
});
