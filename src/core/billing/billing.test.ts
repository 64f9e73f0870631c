import { describe, expect, test } from "vitest";
import { accepted, post, sum } from "./books.oracle.ts";
import {
  type BillingTerms,
  desiredCharges,
  difference,
  type IssuedCharge,
  type NewLine,
  type PricedCoverage,
  unbilled,
} from "./index.ts";

const monthly: BillingTerms = { anchorOn: "2026-01-01", every: { months: 1 }, timing: "advance" };

function covered(changes: Partial<PricedCoverage> = {}): PricedCoverage {
  const days = { startsOn: "2026-01-01", endsBefore: "2027-01-01" };
  return { lineId: "L1", subject: "B", ...days, yearlyMinor: 120_000n, amendmentId: "activate", ...changes };
}

/** A line as it is read aloud: what, whom, which days, at which share, how much, by which amendment. */
function said(line: NewLine): string {
  const { kind, subject, startsOn, endsBefore, numerator, denominator, amountMinor, amendmentId } = line;
  return `${kind} ${subject} [${startsOn}, ${endsBefore}) ${numerator}/${denominator} ${amountMinor} ${amendmentId}`;
}

const due = (coverage: readonly PricedCoverage[], terms: BillingTerms, through: string) =>
  desiredCharges(coverage, terms, through).map((one) => `${one.dueOn} [${one.startsOn}, ${one.endsBefore}) ${one.amountMinor}`);

describe("the flagship case", () => {
  const all = ["A", "B", "C"].map((subject) => covered({ subject, startsOn: "2026-03-01" }));
  const dropped = all.map((one) => (one.subject === "B" ? { ...one, endsBefore: "2026-03-21", amendmentId: "drop B" } : one));
  const withdrawn = [{ lineId: "L1", subject: "B", startsOn: "2026-03-01", endsBefore: "2027-01-01", amendmentId: "drop B" }];

  test("BIL2: B's last day is 20 March, recorded when March is invoiced: 35.48 is credited, April is 200.00", () => {
    const march = accepted(unbilled({ coverage: all, withdrawn: [], terms: monthly, issued: [] }, "2026-03-01"));
    expect(sum(march.map(({ amountMinor }) => amountMinor))).toBe(30_000n);
    const issued = post([], march);

    const facts = { coverage: dropped, withdrawn, terms: monthly, issued };
    const corrections = accepted(unbilled(facts, "2026-03-10"));
    expect(corrections.map(said)).toEqual(["credit B [2026-03-21, 2026-04-01) 11/31 -3548 drop B"]);
    expect(corrections[0]).toMatchObject({
      key: "L1/B/2026-03-01/2026-03-01/1/credit/2026-03-21",
      chargeKey: "L1/B/2026-03-01/2026-03-01/1",
      withheldMinor: 0n,
    });

    const april = accepted(unbilled({ ...facts, issued: post(issued, corrections) }, "2026-04-01"));
    expect(april.map(said)).toEqual([
      "charge A [2026-04-01, 2026-05-01) 30/30 10000 activate",
      "charge C [2026-04-01, 2026-05-01) 30/30 10000 activate",
    ]);
  });

  test("BIL2: recorded before March is invoiced, there is one invoice of 264.52 and no credit", () => {
    const march = accepted(unbilled({ coverage: dropped, withdrawn, terms: monthly, issued: [] }, "2026-03-10"));
    expect(march.map(said)).toEqual([
      "charge A [2026-03-01, 2026-04-01) 31/31 10000 activate",
      "charge B [2026-03-01, 2026-03-21) 20/31 6452 drop B",
      "charge C [2026-03-01, 2026-04-01) 31/31 10000 activate",
    ]);
    expect(sum(march.map(({ amountMinor }) => amountMinor))).toBe(26_452n);
  });
});

