import { describe, expect, test } from "vitest";
import type { Change } from "./amendment.ts";
import { after, asset, attempt, contractC, line, on, said, year } from "./contract.oracle.ts";

const facts = contractC();
const refusalOf = (change: Change, of = facts) => {
  const outcome = attempt(of, change);
  if (outcome.ok) throw new Error("It was not refused.");
  return outcome.refusal;
};
const ofB = (...changes: readonly Change[]) => said(after(facts, ...changes)).filter((one) => one.startsWith("B"));

const terms = { planId: "gold", yearlyMinor: "120000" };
const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-31" };
const shorten: Change = { kind: "shorten", lastDay: "2026-06-30" };
const extend: Change = { kind: "extend", endsBefore: "2027-07-01", carries: "what_runs_to_the_end" };
const cancel: Change = { kind: "cancel", lastDay: "2026-05-31" };
const march: Change = { kind: "suspend", startsOn: "2026-03-01", resumesOn: "2026-04-01" };
const transfer: Change = { kind: "transfer", accountId: "south", effectiveOn: "2026-07-01" };
const uplift: Change = { kind: "reprice", covered: [on("B")], yearlyMinor: "130000", effectiveOn: "2026-07-01" };

describe("the end moves", () => {
  test("COV6: what runs to the end goes with it, what was removed stays removed, nothing goes unless said", () => {
    const extended = after(facts, drop, extend);
    expect(said(extended)).toEqual([
      "A L1 [2026-01-01, 2027-01-01) gold 120000 term",
      "A L1 [2027-01-01, 2027-07-01) gold 120000 term",
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "C L1 [2026-01-01, 2027-01-01) gold 120000 term",
      "C L1 [2027-01-01, 2027-07-01) gold 120000 term",
    ]);
    expect([extended.header.endsBefore, extended.lines[0]!.endsBefore]).toEqual(["2027-07-01", "2027-07-01"]);
    const bare = after(facts, { ...extend, carries: "nothing" });
    expect(said(bare)).toEqual(said(facts));
    expect([bare.header.endsBefore, bare.lines[0]!.endsBefore]).toEqual(["2027-07-01", "2027-01-01"]);
  });

  test("COV6: extended without an end", () => {
    const open = after(facts, { ...extend, endsBefore: null });
    expect(said(open)).toContain("A L1 [2027-01-01, null) gold 120000 term");
    expect(refusalOf(extend, open)).toMatchObject({
      code: "not_later",
      message: "The contract runs 2026-01-01 on. Choose a later end, or shorten it.",
    });
    const agreedClamps = ["A", "B", "C"].map((one) => on(one));
    expect(after(open, { ...shorten, agreedClamps }).header.endsBefore).toBe("2026-07-01");
    expect(said(after(open, cancel))).toContain("A L1 [2026-01-01, 2026-06-01) gold 120000 cancelled");
  });

  test("COV6: what a new end would cut is shown, and refused unless agreed for each", () => {
    const dropped = after(facts, drop);
    const { message, clamps } = refusalOf({ ...shorten, agreedClamps: [on("A"), on("B")] }, dropped);
    expect(message).toBe(
      "The new end would cut asset C on line L1 from 2026-01-01 to 2026-12-31: 2026-01-01 to 2026-06-30 would be left. Agree to these, or choose a later day.",
    );
    expect(clamps).toMatchObject([{ days: { id: "am-0/3" }, left: { startsOn: "2026-01-01", endsBefore: "2026-07-01" } }]);
    const shortened = after(dropped, { ...shorten, agreedClamps: [on("A"), on("C")] });
    expect(said(shortened)).toEqual([
      "A L1 [2026-01-01, 2026-07-01) gold 120000 term",
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "C L1 [2026-01-01, 2026-07-01) gold 120000 term",
    ]);
  });

  test("COV6: what was removed stays removed though the end moves back before it and forth again", () => {
    const agreedClamps = ["A", "B", "C"].map((one) => on(one));
    const cut = after(facts, uplift, { ...drop, lastDay: "2026-08-31" }, { ...shorten, agreedClamps });
    const again = after(cut, { ...extend, endsBefore: "2027-01-01" });
    expect(said(again)).toEqual([
      "A L1 [2026-01-01, 2026-07-01) gold 120000 term",
      "A L1 [2026-07-01, 2027-01-01) gold 120000 term",
      "B L1 [2026-01-01, 2026-07-01) gold 120000 removed",
      "C L1 [2026-01-01, 2026-07-01) gold 120000 term",
      "C L1 [2026-07-01, 2027-01-01) gold 120000 term",
    ]);
  });

  test("COV6: of what begins after the new end nothing would be left; a line that does is in the way", () => {
    const late = after(facts, {
      kind: "add",
      line: "L1",
      subjects: [asset("D")],
      ...terms,
      startsOn: "2026-08-01",
      endsBefore: "2027-01-01",
    });
    const agreedClamps = ["A", "B", "C"].map((one) => on(one));
    expect(refusalOf({ ...shorten, agreedClamps }, late).message).toContain("2026-12-31: nothing would be left.");
    expect(said(after(late, { ...shorten, agreedClamps: [...agreedClamps, on("D")] }))).toHaveLength(3);
    const lateLine = { ...line("L2"), startsOn: "2026-08-01" };
    const withLine = contractC({ lines: [line("L1"), lateLine] });
    expect(refusalOf({ ...shorten, agreedClamps }, withLine)).toMatchObject({
      code: "no_days",
      message: "Line L2 would end before it begins on 2026-08-01. Give an end that is later.",
    });
  });

  test("COV6: an early resumption takes its days back, and asks before it cuts what it did not give", () => {
    const moving = contractC({ header: { ...year, suspensionMovesEnd: true } });
    const late: Change = {
      kind: "add",
      line: "L1",
      subjects: [asset("D")],
      ...terms,
      startsOn: "2026-08-01",
      endsBefore: "2027-01-15",
    };
    const suspended = after(moving, march, late);
    const resume: Change = { kind: "resume", effectiveOn: "2026-03-08" };
    expect(refusalOf(resume, suspended)).toMatchObject({ code: "clamps", clamps: [{ left: { endsBefore: "2027-01-08" } }] });
    expect(said(after(suspended, { ...resume, agreedClamps: [on("D")] }))).toContain(
      "D L1 [2026-08-01, 2027-01-08) gold 120000 term",
    );
  });
});

