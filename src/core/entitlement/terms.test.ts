import { describe, expect, test } from "vitest";
import { bronze, clue, coverage, drawn, facts, gold, holm, juno, lineOf, silver } from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import type { Facts, Question } from "./facts.ts";
import type { Plan } from "./terms.ts";

const serialClue = clue("serial", "PHH68634F", ["acc-1"]);
const under = (plan: Plan, question: Question = {}, changes: Partial<Facts> = {}) =>
  decide(question, facts({ plans: [plan], coverages: [coverage({ planId: plan.id })], ...changes }));
const withTerms = (plan: Plan, terms: Partial<Plan["terms"]>): Plan => ({ ...plan, terms: { ...plan.terms, ...terms } });
const ruledOutBy = (decision: ReturnType<typeof decide>) => decision.candidates[0]?.ruledOutBy;
const nearTexts = (decision: ReturnType<typeof decide>) => decision.nearMisses.map(({ change, text }) => `${change}: ${text}`);
const asked = (email: string, contacts: Facts["contacts"]): Partial<Facts> => ({
  clues: [
    serialClue,
    clue(
      "email",
      email,
      contacts.map(({ accountId }) => accountId),
    ),
  ],
  contacts,
});

describe("ENT5: terms", () => {
  test("ENT5: a channel that the plan does not admit, and the ones it does", () => {
    const decision = under(silver, { channel: "fax" });
    expect(decision.outcome).toBe("not_entitled");
    expect(ruledOutBy(decision)).toEqual({
      rule: "ENT5",
      text: "Silver takes requests through the portal, by e-mail or by phone only.",
    });
    expect(decision.reasons).toEqual([ruledOutBy(decision)]);
    expect(under(silver, { channel: "phone" }).outcome).toBe("entitled");
    expect(under(gold, { channel: "fax" }).outcome).toBe("entitled");
  });

  test("ENT5: none admits nothing, even where the question leaves it open", () => {
    const noChannel = withTerms(silver, { channels: "none" });
    expect(ruledOutBy(under(noChannel))?.text).toBe("Silver takes requests by no channel.");
    expect(under(noChannel, { channel: "email" })).toMatchObject({ outcome: "not_entitled", nearMisses: [] });
    const nothingLeft = { lots: drawn(silver, [{ channel: "email", units: 100 }]) };
    expect(ruledOutBy(under(noChannel, {}, nothingLeft))?.rule).toBe("ENT5");
    const noSeverity = under(withTerms(gold, { severities: "none" }));
    expect(ruledOutBy(noSeverity)?.text).toBe("Gold covers no severity.");
    expect(noSeverity.nearMisses).toEqual([]);
    const nobody = under(withTerms(gold, { contacts: "none" }));
    expect(ruledOutBy(nobody)?.text).toBe("Gold lets nobody open tickets.");
    expect(nobody.nearMisses).toEqual([]);
    const noProduct = under(withTerms(gold, { products: "none" }));
    expect(ruledOutBy(noProduct)?.text).toBe("Gold does not cover this product.");
    expect(noProduct.nearMisses).toEqual([]);
  });

  test("ENT5: only named callers, where the plan says so", () => {
    const refused = under(bronze, {}, asked(holm.email!, [holm]));
    expect(ruledOutBy(refused)?.text).toBe("Bronze lets only named callers open tickets, and Eun-ji Holm is not one.");
    expect(under(bronze, {}, asked(juno.email!, [juno])).outcome).toBe("entitled");
    expect(under(silver, {}, asked(holm.email!, [holm])).outcome).toBe("entitled");
  });

  test("ENT5: a limit of named callers takes those known longest", () => {
    const two = withTerms(bronze, { namedAtMost: 2 });
    const place = (namedPlace: number) => under(two, {}, asked(juno.email!, [{ ...juno, namedPlace }]));
    expect(place(2).outcome).toBe("entitled");
    expect(ruledOutBy(place(3))).toEqual({
      rule: "ENT5",
      text: "Bronze takes 2 named callers of an account, and Juno Petrov is number 3.",
    });
    expect(ruledOutBy(under(two, {}, asked(holm.email!, [holm])))?.text).toContain("is not one");
    const shared = [
      { ...juno, namedPlace: 3 },
      { ...juno, id: "con-9", name: "Ada", namedPlace: 1 },
    ];
    expect(under(two, {}, asked(juno.email!, shared)).conditions.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("The caller has to be Ada"),
    );
  });

  test("ENT5: only these severities and products, a product standing for its branch", () => {
    const grave = withTerms(gold, { severities: { only: [1, 2] } });
    expect(ruledOutBy(under(grave, { severity: 3 }))).toEqual({ rule: "ENT5", text: "Gold covers severity 1 or 2 only." });
    expect(under(grave, { severity: 2 }).outcome).toBe("entitled");
    expect(under(withTerms(gold, { products: { only: ["prod-cisco"] } })).outcome).toBe("entitled");
    expect(under(withTerms(gold, { products: { only: ["prod-hpe"] } })).outcome).toBe("not_entitled");
    const whole = coverage({ subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false } });
    const noAsset = { clues: [clue("account", "Northgate Logistics", ["acc-1"])], assets: [], coverages: [whole] };
    expect(under(withTerms(gold, { products: { only: ["prod-hpe"] } }), {}, noAsset).outcome).toBe("entitled");
  });
});

