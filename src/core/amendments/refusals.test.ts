import { describe, expect, test } from "vitest";
import { activate } from "./activate.ts";
import type { Change } from "./amendment.ts";
import { accepted, activation, after, asset, attempt, contractC, line, on, year } from "./contract.oracle.ts";
import { changesOf } from "./index.ts";

const facts = contractC();
const refusalOf = (change: Change, of = facts) => {
  const outcome = attempt(of, change);
  if (outcome.ok) throw new Error("It was not refused.");
  return outcome.refusal;
};

const terms = { planId: "gold", yearlyMinor: "120000" };
const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-31" };
const shorten: Change = { kind: "shorten", lastDay: "2026-06-30" };
const extend: Change = { kind: "extend", endsBefore: "2027-07-01", carries: "what_runs_to_the_end" };
const cancel: Change = { kind: "cancel", lastDay: "2026-05-31" };
const march: Change = { kind: "suspend", startsOn: "2026-03-01", resumesOn: "2026-04-01" };
const transfer: Change = { kind: "transfer", accountId: "south", effectiveOn: "2026-07-01" };
const uplift: Change = { kind: "reprice", covered: [on("B")], yearlyMinor: "130000", effectiveOn: "2026-07-01" };

describe("what is refused", () => {
  const add: Change = {
    kind: "add",
    line: "L1",
    subjects: [asset("D")],
    ...terms,
    startsOn: "2026-02-01",
    endsBefore: "2026-05-01",
  };
  const none = { code: "nothing_changes" };

  test.each<[string, Change, object]>([
    ["a line that there is not", { ...add, line: "L9" }, { code: "no_such_line" }],
    ["a new line by an id that there is", { ...add, line: line("L1") }, { code: "line_exists" }],
    [
      "a correction on no line",
      { kind: "correct", lineId: "L9", subject: asset("B"), startsOn: "2026-02-01", endsBefore: "2026-03-01", to: null },
      { code: "no_such_line" },
    ],
    [
      "what was never covered",
      { ...drop, covered: [on("Z")] },
      {
        code: "not_covered",
        message:
          "asset Z on line L1 is not covered on 2026-04-01 or after: it never was. Choose an earlier day, or leave it out.",
      },
    ],
    [
      "a swap with itself",
      { kind: "replace", covered: on("B"), by: asset("B"), lastDay: "2026-03-31" },
      { code: "same_subject" },
    ],
    ["the price that it has", { ...uplift, yearlyMinor: "120000" }, none],
    ["the account that it has", { ...transfer, accountId: "north" }, none],
    [
      "an earlier extension",
      { ...extend, endsBefore: "2027-01-01" },
      { code: "not_later", message: "The contract runs 2026-01-01 to 2026-12-31. Choose a later end, or shorten it." },
    ],
    ["shortened to where it ends", { ...shorten, lastDay: "2026-12-31" }, { code: "not_earlier" }],
    ["shortened to nothing", { ...shorten, lastDay: "2025-12-31" }, { code: "not_earlier" }],
    ["cancelled as it ends", { ...cancel, lastDay: "2026-12-31" }, { code: "not_earlier" }],
    ["cancelled long before", { ...cancel, lastDay: "2025-12-30" }, { code: "not_earlier" }],
    ["a suspension without days", { ...march, resumesOn: "2026-03-01" }, { code: "no_days" }],
    ["a suspension after the end", { ...march, startsOn: "2027-01-01", resumesOn: null }, { code: "outside" }],
    ["a resumption of nothing", { kind: "resume", effectiveOn: "2026-03-01" }, { code: "not_suspended" }],
    [
      "a transfer before the start",
      { ...transfer, effectiveOn: "2025-12-31" },
      {
        code: "outside",
        message: "The contract runs 2026-01-01 to 2026-12-31, and 2025-12-31 is not among its days. Choose one that is.",
      },
    ],
    ["no days", { ...add, endsBefore: "2026-02-01" }, { code: "no_days" }],
  ])("COV8: %s", (_, change, refusal) => {
    expect(refusalOf(change)).toMatchObject(refusal);
  });

  test("COV8: a contract that is suspended or cancelled", () => {
    expect(refusalOf({ ...march, startsOn: "2026-03-31", resumesOn: null }, after(facts, march))).toMatchObject({
      code: "suspended_already",
      message: "The contract is suspended 2026-03-01 to 2026-03-31 already. Suspend it on other days, or resume it first.",
    });
    const cancelled = after(facts, cancel);
    for (const change of [extend, shorten, cancel]) expect(refusalOf(change, cancelled).code).toBe("cancelled");
    const next: Change = { ...march, startsOn: "2026-02-01", resumesOn: "2026-03-01" };
    expect(after(facts, march, next).header.suspensions.map(({ startsOn }) => startsOn)).toEqual(["2026-02-01", "2026-03-01"]);
  });

  test("COV2: what is covered already, on this line or another of the service", () => {
    expect(refusalOf({ ...add, subjects: [asset("B")] })).toMatchObject({
      code: "covered_already",
      path: ["subjects", 0],
      message:
        "asset B on line L1 from 2026-02-01 to 2026-04-30 would be covered twice: asset B on line L1 from 2026-01-01 to 2026-12-31 is agreed already. End that first, or choose other days.",
    });
    expect(refusalOf({ ...add, line: line("L2"), subjects: [asset("B")] }).code).toBe("covered_already");
    expect(refusalOf({ kind: "replace", covered: on("B"), by: asset("A"), lastDay: "2026-03-31" }).code).toBe("covered_already");
    expect(attempt(facts, { ...add, line: line("L2", "hardware"), subjects: [asset("B")] }).ok).toBe(true);
  });

  test("COV7: what reaches beyond its line, or a line beyond its contract", () => {
    expect(refusalOf({ ...add, endsBefore: "2027-02-01" })).toMatchObject({
      code: "outside",
      message: expect.stringContaining("reaches beyond line L1 (2026-01-01 to 2026-12-31). Keep to those days, or extend first."),
    });
    expect(refusalOf({ ...add, line: { ...line("L2"), endsBefore: null } }).message).toContain("beyond the contract");
    expect(refusalOf({ ...add, endsBefore: "2026-07-01" }, after(facts, cancel)).message).toContain(
      "beyond the contract (2026-01-01 to 2026-05-31)",
    );
  });

  test("COV7: a contract made of what does not fit", () => {
    const made = (changes: Parameters<typeof activation>[0]) => activate(activation(changes));
    expect(made({ header: { ...year, endsBefore: "2026-01-01" } })).toMatchObject({ ok: false, refusal: { code: "no_days" } });
    expect(made({ lines: [] })).toMatchObject({ ok: false, refusal: { code: "no_such_line", path: ["covers", 0] } });
    expect(made({ reason: "" })).toMatchObject({ ok: false, refusal: { code: "no_reason" } });
    expect(made({ lines: [{ ...line("L1"), startsOn: "2025-01-01" }] })).toMatchObject({
      ok: false,
      refusal: { code: "outside" },
    });
  });
});