describe("when a period falls due", () => {
  const quarterly = { ...monthly, every: { months: 3 } };

  test("BIL1: in advance on its first day, in arrears on its last", () => {
    expect(due([covered()], quarterly, "2026-03-31")).toEqual(["2026-01-01 [2026-01-01, 2026-04-01) 30000"]);
    expect(due([covered()], quarterly, "2026-04-01")).toHaveLength(2);
    expect(due([covered()], { ...quarterly, timing: "arrears" }, "2026-03-30")).toEqual([]);
    expect(due([covered()], { ...quarterly, timing: "arrears" }, "2026-03-31")).toEqual([
      "2026-03-31 [2026-01-01, 2026-04-01) 30000",
    ]);
  });

  test("BIL1: in advance not before the contract's first day, whatever the period's", () => {
    const begun = covered({ startsOn: "2026-02-10" });
    expect(due([begun], quarterly, "2026-02-09")).toEqual([]);
    expect(due([begun], quarterly, "2026-02-10")).toEqual(["2026-02-10 [2026-02-10, 2026-04-01) 16667"]);
    expect(due([begun, covered({ subject: "A", endsBefore: "2026-02-01" })], quarterly, "2026-01-01")).toEqual([
      "2026-01-01 [2026-02-10, 2026-04-01) 16667",
      "2026-01-01 [2026-01-01, 2026-02-01) 10333",
    ]);
  });

  test("BIL1: open-ended coverage is charged as far as is due; free coverage and none have no charge", () => {
    expect(due([covered({ endsBefore: null })], monthly, "2027-02-28")).toHaveLength(14);
    expect(due([covered({ yearlyMinor: 0n })], monthly, "2026-06-30")).toEqual([]);
    expect(due([], monthly, "2026-06-30")).toEqual([]);
  });

  test("BIL1: anchored on the 31st, through a leap year's February", () => {
    const terms = { ...monthly, anchorOn: "2027-12-31" };
    expect(
      due([covered({ startsOn: "2027-12-31", endsBefore: "2028-04-30", yearlyMinor: 36_600n })], terms, "2028-12-31"),
    ).toEqual([
      "2027-12-31 [2027-12-31, 2028-01-31) 3050",
      "2028-01-31 [2028-01-31, 2028-02-29) 3050",
      "2028-02-29 [2028-02-29, 2028-03-31) 3050",
      "2028-03-31 [2028-03-31, 2028-04-30) 3050",
    ]);
  });

  test("BIL1: the anchor day may be another than the anchor's; terms that are none are refused", () => {
    const terms = { ...monthly, anchorOn: "2026-02-28", anchorDay: 31 };
    expect(due([covered({ startsOn: "2026-02-28", endsBefore: "2026-04-30" })], terms, "2026-12-31")).toEqual([
      "2026-02-28 [2026-02-28, 2026-03-31) 10000",
      "2026-03-31 [2026-03-31, 2026-04-30) 10000",
    ]);
    expect(() => due([], { ...monthly, every: { months: 0 } }, "2026-12-31")).toThrow(RangeError);
  });
});