describe("ENT6: near misses", () => {
  test("ENT6: another channel, a named caller, another severity", () => {
    expect(nearTexts(under(silver, { channel: "fax" }))).toEqual([
      "channel: Through the portal, by e-mail or by phone it would be covered under Silver (SC-2001 line 1).",
    ]);
    expect(nearTexts(under(bronze, {}, asked(holm.email!, [holm])))).toEqual([
      "contact: Asked by a named caller it would be covered under Bronze (SC-2001 line 1).",
    ]);
    expect(nearTexts(under(withTerms(gold, { severities: { only: [1] } }), { severity: 4 }))).toEqual([
      "severity: At severity 1 it would be covered under Gold (SC-2001 line 1).",
    ]);
  });

  test("ENT6: from a coming day", () => {
    const decision = decide({}, facts({ coverages: [coverage({ startsOn: "2026-06-01" })] }));
    expect(decision.nearMisses).toEqual([
      {
        rule: "COV1",
        change: "date",
        contractNumber: "SC-2001",
        from: "2026-06-01",
        text: "From 1 June 2026 it is covered under Gold (SC-2001 line 1).",
      },
    ]);
  });

  test("ENT6: what ended, how long ago, and what would bring it back", () => {
    const ended = (changes: Parameters<typeof coverage>[0]) =>
      nearTexts(decide({}, facts({ coverages: [coverage(changes)] })))[0];
    expect(ended({ endsBefore: "2026-03-07" })).toBe(
      "renewal: SC-2001 covered it until 6 March 2026, 12 days ago; renewing it would cover it under Gold again.",
    );
    expect(ended({ endsBefore: "2026-03-18" })).toContain("until 17 March 2026, yesterday; renewing");
    expect(ended({ endsBefore: "2026-03-07", endReason: "cancelled" })).toContain("renewing it");
    expect(ended({ endsBefore: "2026-03-07", endReason: "removed" })).toContain(
      "taking it back into the contract would cover it under Gold again",
    );
    expect(ended({ endsBefore: "2026-03-07", source: { kind: "warranty" } })).toBe(
      "renewal: The warranty covered it until 6 March 2026, 12 days ago; a contract could follow it.",
    );
  });

  test("ENT6: what renewing it costs a year, where its price is known", () => {
    const renewals = [
      { coverageId: "other", yearlyMinor: "1", currency: "GBP" },
      { coverageId: "ended", yearlyMinor: "41200", currency: "GBP" },
    ];
    const asked = (id: string) =>
      decide({}, facts({ coverages: [coverage({ id, endsBefore: "2026-03-07" })], renewals })).nearMisses;
    expect(asked("ended")).toEqual([
      {
        rule: "COV3",
        change: "renewal",
        contractNumber: "SC-2001",
        yearly: { minor: "41200", currency: "GBP" },
        text: "SC-2001 covered it until 6 March 2026, 12 days ago; renewing it for GBP 412.00 a year would cover it under Gold again.",
      },
    ]);
    expect(asked("unpriced")[0]).not.toHaveProperty("yearly");
  });

  test("ENT6: the latest end only, and none that something followed", () => {
    const older = coverage({ id: "older", startsOn: "2023-01-01", endsBefore: "2024-01-01" });
    const later = coverage({ id: "later", startsOn: "2024-06-01", endsBefore: "2025-06-01", source: lineOf("ct-1", "SC-1000") });
    const oldWarranty = coverage({ id: "w", source: { kind: "warranty" }, startsOn: "2020-01-01", endsBefore: "2023-01-01" });
    expect(nearTexts(decide({}, facts({ coverages: [older, later, oldWarranty] })))).toEqual([
      "renewal: SC-1000 covered it until 31 May 2025, 291 days ago; renewing it would cover it under Gold again.",
    ]);
    const followed = decide({ channel: "fax" }, facts({ coverages: [older, coverage({ planId: "plan-silver" })] }));
    expect(followed.nearMisses.map(({ change }) => change)).toEqual(["channel"]);
  });

  test("ENT6: one change at a time, each sentence once, at most five, what can be done at once first", () => {
    const twice = under(bronze, { channel: "fax" }, asked(holm.email!, [holm]));
    expect(twice.nearMisses).toEqual([]);
    const lines = ["1", "2", "3", "4", "5", "6"].map((line) =>
      coverage({ id: `s${line}`, planId: "plan-silver", source: lineOf("ct-1", "SC-2001", line) }),
    );
    const coming = coverage({ id: "f", startsOn: "2026-06-01", source: lineOf("ct-1", "SC-2001", "0") });
    const again = { ...lines[0]!, id: "s1b" };
    const many = decide({ channel: "fax" }, facts({ coverages: [coming, ...lines, again] }));
    expect(many.nearMisses.map(({ change }) => change)).toEqual(["channel", "channel", "channel", "channel", "channel"]);
    const few = decide({ channel: "fax" }, facts({ coverages: [coming, lines[0]!, again] }));
    expect(few.nearMisses.map(({ change }) => change)).toEqual(["channel", "date"]);
  });
});

