import { describe, expect, test } from "vitest";
import { clue, coverage, facts, gold, juno, lineOf, northgate, server, silver } from "#test/support/entitlement-facts.ts";
import type { Subject } from "../coverage/coverage.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { Facts } from "./facts.ts";
import type { Plan } from "./terms.ts";

const serial = { serial: "PHH68634F" };
const rulesOf = ({ candidates }: Decision) => candidates.map(({ ruledOutBy }) => ruledOutBy?.rule ?? null);
const textsOf = (reasons: readonly { readonly text: string }[]) => reasons.map(({ text }) => text);

/** Plans like the given one but for some terms. */
function withTerms(plan: Plan, terms: Partial<Plan["terms"]>): Plan {
  return { ...plan, terms: { ...plan.terms, ...terms } };
}

const warrantyCover = coverage({ id: "cov-warranty", source: { kind: "warranty" }, planId: "plan-warranty" });

describe("ENT1: the order of work", () => {
  test("ENT1: each step is logged, in order", () => {
    const { steps } = decide(
      { ...serial, email: "juno@northgate.example" },
      facts({
        clues: [clue("email", "juno@northgate.example", ["acc-1"]), clue("serial", "PHH68634F", ["acc-1"])],
        contacts: [juno],
      }),
    );
    expect(steps.map(({ rule }) => rule)).toEqual(["ENT2", "ENT2", "COV12", "COV1", "COV4", "ENT5", "ALW3", "ENT3", "ENT6"]);
    expect(textsOf(steps).slice(0, 3)).toEqual(["Caller: Juno Petrov.", "Account: Northgate Logistics.", "Subject: PHH68634F."]);
    expect(textsOf(steps).slice(-2)).toEqual(["Order of preference: SC-2001 line 1.", "Decided: entitled."]);
  });

  test("ENT1: the first thing that rules a candidate out is the one told", () => {
    const ended = coverage({ planId: "plan-silver", endsBefore: "2026-01-01" });
    expect(rulesOf(decide({ ...serial, channel: "fax" }, facts({ coverages: [ended] })))).toEqual(["COV3"]);
  });

  test("ENT1: an account whose assets alone are covered: ask which asset", () => {
    const asked = facts({ clues: [clue("email", juno.email!, ["acc-1"])], assets: [], contacts: [juno], coverages: [] });
    const decision = decide({ email: juno.email! }, { ...asked, coveredAssets: 3 });
    expect(decision).toMatchObject({ outcome: "undecided", source: null, account: northgate, contact: juno, subject: null });
    expect(decision.reasons).toEqual([
      { rule: "ENT1", text: "3 assets of Northgate Logistics are covered: ask which asset it is about." },
    ]);
    expect(textsOf(decide({}, { ...asked, coveredAssets: 1 }).reasons)[0]).toContain("1 asset of Northgate Logistics is covered");
    expect(decide({}, asked)).toMatchObject({ outcome: "not_entitled", reasons: [{ rule: "COV1" }] });
  });

  test("ENT1: so too where one site or one product is covered", () => {
    const asked = facts({ clues: [clue("account", "Northgate Logistics", ["acc-1"])], assets: [] });
    const site = coverage({ id: "cov-site", subject: { kind: "site", siteId: "site-hq" } });
    const product = coverage({
      subject: { kind: "product", productId: "prod-cisco", accountId: "acc-1", coversSubAccounts: false },
    });
    const decision = decide({}, { ...asked, coverages: [site, product] });
    expect(decision.outcome).toBe("undecided");
    expect(decision.reasons[0]).toEqual({ rule: "ENT1", text: "Only some of it is covered: ask which asset it is about." });
    expect(rulesOf(decision)).toEqual(["ENT1", "ENT1"]);
    expect(decide({}, { ...asked, coverages: [product], productPath: ["prod-switch", "prod-cisco"] }).outcome).toBe("entitled");
  });
});

