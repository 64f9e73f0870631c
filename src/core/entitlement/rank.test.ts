import { describe, expect, test } from "vitest";
import { clue, contract, coverage, facts, lineOf, northgate } from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import { defaultRanking } from "./facts.ts";

const serial = { serial: "PHH68634F" };
const textsOf = (reasons: readonly { readonly text: string }[]) => reasons.map(({ text }) => text);

const wholeAccount = coverage({
  id: "cov-account",
  source: lineOf("ct-2", "SC-2002"),
  subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false },
});
const second = { ...contract, id: "ct-2", number: "SC-2002" };
const warrantyCover = coverage({ id: "cov-warranty", source: { kind: "warranty" }, planId: "plan-warranty" });

describe("ENT3: ranking", () => {
  const bronzeAsset = coverage({ planId: "plan-bronze" });
  const books = facts({ coverages: [wholeAccount, bronzeAsset], contracts: [contract, second] });

  test("ENT3: an asset line before an account line, and the other way round where the ranking says so", () => {
    const decision = decide(serial, books);
    expect(decision.source).toMatchObject({ contractNumber: "SC-2001", plan: "Bronze", scope: "asset" });
    expect(textsOf(decision.reasons)).toContain(
      "By the order of preference it comes before SC-2002 line 1, which would cover it too.",
    );
    expect(decision.candidates.map(({ contractNumber }) => contractNumber)).toEqual(["SC-2001", "SC-2002"]);
    const reversed = { ...defaultRanking, scopes: defaultRanking.scopes.toReversed() };
    expect(decide(serial, { ...books, ranking: reversed }).source).toMatchObject({ contractNumber: "SC-2002", plan: "Gold" });
  });

  test("ENT3: an asset's row before its product's before the account's by default; the list can say otherwise", () => {
    const byProduct = coverage({
      id: "cov-product",
      source: lineOf("ct-2", "SC-2002", "2"),
      subject: { kind: "product", productId: "prod-cisco", accountId: "acc-1", coversSubAccounts: false },
    });
    const rows = { ...books, coverages: [wholeAccount, byProduct, bronzeAsset] };
    const scopeBy = (...scopes: (typeof defaultRanking)["scopes"]) =>
      decide(serial, { ...rows, ranking: { ...defaultRanking, scopes } }).source?.scope;
    expect(decide(serial, rows).candidates.map(({ scope }) => scope)).toEqual(["asset", "product", "account"]);
    expect(decide(serial, rows).source).toMatchObject({ scope: "asset", plan: "Bronze" });
    expect(scopeBy("product", "account", "asset")).toBe("product");
    expect(scopeBy("account", "asset", "product")).toBe("account");
    // The account alone is asked about: what covers one asset does not speak for it.
    expect(decide({}, { ...rows, clues: [clue("account", "Northgate", ["acc-1"])], assets: [] }).source?.scope).toBe("account");
  });

  test("COV3: what has no end has none, whatever the day: there is no blank to be read as one", () => {
    const open = coverage({ endsBefore: null });
    for (const at of ["2026-03-18T12:00:00Z", "2999-12-30T12:00:00Z"]) {
      const decision = decide(serial, { ...books, at, coverages: [open] });
      expect(decision.source).toMatchObject({ scope: "asset", endsBefore: null });
      expect(textsOf(decision.reasons)[0]).toMatch(/with no end date\.$/);
    }
    const ended = coverage({ id: "cov-2", source: lineOf("ct-2", "SC-2002"), endsBefore: "2026-03-18" });
    expect(decide(serial, { ...books, coverages: [open, ended] }).source).toMatchObject({ contractNumber: "SC-2001" });
  });

  test("ENT3: what the ranking does not name comes last", () => {
    const ranking = { scopes: ["account"], sources: ["contract"] } as const;
    expect(decide(serial, { ...books, ranking }).source).toMatchObject({ contractNumber: "SC-2002" });
  });

  test("ENT3: the nearer in the tree of products, then of accounts", () => {
    const of = (id: string, productId: string, contractId: string, number: string) =>
      coverage({
        id,
        source: lineOf(contractId, number),
        subject: { kind: "product", productId, accountId: "acc-1", coversSubAccounts: false },
      });
    const byProduct = [of("a", "prod-cisco", "ct-1", "SC-2001"), of("b", "prod-switch", "ct-2", "SC-2002")];
    expect(decide(serial, { ...books, coverages: byProduct }).source).toMatchObject({
      contractNumber: "SC-2002",
      scope: "product",
    });
    const above = coverage({ subject: { kind: "account", accountId: "acc-0", coversSubAccounts: true } });
    const group = { ...books, accounts: [{ ...northgate, ancestorIds: ["acc-0"] }], coverages: [above, wholeAccount] };
    expect(decide(serial, group).source).toMatchObject({ contractNumber: "SC-2002" });
  });

  test("ENT3: contract before warranty of the same scope, but a warranty of the asset before a contract of the account", () => {
    expect(decide(serial, { ...books, coverages: [warrantyCover, coverage()] }).source).toMatchObject({ kind: "contract" });
    const decision = decide(serial, { ...books, coverages: [warrantyCover, wholeAccount] });
    expect(decision.source).toEqual({
      kind: "warranty",
      plan: "Warranty",
      scope: "asset",
      startsOn: "2025-10-01",
      endsBefore: "2026-10-01",
    });
    expect(decision.reasons[0]?.text).toBe("The warranty covers PHH68634F under Warranty until 30 September 2026.");
  });
});

