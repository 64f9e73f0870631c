import { describe, expect, test } from "vitest";
import type { Change, Reverse } from "./amendment.ts";
import { after, asset, attempt, contractC, line, on, said, toldByDay, year } from "./contract.oracle.ts";
import type { ContractFacts } from "./facts.ts";

const facts = contractC();
const reverse = (amendmentId: string): Reverse => ({ kind: "reverse", amendmentId });
const refusalOf = (of: ContractFacts, amendmentId: string) => {
  const outcome = attempt(of, reverse(amendmentId));
  if (outcome.ok) throw new Error("It was not refused.");
  return outcome.refusal;
};
const dependants = (of: ContractFacts, amendmentId: string) => refusalOf(of, amendmentId).dependants;

const drop: Change = { kind: "remove", covered: [on("B")], lastDay: "2026-03-31" };
const uplift: Change = { kind: "reprice", covered: [on("B")], yearlyMinor: "130000", effectiveOn: "2026-02-01" };
const never: Change = { ...drop, lastDay: "2025-12-31" };
const extend: Change = { kind: "extend", endsBefore: "2027-07-01", carries: "nothing" };
const march: Change = { kind: "suspend", startsOn: "2026-03-01", resumesOn: "2026-04-01" };
const terms = { planId: "gold", yearlyMinor: "1", startsOn: "2026-02-01", endsBefore: "2026-05-01" };
const add = (subject: string, on: string | ReturnType<typeof line> = "L1"): Change => ({
  kind: "add",
  line: on,
  subjects: [asset(subject)],
  ...terms,
});

describe("reversal", () => {
  test.each<[string, Change]>([
    ["a removal", drop],
    ["a new line", add("D", line("L2"))],
    ["an extension that carries", { ...extend, carries: "what_runs_to_the_end" }],
    ["a shortening", { kind: "shorten", lastDay: "2026-06-30", agreedClamps: ["A", "B", "C"].map((one) => on(one)) }],
    ["a suspension", march],
    ["a cancellation", { kind: "cancel", lastDay: "2026-06-30" }],
    ["a transfer", { kind: "transfer", accountId: "south", effectiveOn: "2026-05-01" }],
    ["a swap", { kind: "replace", covered: on("B"), by: asset("D"), lastDay: "2026-03-31" }],
  ])("COV13: %s undone, and that undone in turn", (_, change) => {
    const changed = after(facts, change);
    const undone = after(changed, reverse("am-1"));
    expect([said(undone), undone.header, undone.lines]).toEqual([said(facts), facts.header, facts.lines]);
    expect(undone.amendments.at(-1)).toMatchObject({
      kind: "reverse",
      reverses: "am-1",
      effectiveOn: changed.amendments[1]!.effectiveOn,
    });
    const again = after(undone, reverse("am-2"));
    expect([said(again), again.header, again.lines]).toEqual([said(changed), changed.header, changed.lines]);
    expect(said(after(again, reverse("am-1")))).toEqual(said(facts));
    expect(said(after(again, reverse("am-3"), reverse("am-4")))).toEqual(said(changed));
  });

  test("COV13: refused where another amendment changed what it recorded, until that is reversed", () => {
    const both = after(facts, uplift, drop);
    expect(refusalOf(both, "am-1")).toMatchObject({
      code: "depended_on",
      dependants: ["am-2"],
      message: "am-1 cannot be reversed: am-2 stands on it. Reverse what came after first, or correct the days in question.",
    });
    const first = after(both, reverse("am-2"));
    expect(said(after(first, reverse("am-1")))).toEqual(said(facts));
    expect(dependants(after(first, reverse("am-3")), "am-1")).toEqual(["am-4"]);
  });

  test("COV13: another asset's amendment does not stand on it", () => {
    const other: Change = { ...drop, covered: [on("C")] };
    expect(said(after(facts, drop, other, reverse("am-1")))).toEqual(said(after(facts, other)));
    expect(said(after(facts, add("D", line("L2")), add("E", line("L3")), reverse("am-1")))).toEqual(
      said(after(facts, add("E", line("L3")))),
    );
  });

  test("COV13: refused where its days are covered again since", () => {
    expect(dependants(after(facts, never, add("B")), "am-1")).toEqual(["am-2"]);
    expect(dependants(after(facts, never, add("B", line("L2"))), "am-1")).toEqual(["am-2"]);
    expect(said(after(facts, never, add("B", line("L2", "hardware")), reverse("am-1")))).toContain(
      "B L1 [2026-01-01, 2027-01-01) gold 120000 term",
    );
  });

  test("COV13: refused where the header, or its line, has changed since", () => {
    expect(dependants(after(facts, drop, { ...march, startsOn: "2026-05-01", resumesOn: null }), "am-1")).toEqual(["am-2"]);
    expect(dependants(after(facts, extend, march), "am-1")).toEqual(["am-2"]);
    expect(dependants(after(facts, add("D", line("L2")), add("E", "L2")), "am-1")).toEqual(["am-2"]);
    const carried = contractC({ lines: [line("L1")] });
    const whole: Change = { ...add("D", line("L2")), endsBefore: "2027-01-01" } as Change;
    expect(dependants(after(carried, whole, { ...extend, carries: "what_runs_to_the_end" }), "am-1")).toEqual(["am-2"]);
    expect(said(after(facts, extend, march, reverse("am-2"), reverse("am-1")))).toEqual(said(facts).toSorted());
  });

  test("COV13: refused where something lies in what it gave", () => {
    const late = { ...line("L2"), startsOn: "2027-01-01", endsBefore: "2027-07-01" };
    expect(
      dependants(
        after(facts, extend, {
          kind: "add",
          line: late,
          subjects: [],
          planId: "gold",
          yearlyMinor: "1",
          startsOn: "2027-02-01",
          endsBefore: "2027-03-01",
        }),
        "am-1",
      ),
    ).toEqual(["am-2"]);
    const open = after(facts, march, { ...add("D"), startsOn: "2026-03-10", endsBefore: "2026-03-20" } as Change);
    expect(dependants(open, "am-1")).toEqual(["am-2"]);
  });

  test("COV13: what is not there, made the contract, or is reversed already", () => {
    expect(refusalOf(facts, "am-9").code).toBe("no_such_amendment");
    expect(refusalOf(facts, "am-0").code).toBe("not_reversible");
    expect(refusalOf(after(facts, drop, reverse("am-1")), "am-1")).toMatchObject({
      code: "reversed_already",
      message: "am-1 was reversed by am-2. Reverse am-2 to have it back.",
    });
  });

  test("COV13: the same days come back whatever else was said of days that they are apart from", () => {
    const moving = contractC({ header: { ...year, suspensionMovesEnd: true } });
    const state = after(moving, march, uplift, reverse("am-2"), reverse("am-1"));
    expect(toldByDay(state)).toEqual(toldByDay(moving));
  });
});
