import { describe, expect, test } from "vitest";
import {
  clue,
  contract,
  coverage,
  facts,
  halden,
  holm,
  juno,
  lineOf,
  northgate,
  server,
} from "#test/support/entitlement-facts.ts";
import { decide } from "./decide.ts";
import type { Facts } from "./facts.ts";

const serialClue = clue("serial", "PHH68634F", ["acc-1"]);
const other = { ...server, id: "asset-2", accountId: "acc-2", serial: "PHH6-8634F", tag: "CU1007-004" };
const disputeOf = (changes: Partial<Facts>) => {
  const { outcome, reasons } = decide({}, facts(changes));
  return [outcome, reasons[0]?.rule, reasons[0]?.text];
};

describe("ENT2: clues that disagree", () => {
  test("ENT2: serial and e-mail of two accounts: undecided, naming both", () => {
    const clues = [clue("email", "kari@halden.example", ["acc-2"]), serialClue];
    const books: Partial<Facts> = {
      clues,
      accounts: [northgate, halden],
      contacts: [{ ...juno, id: "con-9", accountId: "acc-2" }],
    };
    expect(disputeOf(books)).toEqual([
      "undecided",
      "ENT2",
      "The clues disagree: the serial number PHH68634F belongs to Northgate Logistics and the e-mail address kari@halden.example belongs to Halden Maskin AS. Ask which is right.",
    ]);
    const decision = decide({}, facts(books));
    expect(decision).toMatchObject({ subject: server, account: northgate, contact: null, source: null, nearMisses: [] });
    expect(decision.candidates).toHaveLength(1);
    expect(decision.steps[1]?.text).toBe("Account: Northgate Logistics; the clues are in dispute.");
  });

  test("ENT2: serial and tag of two assets are undecided; of two assets of one serial the tag tells which", () => {
    const clues = [clue("serial", "PHH68634F", ["acc-1", "acc-2"]), clue("assetTag", "CU1007-004", ["acc-2"])];
    const accounts = [northgate, halden];
    expect(disputeOf({ clues, assets: [{ ...other, serial: "PXV83445C" }, server], accounts })[2]).toBe(
      "The clues fit 2 assets: PHH68634F at Northgate Logistics and PXV83445C at Halden Maskin AS. Ask which one.",
    );
    const twins = [other, { ...server, serial: "phh-68634f" }];
    expect(decide({}, facts({ clues, assets: twins, accounts, coverages: [] }))).toMatchObject({
      subject: other,
      account: halden,
    });
  });

  test("ENT2: a tag with a serial that nobody knows, and the other way round", () => {
    const byTag = [clue("serial", "XYZ", []), clue("assetTag", "CU1000-001", ["acc-1"])];
    expect(disputeOf({ clues: byTag })[2]).toBe(
      "The clues disagree: nobody knows the serial number XYZ, and the asset found by the other clue bears serial number PHH68634F.",
    );
    const bySerial = [serialClue, clue("assetTag", "XYZ", [])];
    expect(disputeOf({ clues: bySerial })[2]).toContain("bears asset tag CU1000-001");
    expect(disputeOf({ clues: byTag, assets: [{ ...server, serial: null }] })[0]).toBe("entitled");
    expect(disputeOf({ clues: bySerial, assets: [{ ...server, tag: null }] })[0]).toBe("entitled");
  });

  test("ENT2: two accounts of one name are undecided, and settled by a serial of one", () => {
    const named = clue("account", "Northgate", ["acc-1", "acc-2"]);
    const accounts = [northgate, halden];
    expect(disputeOf({ clues: [named], assets: [], accounts })[2]).toBe(
      "The clues fit 2 accounts: Northgate Logistics or Halden Maskin AS. Ask which one.",
    );
    expect(decide({}, facts({ clues: [named, serialClue], accounts }))).toMatchObject({
      outcome: "entitled",
      account: northgate,
    });
  });

  test("ENT2: an account that the facts do not name is named by its id", () => {
    expect(disputeOf({ clues: [clue("account", "Northgate", ["acc-7", "acc-8"])], assets: [], accounts: [] })[2]).toContain(
      "acc-7 or acc-8",
    );
  });

  test("ENT2: a product that is neither above nor below the asset's disagrees; a module below is the more exact", () => {
    const clues = [serialClue, clue("product", "ProCurve", [], 1)];
    expect(disputeOf({ clues, productPath: ["prod-procurve", "prod-hpe"] })[2]).toBe(
      "The clues disagree: PHH68634F is a Cisco C9200L-48P-4G, and the question names ProCurve.",
    );
    expect(disputeOf({ clues, productPath: ["prod-cisco"] })[0]).toBe("entitled");
    const ofModule = coverage({
      subject: { kind: "product", productId: "prod-uplink", accountId: "acc-1", coversSubAccounts: false },
    });
    expect(disputeOf({ clues, productPath: ["prod-uplink", "prod-switch", "prod-cisco"], coverages: [ofModule] })[0]).toBe(
      "entitled",
    );
    expect(disputeOf({ clues, productPath: ["prod-procurve"], assets: [{ ...server, productPath: [] }] })[0]).toBe("entitled");
  });
});

