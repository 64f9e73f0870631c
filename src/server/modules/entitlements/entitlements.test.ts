import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTestTransaction, testActor, testContext } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import type { Database } from "#platform/db/database.ts";
import type { Actor } from "#platform/permit.ts";
import * as entitlements from "./entitlements.ts";
import type { AskedQuestion } from "./entitlements.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
});
afterAll(() => database.close());

const now = "2026-04-15T10:00:00Z";
const agent = () => testContext(database, { role: "agent", now });
const ask = (asked: AskedQuestion) => entitlements.checkEntitlement(agent(), asked);
/** The verdict in short: outcome, contract or kind of source, and what the clues led to. */
const verdict = async (asked: AskedQuestion) => {
  const { outcome, source, account, subject, contact } = await ask(asked);
  return [
    outcome,
    source?.contractNumber ?? source?.kind ?? null,
    account?.name ?? null,
    subject?.id ?? null,
    contact?.name ?? null,
  ];
};
const rules = async (asked: AskedQuestion) => (await ask(asked)).reasons.map(({ rule }) => rule);

describe("identifying (ENT2, COV12)", () => {
  test("ENT1: a serial is answered with account, subject, source and targets", async () => {
    const decision = await ask({ serial: "phh 68634F", severity: 2, at: "2026-04-15T11:00" });
    expect(decision).toMatchObject({
      outcome: "entitled",
      source: {
        kind: "contract",
        contractNumber: "SC-1001",
        lineNumber: "1",
        plan: "Gold",
        scope: "asset",
        startsOn: "2026-01-01",
        endsBefore: "2026-06-01",
      },
      account: { id: small.northgate, name: "Northgate Logistics", ancestorIds: [] },
      subject: {
        id: small.n1,
        serial: "PHH-68634f",
        tag: "NG-1",
        siteName: "HQ",
        productName: "QFX5120",
        productPath: [small.switch48],
      },
      at: "2026-04-15T10:00:00Z",
    });
    expect(decision.targets.map(({ name, dueAt }) => [name, dueAt])).toEqual([
      ["first_response", "2026-04-15T11:00:00Z"],
      ["resolution", "2026-04-15T18:00:00Z"],
    ]);
  });

  test("ENT2: serial, tag, e-mail, phone, contract number, account and product each lead where they should", async () => {
    const n1 = ["entitled", "SC-1001", "Northgate Logistics", small.n1, null];
    expect(await verdict({ serial: "KLO-1OOII" })).toEqual(["not_entitled", null, "Northgate Logistics", small.n3, null]);
    expect(await verdict({ assetTag: "ng2" })).toEqual(["entitled", "SC-1005", "Northgate Logistics", small.n2, null]);
    expect(await verdict({ serial: "PHH68634F", email: "Juno@Northgate.example" })).toEqual([...n1.slice(0, 4), "Juno Petrov"]);
    expect(await verdict({ serial: "PHH68634F", phone: "0044 (0)20 7946 3050" })).toEqual([...n1.slice(0, 4), "Juno Petrov"]);
    expect(await verdict({ serial: "PHH68634F", contractNumber: "sc1001" })).toEqual(n1);
    expect(await verdict({ serial: "PHH68634F", account: "northgate  LOGISTICS" })).toEqual(n1);
    expect(await verdict({ serial: "PHH68634F", account: "cu1" })).toEqual(n1);
    expect(await verdict({ serial: "PHH68634F", product: "QFX-48y" })).toEqual(n1);
  });

  test("COV1: a product named without an asset is covered by the branch above it", async () => {
    for (const product of ["orbit ledger", "Orbital Orbit Ledger"]) {
      expect(await verdict({ account: "CU1", product })).toEqual(["entitled", "SC-1002", "Northgate Logistics", null, null]);
    }
    expect(await verdict({ serial: "ORB-77001" })).toEqual(["entitled", "SC-1002", "Northgate Logistics", small.n4, null]);
  });

  test("ENT2: a caller alone is not enough where it depends on the asset", async () => {
    const decision = await ask({ email: "sam@harbor.example", at: "2026-03-10" });
    expect(decision.outcome).toBe("undecided");
    expect(decision.reasons[0]!.text).toContain("1 asset of Harbor Freightways is covered");
    expect(decision.account?.id).toBe(small.harbor);
    expect((await ask({ email: "sam@harbor.example", at: "2026-04-10" })).outcome).toBe("not_entitled");
  });

  test("ENT2: clues that lead to different accounts are undecided, and the answer says so", async () => {
    const decision = await ask({ serial: "PHH68634F", email: "sam@harbor.example" });
    expect(decision.outcome).toBe("undecided");
    expect(decision.reasons[0]).toMatchObject({
      rule: "ENT2",
      text: expect.stringMatching(/Northgate Logistics.*Harbor Freightways|Harbor Freightways.*Northgate Logistics/),
    });
  });

  test("ENT2: a tag that two accounts use is told apart by any other clue", async () => {
    expect((await ask({ assetTag: "NG-1" })).outcome).toBe("undecided");
    expect(await verdict({ assetTag: "NG-1", email: "sam@harbor.example", at: "2026-03-10" })).toEqual([
      "entitled",
      "SC-1003",
      "Harbor Freightways",
      small.p1,
      "Sam Rivera",
    ]);
  });

  test("COV12: an unknown serial is answered with those near it, a placeholder with none", async () => {
    expect((await ask({ serial: "PHH-68643F" })).didYouMean).toEqual([
      { serial: "PHH-68634f", assetId: small.n1, accountName: "Northgate Logistics", productName: "QFX5120" },
    ]);
    const placeholder = await ask({ serial: "To be filled by O.E.M." });
    expect([placeholder.outcome, placeholder.didYouMean]).toEqual(["not_entitled", []]);
  });

  test("ENT10: of whom nothing is known the answer is the default plan's, and without one it is no", async () => {
    expect(await verdict({ email: "nobody@nowhere.example" })).toEqual(["not_entitled", null, null, null, null]);
    expect(await verdict({})).toEqual(["not_entitled", null, null, null, null]);
  });
});