describe("ENT14: what the question leaves out", () => {
  const conditions = (decision: ReturnType<typeof decide>) => decision.conditions.map(({ term, text }) => `${term}: ${text}`);

  test("ENT14: no channel, no caller and no severity are held against nobody, and are listed", () => {
    const decision = under(bronze);
    expect(decision.outcome).toBe("entitled");
    expect(conditions(decision)).toEqual([
      "channel: The request has to come through the portal or by e-mail.",
      "contact: Bronze lets only named callers open tickets.",
      "severity: The severity is open, so the targets of each are given.",
    ]);
    expect(decision.targets.map(({ severity }) => severity)).toEqual([2, 2, 3, 3]);
  });

  test("ENT14: what the question settles, or the plan leaves to anyone, is no condition", () => {
    expect(conditions(under(bronze, { channel: "email", severity: 2 }, asked(juno.email!, [juno])))).toEqual([]);
    expect(conditions(under(gold, { severity: 2 }))).toEqual([]);
    const grave = under(withTerms(gold, { severities: { only: [1, 2] } }));
    expect(conditions(grave)).toEqual([
      "severity: The severity is open, so the targets of each are given. Severity 1 or 2 is covered.",
    ]);
    expect(grave.targets.map(({ severity }) => severity)).toEqual([1, 1, 2, 2]);
  });

  test("ENT14: a number that a named caller shares with another", () => {
    const shared = { clues: [serialClue, clue("phone", juno.phone!, ["acc-1", "acc-1"])], contacts: [holm, juno] };
    const decision = under(bronze, { channel: "email", severity: 2 }, shared);
    expect(decision.outcome).toBe("entitled");
    expect(conditions(decision)).toEqual([
      "contact: The caller has to be Juno Petrov: others share that address or number, and Bronze lets only named callers open tickets.",
    ]);
  });
});