describe("due less invoiced", () => {
  const bill = (coverage: PricedCoverage[], issued: IssuedCharge[], through: string, withdrawn: PricedCoverage[] = []) =>
    accepted(unbilled({ coverage, withdrawn, terms: monthly, issued }, through));
  const january = post([], bill([covered()], [], "2026-01-01"));

  test("BIL2: with nothing new there is nothing, and an earlier day takes nothing back", () => {
    const halfYear = post([], bill([covered()], [], "2026-06-30"));
    expect(bill([covered()], halfYear, "2026-06-30")).toEqual([]);
    expect(bill([covered()], halfYear, "2026-02-10")).toEqual([]);
  });

  test("BIL2: a period once invoiced stays due, for what joins it and for what begins later in it", () => {
    const joined = covered({ subject: "C", startsOn: "2026-01-25", amendmentId: "add C" });
    expect(bill([covered(), joined], january, "2026-01-05").map(said)).toEqual([
      "charge C [2026-01-25, 2026-02-01) 7/31 2258 add C",
    ]);
    const later = covered({ startsOn: "2026-01-25", amendmentId: "correct" });
    expect(bill([later], january, "2026-01-05", [{ ...covered(), amendmentId: "correct" }]).map(said)).toEqual([
      "credit B [2026-01-01, 2026-01-25) 24/31 -7742 correct",
    ]);
  });

  test("BIL2: what was invoiced ahead and wholly taken back keeps nothing due", () => {
    const halfYear = post([], bill([covered()], [], "2026-06-30"));
    const takenBack = post(halfYear, bill([], halfYear, "2026-01-31"));
    expect(bill([covered()], takenBack, "2026-01-31").map(({ key }) => key)).toEqual(["L1/B/2026-01-01/2026-01-01/2"]);
  });

  test("BIL2: another price takes back the days at the old one and charges them at the new", () => {
    const repriced = [
      covered({ endsBefore: "2026-01-11" }),
      covered({ startsOn: "2026-01-11", yearlyMinor: 240_000n, amendmentId: "re-price" }),
    ];
    expect(bill(repriced, january, "2026-01-31").map(said)).toEqual([
      "credit B [2026-01-11, 2026-02-01) 21/31 -6774 re-price",
      "charge B [2026-01-11, 2026-02-01) 21/31 13548 re-price",
    ]);
  });

  test("BIL2: another grid takes back what the old one charged and charges it anew", () => {
    const terms = { ...monthly, anchorDay: 15 };
    const lines = accepted(unbilled({ coverage: [covered()], withdrawn: [], terms, issued: january }, "2026-01-31"));
    expect(lines.map(said)).toEqual([
      "credit B [2026-01-01, 2026-02-01) 31/31 -10000 activate",
      "charge B [2026-01-01, 2026-01-15) 14/31 4516 activate",
      "charge B [2026-01-15, 2026-02-15) 31/31 10000 activate",
    ]);
  });

  test("BIL2: a suspension is days without cover: taken back, and charged again where it is called off", () => {
    const suspended = [covered({ endsBefore: "2026-01-11" }), covered({ startsOn: "2026-01-21", amendmentId: "suspend" })];
    const credit = bill(suspended, january, "2026-01-31", [covered({ amendmentId: "suspend" })]);
    expect(credit.map(said)).toEqual(["credit B [2026-01-11, 2026-01-21) 10/31 -3226 suspend"]);

    const resumed = [...suspended, covered({ startsOn: "2026-01-11", endsBefore: "2026-01-21", amendmentId: "resume" })];
    const again = bill(resumed, post(january, credit), "2026-01-31");
    expect(again.map(said)).toEqual(["charge B [2026-01-11, 2026-01-21) 10/31 3226 resume"]);
    expect(bill(resumed, post(post(january, credit), again), "2026-01-31")).toEqual([]);
  });

  test("BIL2: days taken back and covered again from the first are charged under a key of their own", () => {
    const credited = post(january, bill([], january, "2026-01-31"));
    const [again] = bill([covered()], credited, "2026-01-31");
    expect(again?.key).toBe("L1/B/2026-01-01/2026-01-01/2");
  });

  test("BIL2: a credit names the last amendment that took its days, or none where none is known", () => {
    const first = covered({ startsOn: "2026-01-11", endsBefore: null, amendmentId: "drop" });
    const second = covered({ startsOn: "2026-01-21", amendmentId: "correct" });
    expect(bill([], january, "2026-01-31", [first, second]).map(said)).toEqual([
      "credit B [2026-01-01, 2026-01-11) 10/31 -3226 null",
      "credit B [2026-01-11, 2026-01-21) 10/31 -3226 drop",
      "credit B [2026-01-21, 2026-02-01) 11/31 -3548 correct",
    ]);
  });

  test("BIL2: a credit takes no more than goodwill has left, and says what it withholds", () => {
    const goodwill = january.map((charge) => ({ ...charge, credits: [{ days: null, amountMinor: -7000n }] }));
    const cut = [covered({ endsBefore: "2026-01-11" })];
    const [credit] = bill(cut, goodwill, "2026-01-31");
    expect(credit).toMatchObject({ amountMinor: -3000n, withheldMinor: 3774n });
    const posted = post(goodwill, [credit!]);
    expect(bill(cut, posted, "2026-01-31")).toEqual([]);
    const [rest] = bill([], posted, "2026-01-31");
    expect(rest).toMatchObject({ startsOn: "2026-01-01", amountMinor: 0n, withheldMinor: 3226n });
    const tooMuch = january.map((charge) => ({ ...charge, credits: [{ days: null, amountMinor: -10_001n }] }));
    expect(bill([], tooMuch, "2026-01-31")[0]).toMatchObject({ amountMinor: 0n, withheldMinor: 10_000n });
  });

  test("BIL2: days that several credits took back are back once, and money only to the last of the charge", () => {
    const credit = (startsOn: string, endsBefore: string) => ({ days: { startsOn, endsBefore }, amountMinor: -2500n });
    const credits = [credit("2026-01-05", "2026-01-15"), credit("2026-01-07", "2026-01-10")];
    const credited = january.map((charge) => ({ ...charge, credits }));
    expect(bill([], credited, "2026-01-31").map(said)).toEqual([
      "credit B [2026-01-01, 2026-01-05) 4/31 -1290 null",
      "credit B [2026-01-15, 2026-02-01) 17/31 -3710 null",
    ]);
    expect(bill([covered()], credited, "2026-01-31").map(said)).toEqual([
      "charge B [2026-01-05, 2026-01-15) 10/31 3226 activate",
    ]);
  });

  test("BIL2: a day charged twice, or covered twice, stops the bill and says what to do", () => {
    const twice = [...january, ...january.map((charge) => ({ ...charge, startsOn: "2026-01-31", key: "other" }))];
    const refused = unbilled({ coverage: [covered()], withdrawn: [], terms: monthly, issued: twice }, "2026-01-31");
    expect(refused).toEqual({
      ok: false,
      refusal: {
        code: "charged_twice",
        message:
          "B on line L1 from 2026-01-31 to 2026-01-31 is charged twice, by L1/B/2026-01-01/2026-01-01/1 and by other. Credit the days of one of them, then bill again.",
      },
    });
    const both = desiredCharges([covered(), covered({ amendmentId: "add" })], monthly, "2026-01-01");
    expect(difference(both, [])).toMatchObject({ ok: false, refusal: { code: "covered_twice" } });
  });

  test("BIL2: two lines may cover one subject, each billed on its own", () => {
    const both = [covered(), covered({ lineId: "L0", yearlyMinor: 12_000n })];
    expect(bill(both, [], "2026-01-01").map((line) => [line.lineId, line.amountMinor])).toEqual([
      ["L0", 1000n],
      ["L1", 10_000n],
    ]);
  });
});