describe("ENT6: the decision", () => {
  test("ENT6: Gold on a Wednesday at noon: promises in one hour and in eight", () => {
    expect(decide({ ...serial, severity: 2 }, facts()).targets).toEqual([
      { name: "first_response", severity: 2, unit: "working_time", amount: 60, dueAt: "2026-03-18T13:00:00Z" },
      { name: "resolution", severity: 2, unit: "working_time", amount: 480, dueAt: "2026-03-18T20:00:00Z" },
    ]);
  });

  test("ENT6: Silver across a weekend on which the clocks go forward", () => {
    const books = facts({ at: "2026-03-27T17:00:00Z", coverages: [coverage({ planId: "plan-silver" })] });
    expect(decide({ ...serial, severity: 2 }, books).targets.map(({ name, dueAt }) => [name, dueAt])).toEqual([
      ["first_response", "2026-03-30T10:00:00Z"],
      ["resolution", "2026-03-31T16:00:00Z"],
    ]);
  });

  test("ENT6: hours are those of the account's zone, and holidays count once they are known", () => {
    const closed = { date: "2026-03-18", knownFrom: "2026-03-17T00:00:00Z" };
    const plan = withTerms(silver, { hours: { ...silver.terms.hours, holidays: [closed] } });
    const books = facts({ coverages: [coverage({ planId: "plan-silver" })], plans: [plan] });
    const responseDue = (changes: Partial<Facts>) =>
      decide({ ...serial, severity: 2 }, { ...books, ...changes }).targets[0]?.dueAt;
    expect(responseDue({})).toBe("2026-03-19T12:00:00Z");
    expect(responseDue({ knownAt: "2026-03-16T00:00:00Z" })).toBe("2026-03-18T16:00:00Z");
    expect(responseDue({ knownAt: "2026-03-16T00:00:00Z", accounts: [{ ...northgate, timeZone: "America/New_York" }] })).toBe(
      "2026-03-18T16:00:00Z",
    );
    expect(responseDue({ accounts: [{ ...northgate, timeZone: "Pacific/Auckland" }] })).toBe("2026-03-18T23:00:00Z");
  });

  test("ENT6: calendar days and elapsed time run through the night", () => {
    const targets = [
      { name: "first_response", severity: 2, unit: "elapsed", amount: 90 },
      { name: "resolution", severity: 2, unit: "calendar_days", amount: 14 },
    ] as const;
    const books = facts({ plans: [withTerms(gold, { targets })] });
    expect(decide({ ...serial, severity: 2 }, books).targets.map(({ dueAt }) => dueAt)).toEqual([
      "2026-03-18T13:30:00Z",
      "2026-04-01T11:00:00Z",
    ]);
    expect(decide({ ...serial, severity: 4 }, books).targets).toEqual([]);
  });

  test("ENT6: plans of one desk in many zones, and hours that make no calendar", () => {
    const zones = Array.from({ length: 70 }, (_, index) => `Etc/GMT${index % 2 === 0 ? "+" : "-"}${index % 12}`);
    const places = ["Africa", "America", "Europe"];
    const named = Intl.supportedValuesOf("timeZone")
      .filter((zone) => places.includes(zone.split("/")[0]!))
      .slice(0, 70);
    for (const timeZone of [...zones, ...named]) {
      expect(decide({ ...serial, severity: 2 }, facts({ accounts: [{ ...northgate, timeZone }] })).targets).toHaveLength(2);
    }
    const never = facts({ plans: [withTerms(gold, { hours: { weekly: {} } })] });
    expect(() => decide(serial, never)).toThrow("make no calendar");
  });

  test("ENT6: everything ever recorded is a candidate, with the rule that ruled it out", () => {
    const past = coverage({ id: "past", startsOn: "2023-10-01", endsBefore: "2024-03-13", endReason: "removed" });
    const cancelled = coverage({ id: "cancelled", startsOn: "2022-10-01", endsBefore: "2023-04-01", endReason: "cancelled" });
    const ended = coverage({ id: "ended", startsOn: "2021-10-01", endsBefore: "2022-10-01" });
    const future = coverage({ id: "future", startsOn: "2026-06-01", endsBefore: null });
    const farther = coverage({ id: "farther", source: lineOf("ct-1", "SC-2009"), startsOn: "2027-06-01", endsBefore: null });
    const expired = { ...warrantyCover, startsOn: "2020-01-01", endsBefore: "2021-01-01" };
    const decision = decide(serial, facts({ coverages: [past, expired, cancelled, farther, ended, future] }));
    expect(decision.outcome).toBe("not_entitled");
    expect(decision.candidates.map(({ coverageId, ruledOutBy }) => [coverageId, ruledOutBy])).toEqual([
      ["farther", { rule: "COV1", text: "SC-2009 line 1 starts on 1 June 2027." }],
      ["future", { rule: "COV1", text: "SC-2001 line 1 starts on 1 June 2026." }],
      ["past", { rule: "COV3", text: "Removed from SC-2001: 12 March 2024 was its last covered day." }],
      ["cancelled", { rule: "COV3", text: "SC-2001 was cancelled: 31 March 2023 was its last covered day." }],
      ["ended", { rule: "COV3", text: "SC-2001 line 1 ended: 30 September 2022 was its last covered day." }],
      ["cov-warranty", { rule: "COV3", text: "The warranty ended: 31 December 2020 was its last covered day." }],
    ]);
    expect(textsOf(decision.reasons)).toEqual([
      "Removed from SC-2001: 12 March 2024 was its last covered day.",
      "SC-2001 line 1 starts on 1 June 2026.",
    ]);
  });

  test("ENT6: a yes says until when, and that there is no end where there is none", () => {
    expect(decide(serial, facts({ coverages: [coverage({ endsBefore: null })] })).reasons[0]?.text).toBe(
      "SC-2001 line 1 covers PHH68634F under Gold with no end date.",
    );
  });

  test("ENT6: a yes names what is covered, whatever the scope", () => {
    const text = (subject: Subject, changes: Partial<Facts> = {}) =>
      decide(serial, facts({ coverages: [coverage({ subject })], ...changes })).reasons[0]?.text;
    const underGold = " under Gold until 30 September 2026.";
    const group: Partial<Facts> = { accounts: [{ ...northgate, ancestorIds: ["acc-0"] }] };
    expect(text({ kind: "site", siteId: "site-hq" })).toBe(`SC-2001 line 1 covers everything at HQ${underGold}`);
    expect(text({ kind: "account", accountId: "acc-1", coversSubAccounts: false })).toContain(
      "everything that Northgate Logistics has under",
    );
    expect(text({ kind: "account", accountId: "acc-0", coversSubAccounts: true }, group)).toContain(
      "everything that the account above Northgate Logistics has",
    );
    expect(text({ kind: "product", productId: "prod-cisco", accountId: "acc-1", coversSubAccounts: false })).toContain(
      "every asset of the product that Northgate",
    );
    expect(
      text({ kind: "asset", assetId: "rack", coversParts: true }, { assets: [{ ...server, ancestorIds: ["shelf", "rack"] }] }),
    ).toContain("part of, parts included,");
    expect(text({ kind: "site", siteId: "site-hq" }, { assets: [{ ...server, siteName: null }] })).toContain(
      "everything at the site",
    );
  });

  test("ENT6: nothing on record is said so; a retired asset is named as such", () => {
    expect(decide(serial, facts({ coverages: [] })).reasons).toEqual([
      { rule: "COV1", text: "Nothing covers PHH68634F: no contract and no warranty is on record, past or to come." },
    ]);
    const untold = { ...server, serial: null };
    const byTag = facts({ clues: [clue("assetTag", "cu1000-001", ["acc-1"])], assets: [untold], coverages: [] });
    expect(decide({}, byTag).reasons[0]?.text).toContain("Nothing covers CU1000-001");
    expect(textsOf(decide(serial, facts({ assets: [{ ...server, status: "retired" }] })).reasons)).toContain(
      "The asset is marked as retired. That alone does not end its coverage.",
    );
  });

  test("ENT6: what the facts lack is a bug and not an answer", () => {
    expect(() => decide(serial, facts({ plans: [] }))).toThrow("lack the plan plan-gold");
    expect(() => decide(serial, facts({ contracts: [] }))).toThrow("lack the contract ct-1");
    expect(() => decide(serial, facts({ accounts: [] }))).toThrow("lack the account acc-1");
    expect(() => decide(serial, facts({ assets: [] }))).toThrow("lack the asset with the serial");
    const named = [clue("serial", "PHH68634F", ["acc-1"]), clue("contractNumber", "SC-9", ["acc-1"])];
    expect(() => decide(serial, facts({ clues: named }))).toThrow("lack the contract SC-9");
  });
});