describe("what a preview shows", () => {
  test("COV10: a change of past days says which days of whom, before and after, and leaves what was believed readable", () => {
    const suspended = after(facts, march);
    const { state } = accepted(attempt(suspended, { ...drop, lastDay: "2026-03-15" }));
    const common = { accountId: "north", planId: "gold", yearlyMinor: "120000" };
    expect(changesOf(suspended, state)).toEqual([
      {
        ...on("B"),
        before: [
          { startsOn: "2026-01-01", endsBefore: "2026-03-01", ...common, suspended: false },
          { startsOn: "2026-03-01", endsBefore: "2026-04-01", ...common, suspended: true },
          { startsOn: "2026-04-01", endsBefore: "2027-01-01", ...common, suspended: false },
        ],
        after: [
          { startsOn: "2026-01-01", endsBefore: "2026-03-01", ...common, suspended: false },
          { startsOn: "2026-03-01", endsBefore: "2026-03-16", ...common, suspended: true },
        ],
      },
    ]);
    expect(state.ended.filter(({ endedBy }) => endedBy === "am-2").map(({ id }) => id)).toEqual(
      suspended.coverage
        .filter(({ startsOn, subject }) => startsOn !== "2026-01-01" && subject === facts.coverage[1]!.subject)
        .map(({ id }) => id),
    );
  });

  test("COV10: what is wholly new or wholly gone is a change; what is only recorded in other pieces is none", () => {
    const added = after(facts, {
      kind: "add",
      line: "L1",
      subjects: [asset("D")],
      ...terms,
      startsOn: "2026-02-01",
      endsBefore: "2026-05-01",
    });
    expect(changesOf(facts, added)).toMatchObject([{ ...on("D"), before: [] }]);
    expect(changesOf(added, facts)).toMatchObject([{ ...on("D"), after: [] }]);
    expect(changesOf(facts, after(facts, uplift, { ...uplift, yearlyMinor: "120000" }))).toEqual([]);
  });
});
