import { describe, expect, test } from "vitest";
import {
  anyone,
  bronze,
  clue,
  contract,
  coverage,
  drawn,
  facts,
  gold,
  silver,
  ticketsAYear,
} from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import type { Facts, Question } from "./facts.ts";
import type { Channel, Plan, PlanAllowance } from "./terms.ts";

const under = (plan: Plan, question: Question = {}, changes: Partial<Facts> = {}) =>
  decide(question, facts({ plans: [plan], coverages: [coverage({ planId: plan.id })], ...changes }));
const withTerms = (plan: Plan, terms: Partial<Plan["terms"]>): Plan => ({ ...plan, terms: { ...plan.terms, ...terms } });
const ruledOutBy = (decision: ReturnType<typeof decide>) => decision.candidates[0]?.ruledOutBy;
const nearTexts = (decision: ReturnType<typeof decide>) => decision.nearMisses.map(({ change, text }) => `${change}: ${text}`);
const reasons = (decision: ReturnType<typeof decide>) => decision.reasons.map(({ text }) => text);

describe("ALW3: what is left", () => {
  const used = (...draws: readonly (readonly [Channel, number])[]) => ({
    lots: drawn(
      silver,
      draws.map(([channel, units]) => ({ channel, units })),
    ),
  });

  test("ALW3: the last unit of a channel is granted, and the next refused", () => {
    const last = under(silver, { channel: "phone" }, used(["phone", 49]));
    expect(last.outcome).toBe("entitled");
    expect(last.candidates[0]?.allowances.map(({ granted, used: taken, left }) => [granted, taken, left])).toEqual([
      [100, 49, 51],
      [50, 49, 1],
    ]);
    expect(last.reasons.map(({ text }) => text)).toContain(
      "1 of 50 tickets by phone are left in this contract year, which ends on 30 September 2026.",
    );
    const spent = under(silver, { channel: "phone" }, used(["phone", 20], ["phone", 30]));
    expect(ruledOutBy(spent)).toEqual({ rule: "ALW3", text: "All 50 tickets by phone are used up in this contract year." });
    expect(nearTexts(spent)).toEqual([
      "channel: Through the portal or by e-mail it would be covered under Silver (SC-2001 line 1).",
    ]);
    expect(spent.candidates[0]?.allowances[1]?.left).toBe(0);
  });

  test("ALW3: a channel left open is refused only where no channel has a unit left", () => {
    const decision = under(silver, {}, used(["phone", 50]));
    expect(decision.outcome).toBe("entitled");
    expect(decision.conditions[0]?.text).toBe(
      "The request has to come through the portal or by e-mail. The other channels' tickets are used up in this contract year.",
    );
    const all = under(silver, {}, used(["email", 100]));
    expect(ruledOutBy(all)).toEqual({ rule: "ALW3", text: "All 100 tickets are used up in this contract year." });
    expect(all.nearMisses).toEqual([]);
    const openPlan = withTerms(gold, {
      allowances: [ticketsAYear(100, [{ ...anyone, key: "fax", channels: { only: ["fax"] }, atMost: 1 }])],
    });
    const faxed = { lots: drawn(openPlan, [{ channel: "fax", units: 1 }]) };
    expect(under(openPlan, { severity: 2 }, faxed).conditions.map(({ term }) => term)).toEqual(["channel"]);
  });

  test("ALW3: a contract that goes on grants anew from its next year", () => {
    const long = { contracts: [{ ...contract, endsBefore: "2027-10-01" }], ...used(["email", 100]) };
    const decision = under(silver, { channel: "email" }, long);
    expect(ruledOutBy(decision)?.text).toBe(
      "All 100 tickets are used up in this contract year. The next one grants 100 from 1 October 2026.",
    );
    expect(decision.nearMisses).toEqual([
      {
        rule: "ALW3",
        change: "date",
        from: "2026-10-01",
        contractNumber: "SC-2001",
        text: "From 1 October 2026 it would be covered under Silver (SC-2001 line 1): the next contract year grants 100 tickets.",
      },
    ]);
    expect(under(silver, {}, { ...long, contracts: [{ ...contract, endsBefore: null }] }).nearMisses).toHaveLength(1);
  });

  test("ALW3: an allowance of nothing is nothing, and never becomes more", () => {
    const nothing = withTerms(gold, { allowances: [ticketsAYear(0)] });
    const decision = under(nothing, {}, { contracts: [{ ...contract, endsBefore: null }] });
    expect(ruledOutBy(decision)?.text).toBe("No tickets are granted in this contract year.");
    expect(decision.nearMisses).toEqual([]);
  });

  test("ALW3: what other years, other contracts and other channels used does not count; a warranty counts nothing", () => {
    const earlier = { ...contract, startsOn: "2024-10-01" };
    const phone = { channel: "phone", units: 50 } as const;
    const lots = [
      ...drawn(silver, [phone], { contract: earlier, on: "2025-09-30" }),
      ...drawn(silver, [phone], { contract: { ...contract, id: "ct-9" } }),
      ...drawn(withTerms(silver, {}), [{ channel: "email", units: 50 }], { contract: { ...contract, id: "ct-8" } }),
    ];
    expect(under(silver, { channel: "phone" }, { contracts: [earlier], lots }).outcome).toBe("entitled");
    expect(under(silver, { channel: "phone" }, used(["email", 50])).outcome).toBe("entitled");
    const decision = decide(
      {},
      facts({
        coverages: [coverage({ source: { kind: "warranty" }, planId: "plan-silver" })],
        ...used(["phone", 50], ["email", 50]),
      }),
    );
    expect(decision.candidates[0]?.allowances).toEqual([]);
  });

  test("ALW3: the whole contract year is told, 29 February falling on the 28th in other years", () => {
    const yearOf = (startsOn: string, at: string) => {
      const leap = { contracts: [{ ...contract, startsOn, endsBefore: "2029-01-01" }], at: `${at}T12:00:00Z` };
      const days = { startsOn, endsBefore: "2029-01-01", planId: "plan-silver" };
      const [left] = under(silver, {}, { ...leap, coverages: [coverage(days)] }).candidates[0]!.allowances;
      return [left!.startsOn, left!.endsBefore];
    };
    expect(yearOf("2025-10-01", "2026-10-01")).toEqual(["2026-10-01", "2027-10-01"]);
    expect(yearOf("2024-02-29", "2025-02-27")).toEqual(["2024-02-29", "2025-02-28"]);
    expect(yearOf("2024-02-29", "2025-02-28")).toEqual(["2025-02-28", "2026-02-28"]);
    expect(yearOf("2024-02-29", "2028-03-01")).toEqual(["2028-02-29", "2029-02-28"]);
  });
});