describe("ENT10: unknown requesters", () => {
  const stranger = facts({
    clues: [clue("email", "who@else.example", [])],
    accounts: [],
    assets: [],
    coverages: [],
    contracts: [],
  });

  test("ENT10: a stranger gets the default plan, under its own terms", () => {
    const decision = decide({ email: "who@else.example" }, { ...stranger, defaultPlanId: "plan-gold" });
    expect(decision).toMatchObject({
      outcome: "entitled",
      source: { kind: "default_plan", plan: "Gold", scope: "account", startsOn: "2026-03-18", endsBefore: null },
      candidates: [{ tier: "default_plan", planId: "plan-gold", coverageId: null, ruledOutBy: null }],
    });
    expect(decision.targets).toHaveLength(6);
    expect(decision.reasons.map(({ rule }) => rule)).toEqual(["ENT10", "ENT10"]);
    const bronzeOnly = decide({ email: "who@else.example" }, { ...stranger, defaultPlanId: "plan-bronze" });
    expect(bronzeOnly).toMatchObject({ outcome: "not_entitled", source: null, candidates: [{ ruledOutBy: { rule: "ENT5" } }] });
  });

  test("ENT10: without a default plan the answer is no, and to identify the caller", () => {
    const decision = decide({ email: "who@else.example" }, stranger);
    expect(decision).toMatchObject({ outcome: "not_entitled", candidates: [], account: null, targets: [] });
    expect(textsOf(decision.reasons)).toEqual([
      "Nothing in the question leads to an account: identify the caller, and ask for a serial number or the account.",
      "The caller is not known by the e-mail address who@else.example: identify them.",
    ]);
    expect(decide({}, { ...stranger, clues: [] }).reasons).toHaveLength(1);
    expect(() => decide({}, { ...stranger, defaultPlanId: "plan-platinum" })).toThrow("lack the default plan");
  });

  test("ENT10: a known account without cover does not get it", () => {
    expect(decide(serial, facts({ coverages: [], defaultPlanId: "plan-gold" })).outcome).toBe("not_entitled");
  });

  test("ENT10: an unknown caller about a known asset is admitted where any caller is, and is to be identified", () => {
    const clues = [clue("serial", "PHH68634F", ["acc-1"]), clue("phone", "+44 1", [])];
    const decision = decide({ ...serial, phone: "+44 1" }, facts({ clues }));
    expect(decision).toMatchObject({ outcome: "entitled", contact: null });
    expect(textsOf(decision.reasons)).toContain("The caller is not known by the telephone number +44 1: identify them.");
    const refused = decide(serial, facts({ clues, coverages: [coverage({ planId: "plan-bronze" })] }));
    expect(refused.candidates[0]?.ruledOutBy).toEqual({
      rule: "ENT5",
      text: "Bronze lets only named callers open tickets, and the caller is not known.",
    });
  });
});