describe("ENT4: equally good", () => {
  test("ENT4: two contracts for one asset: undecided, both shown", () => {
    const other = coverage({ id: "cov-2", source: lineOf("ct-2", "SC-2002"), planId: "plan-silver" });
    const decision = decide(serial, facts({ coverages: [other, coverage()], contracts: [second, contract] }));
    expect(decision).toMatchObject({ outcome: "undecided", source: null, targets: [], nearMisses: [] });
    expect(decision.reasons[0]?.rule).toBe("ENT4");
    expect(decision.reasons[0]?.text).toContain("SC-2001 line 1 (Gold) and SC-2002 line 1 (Silver)");
    expect(decision.candidates.map(({ ruledOutBy }) => ruledOutBy)).toEqual([null, null]);
  });

  test("ENT4: lines of one contract under one plan are one bargain: the lowest number stands for them", () => {
    const line = (number: string, changes = {}) =>
      coverage({ id: `cov-${number}`, source: lineOf("ct-1", "SC-2001", number), ...changes });
    const decision = decide(serial, facts({ coverages: [line("10"), line("2"), line("30", { startsOn: "2025-12-01" })] }));
    expect(decision).toMatchObject({ outcome: "entitled", source: { lineNumber: "2" } });
    expect(textsOf(decision.reasons)).toContain(
      "SC-2001 line 2, SC-2001 line 30 and SC-2001 line 10 cover it alike; the first stands for them.",
    );
    expect(decide(serial, facts({ coverages: [line("1"), line("2", { planId: "plan-silver" })] })).outcome).toBe("undecided");
  });

  test("ENT4: two warranties on the same terms are one, too", () => {
    const again = { ...warrantyCover, id: "cov-again" };
    expect(decide(serial, facts({ coverages: [again, warrantyCover] }))).toMatchObject({
      outcome: "entitled",
      source: { kind: "warranty" },
    });
    const ranking = { ...defaultRanking, sources: [] };
    const bronzeWarranty = { ...warrantyCover, planId: "plan-gold" };
    expect(decide(serial, facts({ ranking, coverages: [coverage(), bronzeWarranty] })).outcome).toBe("undecided");
  });

  test("ENT4: where the services differ, ask which", () => {
    const hardware = coverage({ service: "hardware" });
    const software = coverage({ id: "cov-2", service: "software", source: lineOf("ct-2", "SC-2002") });
    const books = facts({ coverages: [software, hardware], contracts: [contract, second] });
    expect(decide(serial, books).reasons[0]?.text).toContain("Say which service is meant: hardware or software.");
    expect(decide({ ...serial, service: "Software" }, books)).toMatchObject({
      outcome: "entitled",
      source: { contractNumber: "SC-2002" },
    });
  });

  test("ENT4: a tie below a better candidate does not matter", () => {
    const again = { ...wholeAccount, id: "cov-2", source: lineOf("ct-3", "SC-2003") };
    const books = facts({
      coverages: [wholeAccount, again, coverage()],
      contracts: [contract, second, { ...contract, id: "ct-3" }],
    });
    expect(decide(serial, books).source).toMatchObject({ scope: "asset" });
  });
});