describe("ENT2: contracts", () => {
  const named = (number: string, accountId: string) => [serialClue, clue("contractNumber", number, [accountId])];
  const over = { ...contract, id: "ct-0", number: "SC-1999", endsBefore: "2025-10-01" };
  const past = coverage({ id: "cov-0", source: lineOf("ct-0", "SC-1999"), startsOn: "2024-10-01", endsBefore: "2025-10-01" });

  test("ENT2: a contract named narrows the candidates to its own, and a near miss says what another would cover", () => {
    const decision = decide(
      {},
      facts({ clues: named("sc 1999", "acc-1"), contracts: [contract, over], coverages: [coverage(), past] }),
    );
    expect(decision.outcome).toBe("not_entitled");
    expect(decision.candidates.map(({ ruledOutBy }) => ruledOutBy)).toEqual([
      { rule: "ENT2", text: "The question names contract SC-1999." },
      { rule: "COV3", text: "SC-1999 line 1 ended: 30 September 2025 was its last covered day." },
    ]);
    expect(decision.nearMisses).toEqual([
      {
        rule: "ENT2",
        change: "subject",
        contractNumber: "SC-2001",
        text: "Without naming that contract it would be covered under Gold (SC-2001 line 1).",
      },
    ]);
  });

  test("ENT2: a contract that is over says so, and what followed it, whatever other contracts cover", () => {
    const byContract = [clue("contractNumber", "SC-1999", ["acc-1"])];
    const wide = coverage({ subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false } });
    const books = facts({ clues: byContract, assets: [], contracts: [contract, over], coverages: [wide] });
    const said = (changes: Partial<Facts>) => {
      const { outcome, reasons } = decide({}, { ...books, ...changes });
      return [outcome, ...reasons.map(({ rule, text }) => `${rule} ${text}`)];
    };
    const ended = "COV3 SC-1999 ended: 30 September 2025 was its last day.";
    expect(said({})).toEqual(["not_entitled", ended]);
    expect(said({ followers: [contract] })).toEqual([
      "not_entitled",
      ended,
      "ENT2 SC-1999 was followed by SC-2001, from 1 October 2025 until 30 September 2026.",
    ]);
    const next = { ...contract, number: "SC-2090", startsOn: "2026-10-01", endsBefore: null };
    expect(said({ followers: [next, contract] }).at(-1)).toBe(
      "ENT2 SC-1999 was followed by SC-2001 and then SC-2090, from 1 October 2026 with no end date.",
    );
    const lines = { ...past, subject: wide.subject };
    expect(said({ coverages: [wide, lines] })[1]).toBe("COV3 SC-1999 line 1 ended: 30 September 2025 was its last covered day.");
    expect(said({ contracts: [contract, { ...over, startsOn: "2027-01-01", endsBefore: null }] })[1]).toBe(
      "COV1 SC-1999 starts on 1 January 2027.",
    );
    expect(said({ contracts: [contract, { ...over, endsBefore: null }] })[1]).toBe(
      "COV1 SC-1999 covers nothing of Northgate Logistics on this day.",
    );
    expect(
      said({ clues: named("SC-1999", "acc-1"), assets: [server], contracts: [contract, { ...over, endsBefore: null }] })[1],
    ).toBe("COV1 SC-1999 covers nothing of PHH68634F on this day.");
  });

  test("ENT2: a contract of a third account disagrees, unless it is the account above or covers this very asset", () => {
    const foreign = { ...over, accountId: "acc-2" };
    const books = { clues: named("SC-1999", "acc-2"), contracts: [contract, foreign], accounts: [northgate, halden] };
    expect(disputeOf(books)[2]).toBe(
      "The clues disagree: contract SC-1999 belongs to Halden Maskin AS, and the other clues lead to Northgate Logistics.",
    );
    expect(disputeOf({ ...books, coverages: [coverage(), past] })[0]).toBe("not_entitled");
    const below = { ...northgate, ancestorIds: ["acc-2"] };
    expect(disputeOf({ ...books, accounts: [below, halden] })[0]).toBe("not_entitled");
  });

  test("ENT2: a contract number alone leads to its account", () => {
    const whole = coverage({ subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false } });
    const decision = decide({}, facts({ clues: [clue("contractNumber", "SC-2001", ["acc-1"])], assets: [], coverages: [whole] }));
    expect(decision).toMatchObject({ outcome: "entitled", account: northgate, subject: null });
    expect(decision.steps[2]?.text).toBe("Subject: no asset.");
  });

  test("ENT2: of two contracts of nearly one number the one as typed is meant, else it is undecided", () => {
    const near = { ...contract, id: "ct-3", number: "SC2001" };
    const contracts = [near, contract];
    expect(disputeOf({ clues: named("SC-2001", "acc-1"), contracts })[0]).toBe("entitled");
    expect(disputeOf({ clues: named("sc/2001", "acc-1"), contracts })[2]).toBe(
      "The contract number fits 2 contracts: SC-2001 of Northgate Logistics and SC2001 of Northgate Logistics. Ask which one.",
    );
  });

  test("ENT2: a clue that leads nowhere is told and left aside", () => {
    const clues = [
      serialClue,
      clue("contractNumber", "SC-9999", []),
      clue("account", "Nordgate", []),
      clue("product", "Sisco", []),
    ];
    const decision = decide({}, facts({ clues }));
    expect(decision.outcome).toBe("entitled");
    expect(decision.reasons.map(({ text }) => text).slice(1)).toEqual([
      "Nobody knows the contract number SC-9999; it was left aside.",
      "Nobody knows the account name Nordgate; it was left aside.",
      "Nobody knows the product Sisco; it was left aside.",
    ]);
  });
});

