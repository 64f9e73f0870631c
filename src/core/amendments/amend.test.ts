import { describe, expect, test } from "vitest";
import { type Change, amendAll } from "./index.ts";
import { activate } from "./activate.ts";
import {
  accepted,
  activation,
  after,
  allAtOnce,
  asset,
  attempt,
  contractC,
  line,
  next,
  on,
  said,
  year,
} from "./contract.oracle.ts";
import { amend } from "./amend.ts";

const whole = (subject: string) => `${subject} L1 [2026-01-01, 2027-01-01) gold 120000 term`;
const facts = contractC();
const onlyB = (changes: readonly Change[], of = facts) => said(after(of, ...changes)).filter((one) => one.startsWith("B"));
const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-20" };

describe("what each kind does", () => {
  test("COV8: activate makes the contract, and all of it is to be written", () => {
    const { state, closed, opened, recorded } = accepted(activate(activation()));
    expect(said(state)).toEqual(["A", "B", "C"].map(whole));
    expect([closed, opened]).toEqual([[], state.coverage]);
    expect(opened[1]).toEqual({
      id: "am-0/2",
      amendmentId: "am-0",
      lineId: "L1",
      subject: asset("B"),
      startsOn: "2026-01-01",
      endsBefore: "2027-01-01",
      accountId: "north",
      planId: "gold",
      yearlyMinor: "120000",
      suspended: false,
      endReason: "term",
    });
    expect(recorded).toEqual({
      id: "am-0",
      kind: "activate",
      effectiveOn: "2026-01-01",
      reason: "because",
      author: "fin",
      reverses: null,
      header: null,
      lines: [{ before: null, after: line("L1") }],
    });
    expect(state.amendments).toEqual([recorded]);
  });

  test("COV8: add covers on a line, or on a new one, for its days", () => {
    const terms = { planId: "silver", yearlyMinor: "60000", startsOn: "2026-02-01", endsBefore: "2026-05-01" };
    const added = after(facts, { kind: "add", line: "L1", subjects: [asset("D"), asset("E")], ...terms });
    expect(said(added).slice(3)).toEqual(["D", "E"].map((one) => `${one} L1 [2026-02-01, 2026-05-01) silver 60000 term`));
    const onNew = accepted(attempt(facts, { kind: "add", line: line("L2", "hardware"), subjects: [asset("B")], ...terms }));
    expect(said(onNew.state)).toContain("B L2 [2026-02-01, 2026-05-01) silver 60000 term");
    expect(onNew.recorded).toMatchObject({
      kind: "add",
      effectiveOn: "2026-02-01",
      lines: [{ before: null, after: { id: "L2" } }],
    });
  });

  test("COV8: remove ends coverage after its last day; what is to be written is one fact closed and one opened", () => {
    const { closed, opened, recorded, state } = accepted(attempt(facts, drop));
    expect(closed).toEqual([{ coverageId: "am-0/2", endedBy: "am-1" }]);
    expect(opened).toMatchObject([{ id: "am-1/1", amendmentId: "am-1", endsBefore: "2026-03-21", endReason: "removed" }]);
    expect(recorded.effectiveOn).toBe("2026-03-21");
    expect(state.ended).toMatchObject([{ id: "am-0/2", endsBefore: "2027-01-01", endedBy: "am-1" }]);
    expect(said(state)).toEqual([whole("A"), "B L1 [2026-01-01, 2026-03-21) gold 120000 removed", whole("C")]);
  });

  test("COV8: removed with the day before its first as its last, it was never covered", () => {
    expect(onlyB([{ ...drop, lastDay: "2025-12-31" }])).toEqual([]);
  });

  test("COV8: replace gives the line to another asset the day after; plan and price go on, scheduled changes too", () => {
    const uplift: Change = { kind: "reprice", covered: [on("B")], yearlyMinor: "130000", effectiveOn: "2026-07-01" };
    const swap: Change = { kind: "replace", covered: on("B"), by: asset("D"), lastDay: "2026-03-31" };
    expect(said(after(facts, uplift, swap)).filter((one) => !/^[AC]/.test(one))).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "D L1 [2026-04-01, 2026-07-01) gold 120000 term",
      "D L1 [2026-07-01, 2027-01-01) gold 130000 term",
    ]);
  });

  test("COV8: move changes the plan and re-price the price, each from its day and without the other", () => {
    const move: Change = { kind: "move", covered: [on("B")], planId: "silver", effectiveOn: "2026-06-01" };
    const reprice: Change = { kind: "reprice", covered: [on("B")], yearlyMinor: "90000", effectiveOn: "2026-04-01" };
    const both = [
      "B L1 [2026-01-01, 2026-04-01) gold 120000 term",
      "B L1 [2026-04-01, 2026-06-01) gold 90000 term",
      "B L1 [2026-06-01, 2027-01-01) silver 90000 term",
    ];
    expect(onlyB([move, reprice])).toEqual(both);
    expect(onlyB([reprice, move])).toEqual(both);
  });

  test("COV8: cancel ends everything after its last day and leaves the agreed term on record", () => {
    const state = after(facts, drop, { kind: "cancel", lastDay: "2026-06-30" });
    expect(said(state)).toEqual([
      "A L1 [2026-01-01, 2026-07-01) gold 120000 cancelled",
      "B L1 [2026-01-01, 2026-03-21) gold 120000 removed",
      "C L1 [2026-01-01, 2026-07-01) gold 120000 cancelled",
    ]);
    expect(state.header).toMatchObject({ cancelledOn: "2026-06-30", endsBefore: "2027-01-01" });
  });

  test("COV8: a transfer makes the contract another account's from its day, and what covers the account covers the new one's", () => {
    const subject = { kind: "account", accountId: "north", coversSubAccounts: true } as const;
    const site = { kind: "site", siteId: "hq" } as const;
    const ofSub = { kind: "product", productId: "cisco", accountId: "north-sub", coversSubAccounts: false } as const;
    const days = { startsOn: "2026-01-01", endsBefore: "2027-01-01", planId: "gold", yearlyMinor: "1", lineId: "L1" };
    const wide = contractC({ covers: [subject, site, ofSub].map((one) => ({ ...days, subject: one })) });
    const transferred = after(wide, { kind: "transfer", accountId: "south", effectiveOn: "2026-07-01" });
    const later = transferred.coverage.filter(({ startsOn }) => startsOn === "2026-07-01");
    expect(later.map((one) => [one.accountId, one.subject])).toEqual([
      ["south", { ...subject, accountId: "south" }],
      ["south", site],
      ["south", ofSub],
    ]);
    const covered = [site, ofSub].map((one) => ({ lineId: "L1", subject: one }));
    const reprice: Change = { kind: "reprice", covered, yearlyMinor: "2", effectiveOn: "2026-07-01" };
    const repriced = after(transferred, reprice).coverage.filter(({ yearlyMinor }) => yearlyMinor === "2");
    expect(repriced.map(({ subject }) => subject)).toEqual([site, ofSub]);
    expect(transferred.header.accounts.at(-1)).toEqual({ startsOn: "2026-07-01", accountId: "south" });
  });

  test("COV8: each names its reason and its author", () => {
    expect(amend(facts, { ...next(facts, drop), reason: "  " })).toMatchObject({ ok: false, refusal: { code: "no_reason" } });
    expect(amend(facts, { ...next(facts, drop), author: "" })).toMatchObject({ ok: false, refusal: { code: "no_author" } });
    expect(amendAll(facts, { id: "x", reason: "", author: "", changes: [] })).toMatchObject({ ok: false });
  });
});