describe("days and zones (COV3, COV4, COV9)", () => {
  const covered = async (serial: string, at: string, knownAt?: string) =>
    (await ask({ serial, at, knownAt })).outcome === "entitled";

  test("COV3: removed on 31 May is covered to its last second, and not on 1 June", async () => {
    expect(await covered("PHH68634F", "2026-05-31T23:59:59")).toBe(true);
    expect(await covered("PHH68634F", "2026-06-01T00:00")).toBe(false);
    expect(await covered("PHH68634F", "2026-06-01")).toBe(false);
    expect(await rules({ serial: "PHH68634F", at: "2026-06-01" })).toContain("COV3");
  });

  test("COV4: the contract's midnights decide: 07:00 UTC is still 31 March in Los Angeles in winter time, not in summer time", async () => {
    // 1 March 2026 begins at 08:00 UTC (PST), 1 April at 07:00 UTC (PDT).
    expect(await covered("HAR33001", "2026-03-01T07:59:59Z")).toBe(false);
    expect(await covered("HAR33001", "2026-03-01T08:00:00Z")).toBe(true);
    expect(await covered("HAR33001", "2026-04-01T01:00:00Z")).toBe(true);
    expect(await covered("HAR33001", "2026-04-01T06:59:59Z")).toBe(true);
    expect(await covered("HAR33001", "2026-04-01T07:00:00Z")).toBe(false);
  });

  test("COV4: a moment without a zone is the account's, a day its first instant there", async () => {
    expect((await ask({ serial: "HAR33001", at: "2026-03-31T18:00" })).at).toBe("2026-04-01T01:00:00Z");
    expect((await ask({ serial: "HAR33001", at: "2026-03-31" })).at).toBe("2026-03-31T07:00:00Z");
    expect((await ask({ serial: "PHH68634F", at: "2026-04-15" })).at).toBe("2026-04-14T23:00:00Z");
    expect((await ask({ contractNumber: "SC-1003", at: "2026-03-31" })).at).toBe("2026-03-31T07:00:00Z");
    expect((await ask({ serial: "PHH68634F" })).at).toBe(now);
  });

  test("COV4: where nothing tells a zone it is read in UTC, and the answer says so", async () => {
    const decision = await ask({ email: "nobody@nowhere.example", at: "2026-03-31" });
    expect(decision.at).toBe("2026-03-31T00:00:00Z");
    expect(decision.steps[0]).toMatchObject({ rule: "COV4", text: expect.stringContaining("UTC") });
    expect((await ask({ serial: "PHH68634F", at: "2026-03-31" })).steps[0]!.rule).not.toBe("COV4");
  });

  test("COV9: what was known before the removal was recorded is answered as it was known", async () => {
    expect(await covered("PHH68634F", "2026-06-01", "2026-05-10T08:59:59Z")).toBe(true);
    expect(await covered("PHH68634F", "2026-06-01", "2026-05-10T09:00:00Z")).toBe(false);
    expect(await covered("PHH68634F", "2026-06-01", "2026-05-10T09:59")).toBe(true); // 08:59 UTC: local to Northgate, in summer time
    expect(await covered("PHH68634F", "2026-04-15", "2026-01-01T00:00:00Z")).toBe(false); // nothing was recorded yet
  });

  test("COV11: an account's coverage reaches a sub-account only where its line says so", async () => {
    const decision = await ask({ serial: "ORB-77002", at: "2027-02-01" });
    expect([decision.outcome, decision.source?.contractNumber, decision.account?.name]).toEqual([
      "entitled",
      "SC-1004",
      "Northgate Retail",
    ]);
    expect((await ask({ serial: "ORB-77002", at: "2026-04-15" })).outcome).toBe("not_entitled");
  });

  test("COV11: a part is not covered by its whole's line unless that says so", async () => {
    const { outcome, candidates } = await ask({ serial: "KLO10011" });
    expect(outcome).toBe("not_entitled");
    expect(candidates.find(({ contractNumber }) => contractNumber === "SC-1001")?.ruledOutBy?.rule).toBe("COV11");
  });
});