describe("ENT2: callers", () => {
  const callers = (clues: Facts["clues"], contacts: Facts["contacts"]) =>
    decide({}, facts({ clues: [serialClue, ...clues], contacts }));
  const phone = clue("phone", "+44 20 7946 3050", ["acc-1", "acc-1"]);

  test("ENT2: one whom both clues fit is the caller, though others share the number", () => {
    const decision = callers([phone, clue("email", "JUNO@northgate.example", ["acc-1"])], [holm, juno]);
    expect(decision.contact).toEqual(juno);
  });

  test("ENT2: of several who share a number none is the caller for sure", () => {
    const decision = callers([phone], [juno, holm]);
    expect(decision.contact).toBeNull();
    expect(decision.steps[0]?.text).toBe("Caller: Juno Petrov and Eun-ji Holm.");
  });

  test("ENT2: two people by two clues may be either; contacts without address or number fit none", () => {
    const bare = { ...holm, email: null, phone: null };
    const decision = callers([clue("email", "juno@northgate.example", ["acc-1"]), phone], [{ ...juno, phone: null }, bare]);
    expect(decision.steps[0]?.text).toBe("Caller: Juno Petrov and Eun-ji Holm.");
    expect(callers([clue("email", "x@y.example", ["acc-1"])], [bare]).contact).toEqual(bare);
  });
});