describe("what is recorded for later", () => {
  const again: Change = {
    kind: "add",
    line: "L1",
    subjects: [asset("B")],
    ...terms,
    startsOn: "2026-08-01",
    endsBefore: "2027-01-01",
  };

  test("COV13: a change that starts before one already recorded says whether that is kept or superseded", () => {
    const before: Change = { ...uplift, yearlyMinor: "125000", effectiveOn: "2026-04-01" };
    expect(refusalOf(before, after(facts, uplift))).toMatchObject({
      code: "later_facts",
      path: ["covered", 0],
      message:
        "Already recorded for later: asset B on line L1 from 2026-07-01 to 2026-12-31. Say whether it is kept or superseded.",
      laterFacts: [{ startsOn: "2026-07-01", yearlyMinor: "130000" }],
    });
    expect(ofB(uplift, { ...before, laterFacts: "keep" })).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 term",
      "B L1 [2026-04-01, 2026-07-01) gold 125000 term",
      "B L1 [2026-07-01, 2027-01-01) gold 130000 term",
    ]);
    expect(ofB(uplift, { ...before, laterFacts: "supersede" })).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 term",
      "B L1 [2026-04-01, 2026-07-01) gold 125000 term",
      "B L1 [2026-07-01, 2027-01-01) gold 125000 term",
    ]);
  });

  test("COV13: on the very day, or another thing, it is not later", () => {
    expect(ofB(uplift, { ...uplift, yearlyMinor: "125000" })).toHaveLength(2);
    expect(ofB(march, { ...uplift, effectiveOn: "2026-02-01" })).toHaveLength(4);
    expect(ofB(uplift, { kind: "move", covered: [on("B")], planId: "silver", effectiveOn: "2026-02-01" })).toHaveLength(3);
  });

  test("COV13: removed before it is covered again: kept or superseded", () => {
    const both = [{ ...drop, lastDay: "2026-05-31" } as Change, again];
    expect(refusalOf(drop, after(facts, ...both))).toMatchObject({
      code: "later_facts",
      laterFacts: [{ startsOn: "2026-08-01" }],
    });
    expect(ofB(...both, { ...drop, laterFacts: "keep" })).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "B L1 [2026-08-01, 2027-01-01) gold 120000 term",
    ]);
    expect(ofB(...both, { ...drop, laterFacts: "supersede" })).toEqual(["B L1 [2026-01-01, 2026-04-01) gold 120000 removed"]);
  });

  test("COV13: removed before a price that is to change: the days from then are at stake", () => {
    expect(refusalOf(drop, after(facts, uplift)).code).toBe("later_facts");
    expect(ofB(uplift, { ...drop, laterFacts: "supersede" })).toEqual(["B L1 [2026-01-01, 2026-04-01) gold 120000 removed"]);
  });

  test("COV13: removed from where another price begins, what comes before ends as removed", () => {
    expect(ofB(uplift, { ...drop, lastDay: "2026-06-30" })).toEqual(["B L1 [2026-01-01, 2026-07-01) gold 120000 removed"]);
    expect(
      ofB({ ...drop, lastDay: "2026-06-30" }, { ...again, startsOn: "2026-07-01" }, { ...drop, lastDay: "2026-06-30" }),
    ).toEqual(["B L1 [2026-01-01, 2026-07-01) gold 120000 removed"]);
  });

  test("COV13: added before it is covered: up to then, or instead", () => {
    const early: Change = { ...again, startsOn: "2026-05-01", endsBefore: "2026-10-01", yearlyMinor: "7" };
    expect(refusalOf(early, after(facts, drop, again)).code).toBe("later_facts");
    expect(ofB(drop, again, { ...early, laterFacts: "keep" })).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "B L1 [2026-05-01, 2026-08-01) gold 7 term",
      "B L1 [2026-08-01, 2027-01-01) gold 120000 term",
    ]);
    expect(ofB(drop, again, { ...early, laterFacts: "supersede" })).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "B L1 [2026-05-01, 2026-10-01) gold 7 term",
      "B L1 [2026-10-01, 2027-01-01) gold 120000 term",
    ]);
    expect(ofB(drop, { ...early, laterFacts: "keep" })).toContain("B L1 [2026-05-01, 2026-10-01) gold 7 term");
  });

  test("COV13: a cancelled contract keeps nothing that begins later", () => {
    const uplifted = after(facts, uplift);
    expect(refusalOf(cancel, uplifted)).toMatchObject({ code: "later_facts", laterFacts: [{ startsOn: "2026-07-01" }] });
    expect(refusalOf({ ...cancel, laterFacts: "keep" }, uplifted).message).toBe(
      "A contract cancelled on 2026-05-31 keeps nothing that begins later: asset B on line L1 from 2026-07-01 to 2026-12-31. Supersede it, or cancel later.",
    );
    expect(said(after(uplifted, { ...cancel, laterFacts: "supersede" }))[1]).toBe(
      "B L1 [2026-01-01, 2026-06-01) gold 120000 cancelled",
    );
    expect(after(facts, { ...cancel, laterFacts: "keep" }).header.cancelledOn).toBe("2026-05-31");
  });

  test("COV13: a transfer before one already recorded", () => {
    const early: Change = { kind: "transfer", accountId: "east", effectiveOn: "2026-04-01" };
    const transferred = after(facts, transfer);
    expect(refusalOf(early, transferred)).toMatchObject({
      code: "later_facts",
      laterFacts: [{ accountId: "south" }, { accountId: "south" }, { accountId: "south" }],
      message: "Already recorded for later: account south from 2026-07-01. Say whether it is kept or superseded.",
    });
    const accounts = (laterFacts: "keep" | "supersede", accountId = "east") =>
      after(transferred, { ...early, accountId, laterFacts }).header.accounts.map((one) => one.accountId);
    expect(accounts("keep")).toEqual(["north", "east", "south"]);
    expect(accounts("supersede")).toEqual(["north", "east"]);
    expect(accounts("supersede", "north")).toEqual(["north", "north"]);
  });

  test("COV13: a sentence names five and counts the rest, the list has them all", () => {
    const names = ["A", "B", "C", "D", "E", "F", "G"];
    const many = contractC({
      covers: names.map((name) => ({ ...on(name), ...terms, startsOn: "2026-01-01", endsBefore: "2027-01-01" })),
    });
    const { message, clamps } = refusalOf(shorten, many);
    expect(message).toContain("would be left and 2 more. Agree to these");
    expect(clamps).toHaveLength(7);
  });
});