describe("terms (ENT5, ENT6, ALW3)", () => {
  test("ENT5: Bronze admits named callers, by e-mail and portal only; near misses say what would help", async () => {
    expect(await verdict({ serial: "ORB-77001", email: "juno@northgate.example", channel: "email" })).toEqual([
      "entitled",
      "SC-1002",
      "Northgate Logistics",
      small.n4,
      "Juno Petrov",
    ]);
    const byPhone = await ask({ serial: "ORB-77001", email: "juno@northgate.example", channel: "phone" });
    expect([byPhone.outcome, byPhone.nearMisses.map(({ change }) => change)]).toEqual([
      "not_entitled",
      expect.arrayContaining(["channel"]),
    ]);
    const byAnother = await ask({ serial: "ORB-77001", email: "eunji@northgate.example", channel: "email" });
    expect([byAnother.outcome, byAnother.nearMisses.map(({ change }) => change)]).toEqual([
      "not_entitled",
      expect.arrayContaining(["contact"]),
    ]);
  });

  test("ALW3: tickets opened under a contract are counted against its allowance, by channel, up to the day asked about", async () => {
    const left = async (at: string) =>
      (await ask({ assetTag: "NG-2", at })).candidates
        .find(({ contractNumber }) => contractNumber === "SC-1005")!
        .allowances.map((one) => one.left);
    expect(await left("2026-04-20")).toEqual([100, 50]);
    await inTestTransaction(database, { role: "agent", now }, async (ctx) => {
      const opened = { question: { assetTag: "NG-2" }, subject: "s", description: "d", severity: 3 } as const;
      await tickets.openTicket(ctx, { ...opened, channel: "phone" });
      await tickets.openTicket(ctx, { ...opened, channel: "email" });
    });
    expect(await left("2026-04-20")).toEqual([98, 49]);
    expect(await left("2026-04-14")).toEqual([100, 50]);
  });
});