describe("COV12: which asset", () => {
  const folded = { ...server, id: "asset-3", serial: "PHH6B634F", tag: "T-3" };
  const both = { ...server, id: "asset-4", serial: "PHO8634F", tag: "T-4" };
  const zero = { ...server, id: "asset-5", serial: "PH08634F", tag: "T-5" };
  const ask = (typed: string, assets: Facts["assets"], more: Facts["clues"] = []) =>
    decide(
      {},
      facts({
        clues: [
          clue(
            "serial",
            typed,
            assets.map(({ accountId }) => accountId),
          ),
          ...more,
        ],
        assets,
        accounts: [northgate, halden],
        coverages: [],
      }),
    );

  test("COV12: as typed wins, then as typed less blanks and dashes, then as meant", () => {
    expect(ask("PHO8634F", [zero, both]).subject?.id).toBe("asset-4");
    expect(ask("pho-8634f", [zero, both]).subject?.id).toBe("asset-4");
    expect(ask("PH-08634F", [both]).subject?.id).toBe("asset-4");
    expect(ask("PHH6B634F", [folded]).subject?.id).toBe("asset-3");
  });

  test("COV12: several that nothing tells apart are shown, and none is chosen", () => {
    const twin = { ...zero, id: "asset-6", serial: "PHO8634-F" };
    const decision = ask("pho8634f", [twin, both]);
    expect(decision).toMatchObject({ outcome: "undecided", subject: null });
    expect(decision.reasons[0]?.text).toBe(
      "The clues fit 2 assets: PHO8634F at Northgate Logistics and PHO8634-F at Northgate Logistics. Ask which one.",
    );
  });

  test("COV12: another clue of one account tells them apart", () => {
    const twin = { ...zero, id: "asset-6", serial: "PHO8634-F", accountId: "acc-2" };
    const decision = ask("pho8634f", [twin, both], [clue("account", "Halden Maskin AS", ["acc-2"])]);
    expect(decision).toMatchObject({ subject: { id: "asset-6" }, account: halden });
  });

  test("COV12: a placeholder identifies nothing: another clue decides, or nobody is known", () => {
    const clues = [clue("serial", "To be filled by O.E.M.", []), clue("assetTag", "CU1000-001", ["acc-1"])];
    const decision = decide({}, facts({ clues }));
    expect(decision).toMatchObject({ outcome: "entitled", subject: server, didYouMean: [] });
    expect(decision.reasons.at(-1)).toEqual({
      rule: "COV12",
      text: "“To be filled by O.E.M.” stands for having no serial number: it identifies nothing.",
    });
    const alone = decide({}, facts({ clues: [clue("serial", "00000000", ["acc-1"])] }));
    expect(alone).toMatchObject({ outcome: "not_entitled", subject: null, account: null });
  });
});

describe("COV12: serials that nobody knows", () => {
  const unknown = clue("serial", "PHH68643F", []);
  const offered = { serial: "PHH68634F", assetId: "asset-1", accountName: "Northgate Logistics", productName: null };

  test("COV12: nothing covers it; near ones are offered and not assumed", () => {
    const alone = { clues: [unknown], accounts: [], assets: [], coverages: [], contracts: [] };
    const decision = decide({}, facts({ ...alone, similarSerials: [offered], defaultPlanId: "plan-gold" }));
    expect(decision).toMatchObject({ outcome: "not_entitled", subject: null, didYouMean: [offered], candidates: [] });
    expect(decision.reasons[0]).toEqual({
      rule: "COV12",
      text: "No asset bears the serial number PHH68643F, so nothing covers it. One like it is on record: did you mean that?",
    });
    expect(decide({}, facts({ ...alone, similarSerials: [offered, offered] })).reasons[0]?.text).toContain(
      "2 like it are on record",
    );
    expect(decide({}, facts(alone)).reasons[0]?.text).toBe("No asset bears the serial number PHH68643F, so nothing covers it.");
  });

  test("COV12: not even what covers everything the account has, until it is registered", () => {
    const account = coverage({ id: "a", subject: { kind: "account", accountId: "acc-1", coversSubAccounts: false } });
    const product = coverage({
      id: "b",
      subject: { kind: "product", productId: "p", accountId: "acc-1", coversSubAccounts: false },
    });
    const site = coverage({ id: "c", subject: { kind: "site", siteId: "s" } });
    const clues = [unknown, clue("email", juno.email!, ["acc-1"])];
    const decision = decide(
      {},
      facts({ clues, assets: [], contacts: [juno], coverages: [site, product, account], coveredAssets: 7 }),
    );
    expect(decision).toMatchObject({ outcome: "not_entitled", account: northgate, contact: juno });
    expect(decision.candidates.map(({ ruledOutBy }) => ruledOutBy?.rule)).toEqual(["COV12", "COV12", "COV12"]);
    expect(decision.candidates[0]?.ruledOutBy?.text).toBe("SC-2001 line 1 covers what is on record, and PHH68643F is not.");
    expect(decision.nearMisses.map(({ change, text }) => [change, text])).toEqual([
      [
        "subject",
        "Once it is registered: SC-2001 line 1 covers every asset of one product that Northgate Logistics has, under Gold.",
      ],
      [
        "subject",
        "Once it is registered: SC-2001 line 1 covers everything at one site that Northgate Logistics has, under Gold.",
      ],
      ["subject", "Once it is registered: SC-2001 line 1 covers everything that Northgate Logistics has, under Gold."],
    ]);
  });
});