test("COV11: a parent asset covers its parts, and an account its sub-accounts, only where the line says so", () => {
  const part = { ...server, ancestorIds: ["asset-shelf", "asset-rack"] };
  const rack = (coversParts: boolean) => coverage({ subject: { kind: "asset", assetId: "asset-rack", coversParts } });
  expect(decide(serial, facts({ assets: [part], coverages: [rack(true)] }))).toMatchObject({
    outcome: "entitled",
    source: { scope: "asset" },
    candidates: [{ tier: "parent_asset" }],
  });
  expect(rulesOf(decide(serial, facts({ assets: [part], coverages: [rack(false)] })))).toEqual(["COV11"]);
  const group = (coversSubAccounts: boolean) => coverage({ subject: { kind: "account", accountId: "acc-0", coversSubAccounts } });
  const accounts = [{ ...northgate, ancestorIds: ["acc-0"] }];
  expect(decide(serial, facts({ accounts, coverages: [group(true)] })).outcome).toBe("entitled");
  const refused = decide(serial, facts({ accounts, coverages: [group(false)] }));
  expect([refused.outcome, ...rulesOf(refused), refused.nearMisses.length]).toEqual(["not_entitled", "COV11", 0]);
});

test("COV1: what covers another asset, site, product or account is no candidate", () => {
  const elsewhere = [
    coverage({ subject: { kind: "asset", assetId: "asset-2", coversParts: true } }),
    coverage({ subject: { kind: "site", siteId: "site-depot" } }),
    coverage({ subject: { kind: "product", productId: "prod-hpe", accountId: "acc-1", coversSubAccounts: false } }),
    coverage({ subject: { kind: "product", productId: "prod-cisco", accountId: "acc-2", coversSubAccounts: true } }),
    coverage({ subject: { kind: "account", accountId: "acc-2", coversSubAccounts: true } }),
  ];
  expect(decide(serial, facts({ coverages: elsewhere })).candidates).toEqual([]);
  const noAsset = facts({ clues: [clue("account", "Northgate Logistics", ["acc-1"])], assets: [], coverages: [coverage()] });
  expect(decide({}, noAsset).candidates).toEqual([]);
  const strangers = facts({ clues: [], assets: [], coverages: [...elsewhere, coverage()] });
  expect(decide({}, strangers).candidates).toEqual([]);
});

test("COV2: a question that names a service is answered by that service's coverage", () => {
  const decision = decide({ ...serial, service: "hardware" }, facts());
  expect(decision.candidates[0]?.ruledOutBy).toEqual({
    rule: "COV2",
    text: "SC-2001 line 1 serves support; the question is about hardware.",
  });
  expect(decision.nearMisses).toEqual([
    {
      rule: "COV2",
      change: "subject",
      contractNumber: "SC-2001",
      text: "A question about support would be covered under Gold (SC-2001 line 1).",
    },
  ]);
});

test("COV4: the contract's midnights decide, wherever the account is", () => {
  const outcome = (at: string) =>
    decide(serial, facts({ at, accounts: [{ ...northgate, timeZone: "Pacific/Auckland" }] })).outcome;
  expect(outcome("2026-09-30T22:59:59Z")).toBe("entitled");
  expect(outcome("2026-09-30T23:00:00Z")).toBe("not_entitled");
});