describe("many at once", () => {
  test("ENT1: answers come in the order of the questions and are those of single questions", async () => {
    const questions: AskedQuestion[] = [
      { serial: "PHH68634F" },
      { serial: "unknown-1" },
      { assetTag: "NG-1" },
      { email: "sam@harbor.example", at: "2026-03-10" },
      { phone: "+44 20 7946 2908" },
      { contractNumber: "SC 1002" },
      { account: "Northgate Logistics", product: "Orbit Ledger" },
      { serial: "HAR33001", at: "2026-03-31T23:59" },
      { serial: "PHH68634F", at: "2026-06-01", knownAt: "2026-05-09" },
      { serial: "PHH68634F", at: "2026-06-01" },
      { serial: "ORB-77002", at: "2027-02-01" },
      {},
      { serial: "PHH68634F", email: "sam@harbor.example" },
      { serial: "KLO10011" },
      { assetTag: "NG-2", channel: "fax" },
    ];
    const many = [...questions, ...questions.toReversed()];
    const alone = new Map(await Promise.all(questions.map(async (question) => [question, await ask(question)] as const)));
    expect(await entitlements.checkMany(agent(), many)).toEqual(many.map((question) => alone.get(question)));
  });

  test("no question gives no answer, a thousand give a thousand", async () => {
    expect(await entitlements.checkMany(agent(), [])).toEqual([]);
    const many = Array.from({ length: 1201 }, (_, index) => ({ serial: index % 2 === 0 ? "PHH68634F" : "HAR33001" }));
    const answers = await entitlements.checkMany(agent(), many);
    expect(answers.map(({ subject }) => subject?.id)).toEqual(many.map((_, index) => (index % 2 === 0 ? small.n1 : small.p1)));
  });

  test("a moment that does not exist is refused with its place", async () => {
    const asked = entitlements.checkMany(agent(), [{ serial: "x" }, { serial: "x", at: "2026-02-30" }]);
    await expect(asked).rejects.toMatchObject({
      code: "validation_failed",
      extra: { errors: [{ pointer: "/body/questions/1/at" }] },
    });
    await expect(ask({ knownAt: "2026-04-31T10:00" })).rejects.toMatchObject({
      extra: { errors: [{ pointer: "/body/knownAt" }] },
    });
  });
});

describe("recording (ENT12, ENT13)", () => {
  const count = async () =>
    (
      await database.db
        .selectFrom("decision")
        .select((of) => of.fn.countAll<bigint>().as("n"))
        .executeTakeFirstOrThrow()
    ).n;

  test("ENT12: a check writes nothing unless asked to", async () => {
    const before = await count();
    expect(await ask({ serial: "PHH68634F" })).not.toHaveProperty("id");
    await entitlements.checkMany(agent(), [{ serial: "PHH68634F" }, { serial: "HAR33001", record: true }, { record: false }]);
    expect(await count()).toBe(before + 1n);
  });

  test("ENT12: as many as one may ask at once are kept", async () => {
    const count = async () => (await sql<{ n: number }>`select count(*)::int as n from decision`.execute(database.db)).rows[0]!.n;
    const before = await count();
    const asked = Array.from({ length: 10_000 }, () => ({ record: true }));
    const { decisions } = JSON.parse((await Array.fromAsync(await entitlements.checkManyAsJson(agent(), asked))).join(""));
    expect(new Set(decisions.map(({ id }: { id: string }) => id)).size).toBe(10_000);
    expect(await count()).toBe(before + 10_000);
  });

  test("ENT13: a recorded decision is read as it was made, and replays to the same answer whatever has changed since", async () => {
    for (const asked of [
      { serial: "PHH68634F", channel: "phone" },
      { email: "x@y.example", at: "2026-03-31" },
      { serial: "PHH68643F" },
    ] satisfies AskedQuestion[]) {
      const { id, ...decision } = await ask({ ...asked, record: true });
      expect(await entitlements.getDecision(agent(), id!)).toEqual({
        id,
        decidedAt: expect.objectContaining({}),
        decision: { ...decision, id },
      });
      expect(await entitlements.replayDecision(agent(), id!)).toEqual({
        same: true,
        recorded: { ...decision, id },
        replayed: { ...decision, id },
      });
    }
  });

  test("ENT13: an answer that the facts do not give is told apart", async () => {
    const { id } = await ask({ serial: "PHH68634F", record: true });
    await database.db
      .updateTable("decision")
      .set({ answer: JSON.stringify({ ...(await ask({ serial: "HAR33001" })) }) })
      .where("id", "=", id!)
      .execute();
    expect((await entitlements.replayDecision(agent(), id!)).same).toBe(false);
  });

  test("ENT12: a decision for a ticket is kept inside its transaction, and gone with it", async () => {
    const before = await count();
    const opening = inTestTransaction(database, { role: "agent", now }, async (ctx) => {
      const { decision, basis } = await entitlements.decideAndRecord(ctx, { serial: "PHH68634F" });
      expect([decision.outcome, basis.facts.assets[0]?.id]).toEqual(["entitled", small.n1]);
      throw new Error("the ticket was refused");
    });
    await expect(opening).rejects.toThrow("the ticket was refused");
    expect(await count()).toBe(before);
  });
});