describe("ALW3: what is held, and what is beyond", () => {
  test("ALW3: what is held is not there for others, though it is not used", () => {
    const lots = [...drawn(silver, [{ channel: "email", units: 60 }], { as: "hold" })];
    const held = under(silver, { channel: "email" }, { lots });
    expect(held.candidates[0]?.allowances[0]).toMatchObject({ granted: 100, held: 60, used: 0, left: 40 });
    const all = drawn(silver, [{ channel: "email", units: 100 }], { as: "hold" });
    expect(ruledOutBy(under(silver, { channel: "email" }, { lots: all }))?.rule).toBe("ALW3");
  });

  test("ALW4: a total of 1, drawn on resolution: the second ticket opened is ruled out while the first is open", () => {
    const one = withTerms(gold, { allowances: [ticketsAYear(1, [], { drawnAt: "resolution" })] });
    expect(under(one, { channel: "phone", severity: 3 }).outcome).toBe("entitled");
    const lots = drawn(one, [{ channel: "phone", units: 1 }], { as: "hold" });
    const second = under(one, { channel: "phone", severity: 3 }, { lots });
    expect(second.outcome).toBe("not_entitled");
    expect(second.candidates[0]?.allowances[0]).toMatchObject({ granted: 1, held: 1, used: 0, left: 0 });
    expect(ruledOutBy(second)?.text).toBe("The one ticket is used up in this contract year.");
  });

  test("ALW6: where what is beyond is billed or counted nothing is ruled out, and what was used beyond is told", () => {
    for (const [beyond, said] of [
      [{ billMinor: "7500" }, "bill"],
      ["count", "count"],
    ] as const) {
      const plan = withTerms(gold, { allowances: [ticketsAYear(2, [], { beyond })] });
      const decision = under(plan, {}, { lots: drawn(plan, [{ units: 2 }, { units: 3 }]) });
      expect(decision.outcome).toBe("entitled");
      expect(decision.candidates[0]?.allowances[0]).toMatchObject({ granted: 2, used: 2, left: 0, over: 3, beyond: said });
      expect(reasons(decision).at(-1)).toBe(
        `0 of 2 tickets are left in this contract year, which ends on 30 September 2026. 3 tickets more were used, which is ${said === "bill" ? "billed" : "counted"} beyond the allowance.`,
      );
    }
  });

  test("ALW7: out of hours a ticket counts for two, by the plan's hours in the account's zone", () => {
    const twice = withTerms(silver, { allowances: [ticketsAYear(3, [], { outOfHoursPercent: 200 })] });
    const lots = drawn(twice, [{ units: 2 }]);
    const sunday = under(twice, {}, { lots, at: "2026-03-22T12:00:00Z" });
    expect(ruledOutBy(sunday)?.text).toBe("1 of 3 tickets is left in this contract year, and out of hours one counts for 2.");
    expect(under(twice, {}, { lots, at: "2026-03-23T08:00:00Z" }).outcome).toBe("entitled");
    expect(under(twice, {}, { lots, at: "2026-03-23T07:59:00Z" }).outcome).toBe("not_entitled");
    expect(under(twice, {}, { lots: drawn(twice, [{ units: 1 }]), at: "2026-03-22T12:00:00Z" }).outcome).toBe("entitled");
  });

  test("ALW1: buckets side by side leave the others nothing", () => {
    const bucket = (channel: Channel) =>
      ({
        ...anyone,
        key: channel,
        channels: { only: [channel] },
        amount: 1,
        per: "contract_year",
        limits: [],
        carryOver: "none",
      }) as const;
    const parted = withTerms(gold, {
      allowances: [{ ...ticketsAYear(1), buckets: [bucket("phone"), bucket("email")] }],
    });
    const lots = drawn(parted, [{ channel: "phone", units: 1 }]);
    expect(ruledOutBy(under(parted, { channel: "portal" }))?.text).toBe("Gold grants no tickets for such a request.");
    expect(under(parted, { channel: "email" }, { lots }).outcome).toBe("entitled");
    const spent = under(parted, { channel: "phone" }, { lots });
    expect(ruledOutBy(spent)?.text).toBe("The one ticket by phone is used up in this contract year.");
    expect(nearTexts(spent)).toEqual(["channel: By e-mail it would be covered under Gold (SC-2001 line 1)."]);
    expect(under(parted, { severity: 3 }, { lots }).conditions[0]?.text).toBe(
      "The request has to come by e-mail. Nothing is granted for the other channels.",
    );
  });

  test("ENT14: a severity left open is refused only where no severity has a unit left; so with products", () => {
    const grave = { ...anyone, key: "grave", severities: { only: [1, 2] }, atMost: 2 } as const;
    const limited = withTerms(gold, { allowances: [ticketsAYear(9, [grave])] });
    const lots = drawn(limited, [{ severity: 1, units: 2 }]);
    expect(under(limited, { severity: 2 }, { lots }).outcome).toBe("not_entitled");
    expect(under(limited, { severity: 3 }, { lots }).outcome).toBe("entitled");
    expect(under(limited, {}, { lots }).outcome).toBe("entitled");
    const none = withTerms(limited, { severities: { only: [1, 2] } });
    expect(ruledOutBy(under(none, {}, { lots }))?.text).toBe(
      "All 2 tickets at severity 1 or 2 are used up in this contract year.",
    );
    const other = { ...ticketsAYear(9).buckets[0]!, products: { only: ["prod-hpe"] } } as const;
    const elsewhere = withTerms(gold, { allowances: [{ ...ticketsAYear(9), buckets: [other] }] });
    expect(under(elsewhere).outcome).toBe("not_entitled");
    const onAccount = coverage({ planId: gold.id, subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false } });
    const noProduct = { clues: [clue("account", "Northgate", ["acc-1"])], assets: [], coverages: [onAccount] };
    expect(under(elsewhere, {}, noProduct).outcome).toBe("entitled");
    // What is opened like this draws like this.
    expect(under(elsewhere, {}, { ...noProduct, draws: true }).outcome).toBe("not_entitled");
  });

  test("ALW3: time and money in words of their own, each period by its name", () => {
    const work = { key: "work", outOfHoursPercent: 100, workKinds: "any", leastMinutes: 1, stepMinutes: 1 } as const;
    const month = { ...ticketsAYear(600).buckets[0]!, per: "calendar_month" } as const;
    const hours: PlanAllowance = { ...work, unit: "minutes", beyond: "refuse", buckets: [month] };
    const timed = withTerms(gold, { allowances: [hours] });
    const on = "2026-03-02";
    expect(reasons(under(timed, {}, { lots: drawn(timed, [{ units: 320 }], { on }) })).at(-1)).toBe(
      "4 h 40 min of 10 h is left in this month, which ends on 31 March 2026.",
    );
    expect(ruledOutBy(under(timed, {}, { lots: drawn(timed, [{ units: 600 }], { on }) }))?.text).toBe(
      "All 10 h is used up in this month. The next one grants 10 h from 1 April 2026.",
    );
    const term = { ...ticketsAYear(500_000).buckets[0]!, per: "term" } as const;
    const money: PlanAllowance = { ...work, unit: "money", hourlyRateMinor: "9500", beyond: "refuse", buckets: [term] };
    const budget = withTerms(bronze, { allowances: [money] });
    expect(reasons(under(budget, {}, { lots: drawn(budget, [{ units: 310_000 }]) })).at(-1)).toBe(
      "38 % of the money granted is left in this term of the contract, which ends on 30 September 2026.",
    );
    expect(ruledOutBy(under(budget, {}, { lots: drawn(budget, [{ units: 500_000 }]) }))?.text).toBe(
      "All the money granted is used up in this term of the contract.",
    );
  });
});