describe("several as one", () => {
  const swap: Change = { kind: "replace", covered: on("C"), by: asset("D"), lastDay: "2026-03-31" };
  const rest: Change = { kind: "reprice", covered: [on("A"), on("D")], yearlyMinor: "90000", effectiveOn: "2026-05-01" };

  test("COV8: drop one, swap another, re-price the rest: one amendment, and nothing written that never stood", () => {
    const { state, closed, opened, recorded } = accepted(allAtOnce(facts, [drop, swap, rest]));
    expect(said(state)).toEqual(said(after(facts, drop, swap, rest)));
    expect(closed.map(({ coverageId }) => coverageId)).toEqual(["am-0/1", "am-0/2", "am-0/3"]);
    expect(opened.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `am-1/${n}`));
    expect(recorded).toMatchObject({ kind: "several", effectiveOn: "2026-03-21", reverses: null });
    expect(state.ended).toHaveLength(3);
  });

  test("COV8: each begins where the one before it left the contract", () => {
    const open = contractC({ header: { ...year, endsBefore: null } });
    const covered = ["A", "B", "C"].map((one) => on(one));
    const { recorded } = accepted(
      allAtOnce(open, [
        { kind: "shorten", lastDay: "2026-06-30", agreedClamps: covered },
        { kind: "extend", endsBefore: "2026-09-01", carries: "what_runs_to_the_end" },
        { kind: "reprice", covered, yearlyMinor: "1", effectiveOn: "2026-08-01" },
      ]),
    );
    expect(recorded.effectiveOn).toBe("2026-07-01");
  });

  test("COV8: if one cannot be, none is, and it is said which", () => {
    expect(allAtOnce(facts, [drop, { ...rest, covered: [on("A"), on("B")] }])).toMatchObject({
      ok: false,
      refusal: {
        code: "not_covered",
        path: ["changes", 1, "covered", 1],
        message:
          "asset B on line L1 is not covered on 2026-05-01 or after: its last day is 2026-03-20. Choose an earlier day, or leave it out.",
      },
    });
    expect(allAtOnce(facts, [drop, drop])).toMatchObject({ ok: false, refusal: { path: ["changes", 1, "covered", 0] } });
    expect(allAtOnce(facts, [{ kind: "extend", endsBefore: "2026-06-01", carries: "nothing" }])).toMatchObject({
      ok: false,
      refusal: { path: ["changes", 0] },
    });
    expect(allAtOnce(facts, [])).toMatchObject({ ok: false, refusal: { code: "nothing_changes" } });
  });
});