describe("who may ask", () => {
  const contact: Actor = { ...testActor("contact", small.harbor), contactId: small.sam };
  const asContact = (asked: AskedQuestion) =>
    entitlements.checkEntitlement(testContext(database, { actor: contact, now }), asked);

  test("ENT12: a contact asks as themselves, and sees no steps", async () => {
    const decision = await asContact({ serial: "HAR33001", at: "2026-03-10" });
    expect(decision).toMatchObject({ outcome: "entitled", contact: { id: small.sam }, steps: [] });
  });

  test("ENT12: to a contact what is another account's does not exist", async () => {
    const decision = await asContact({ serial: "PHH68634F" });
    expect(decision).toMatchObject({ outcome: "not_entitled", subject: null, didYouMean: [], candidates: expect.any(Array) });
    expect(JSON.stringify({ ...decision, question: null })).not.toMatch(/northgate|SC-100[1245]/i);
    expect((await asContact({ serial: "PHH68643F" })).didYouMean).toEqual([]);
    for (const asked of [
      { email: "juno@northgate.example" },
      { contractNumber: "SC-1001" },
      { account: "Northgate Logistics" },
    ]) {
      expect(JSON.stringify({ ...(await asContact(asked)), question: null, reasons: null })).not.toMatch(
        /northgate|SC-100[1245]/i,
      );
    }
  });

  test("ENT12: a contact reads decisions on their own account only", async () => {
    const own = await ask({ serial: "HAR33001", record: true });
    const others = await ask({ serial: "PHH68634F", record: true });
    const asSam = testContext(database, { actor: contact, now });
    expect((await entitlements.getDecision(asSam, own.id!)).decision.steps).toEqual([]);
    await expect(entitlements.getDecision(asSam, others.id!)).rejects.toMatchObject({ code: "not_found" });
    await expect(entitlements.replayDecision(asSam, others.id!)).rejects.toMatchObject({ code: "not_found" });
    await expect(entitlements.getDecision(asSam, small.n1)).rejects.toMatchObject({ code: "not_found" });
  });

  test("ENT12: an auditor may ask, and may not have decisions kept", async () => {
    const auditor = testContext(database, { role: "auditor", now });
    expect((await entitlements.checkEntitlement(auditor, { serial: "PHH68634F" })).outcome).toBe("entitled");
    await expect(entitlements.checkEntitlement(auditor, { serial: "PHH68634F", record: true })).rejects.toMatchObject({
      code: "not_allowed",
    });
  });
});

test("ENT2: a contract that is named speaks for itself alone, and names what followed it", async () => {
  const said = async (contractNumber: string, at: string) => {
    const { outcome, reasons } = await ask({ contractNumber, at });
    return [outcome, ...reasons.map(({ text }) => text)];
  };
  expect(await said("SC-1001", "2026-04-15")).toEqual([
    "undecided",
    "1 asset of Northgate Logistics is covered: ask which asset it is about.",
  ]);
  expect(await said("SC-1004", "2026-04-15")).toEqual(["not_entitled", "SC-1004 line 1 starts on 1 January 2027."]);
  await sql`update contract set renewal_of = 'sc-1001' where number = 'SC-1004'`.execute(database.db);
  await sql`update contract set renewal_of = 'SC-1004' where number = 'SC-1001'`.execute(database.db);
  expect(await said("SC 1001", "2027-02-01")).toEqual([
    "not_entitled",
    "SC-1001 ended: 31 December 2026 was its last day.",
    "SC-1001 was followed by SC-1004, from 1 January 2027 with no end date.",
  ]);
  await sql`update contract set cancelled_on = '2026-08-04' where number = 'SC-1001'`.execute(database.db);
  expect((await said("SC-1001", "2026-09-01"))[1]).toBe("SC-1001 ended: 4 August 2026 was its last day.");
});