describe("change and correct", () => {
  const correct: Change = { kind: "correct", ...on("B"), startsOn: "2026-04-01", endsBefore: "2026-05-01", to: null };

  test("COV13: a correction says how the days were, and leaves all others", () => {
    expect(ofB(correct)).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "B L1 [2026-05-01, 2027-01-01) gold 120000 term",
    ]);
    expect(ofB({ ...correct, to: { planId: "silver", yearlyMinor: "1" } })).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 term",
      "B L1 [2026-04-01, 2026-05-01) silver 1 term",
      "B L1 [2026-05-01, 2027-01-01) gold 120000 term",
    ]);
  });

  test("COV13: the last day was later than recorded: the days between were covered, the others are left alone", () => {
    const longer: Change = { ...correct, startsOn: "2026-03-01", endsBefore: "2026-05-01", to: terms };
    expect(ofB(drop, longer)).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "B L1 [2026-04-01, 2026-05-01) gold 120000 removed",
    ]);
    expect(ofB(drop, { ...longer, endsBefore: "2027-01-01" })[1]).toBe("B L1 [2026-04-01, 2027-01-01) gold 120000 term");
    const around: Change = {
      ...correct,
      startsOn: "2026-02-01",
      endsBefore: "2026-12-01",
      to: { planId: "silver", yearlyMinor: "1" },
    };
    expect(ofB({ ...drop, lastDay: "2025-12-31" }, longer, around)).toEqual([
      "B L1 [2026-02-01, 2026-03-01) silver 1 removed",
      "B L1 [2026-03-01, 2026-05-01) silver 1 removed",
      "B L1 [2026-05-01, 2026-12-01) silver 1 removed",
    ]);
  });

  test("COV13: of a contract without an end the days may be open-ended", () => {
    const open = after(facts, { ...extend, endsBefore: null }, correct);
    expect(said(after(open, { ...correct, endsBefore: null, to: { planId: "silver", yearlyMinor: "1" } })).slice(2, 6)).toEqual([
      "B L1 [2026-01-01, 2026-04-01) gold 120000 removed",
      "B L1 [2026-04-01, 2026-05-01) silver 1 removed",
      "B L1 [2026-05-01, 2027-01-01) silver 1 term",
      "B L1 [2027-01-01, null) silver 1 term",
    ]);
  });
});
