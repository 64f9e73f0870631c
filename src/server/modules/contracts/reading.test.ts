import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { amend, type Change } from "#core/amendments/index.ts";
import { getAccount } from "#modules/accounts/accounts.ts";
import { listPlans } from "#modules/plans/plans.ts";
import { inTestTransaction, testActor } from "#test/support/context.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { createContract, getContract, listContracts, listCovered, loadFacts, writeAmended } from "./contracts.ts";

let server: TestServer;
let agent: Client;
let plans: Map<string, string>;
let id: string;
let lineId: string;

const n1 = { kind: "asset", assetId: small.n1, coversParts: false } as const;
const n4 = { kind: "asset", assetId: small.n4, coversParts: false } as const;

/** Signed for 2028. */
const terms = () => ({
  planId: plans.get("Gold")!,
  startsOn: "2028-01-01",
  endsBefore: "2029-01-01",
  billingEvery: "month" as const,
  billingTiming: "arrears" as const,
  anchorDay: 31,
  noticeDays: 90,
  renewalMode: "manual" as const,
  suspensionMovesEnd: false,
  renewalOf: null,
  signedOn: "2027-11-30",
});

/** Amends a contract, M unless another is named, as recorded at `now`. */
const amendAt = (now: string, change: Change, contractId = id): Promise<void> =>
  inTestTransaction(server.database, { role: "finance", now }, async (ctx) => {
    const facts = (await loadFacts(ctx, [contractId], { forUpdate: true })).get(contractId)!;
    const outcome = amend(facts, { ...change, id: ctx.newId(), reason: change.kind, author: ctx.actor.id });
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    await writeAmended(ctx, outcome.value, change);
  });

/**
 * Contract M of 2028: N1 and N4 on one line at 1,200.00 each, "hardware" so that nothing else covers them; made on 1 December 2027. In
 * February N4 was removed from 1 July on, in March M was suspended for April, in May it went to Northgate Retail from 1 October on.
 */
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
  await inTestTransaction(server.database, { role: "finance", now: "2027-12-01T09:00:00Z" }, async (ctx) => {
    plans = new Map((await listPlans(ctx)).map((plan) => [plan.name, plan.id]));
    const made = await createContract(ctx, {
      number: "M",
      accountId: small.northgate,
      ...terms(),
      lines: [
        {
          number: "1",
          service: "hardware",
          taxBp: 0,
          covers: [
            { subject: { assetId: small.n1 }, yearlyMinor: "120000" },
            { subject: { assetId: small.n4 }, yearlyMinor: "120000" },
          ],
        },
      ],
    });
    id = made.id;
    lineId = made.lineList[0]!.id;
  });
  await amendAt("2028-02-10T09:00:00Z", {
    kind: "remove",
    covered: [{ lineId, subject: n4 }],
    lastDay: "2028-06-30",
    laterFacts: "keep",
  });
  await amendAt("2028-03-10T09:00:00Z", { kind: "suspend", startsOn: "2028-04-01", resumesOn: "2028-05-01" });
  await amendAt("2028-05-10T09:00:00Z", {
    kind: "transfer",
    accountId: small.retail,
    effectiveOn: "2028-10-01",
    laterFacts: "keep",
  });
});
afterAll(() => server.close());

const read = async (query: string): Promise<any> => (await agent.send("GET", `/api/v1/contracts/${id}?${query}`)).body;
const covered = async (query: string): Promise<any[]> =>
  (await agent.send("GET", `/api/v1/contracts/${id}/coverage?${query}`)).body.rows;
const phases = async (query: string): Promise<string[]> => (await covered(query)).map(({ phase }) => phase);

describe("a contract on a day", () => {
  test("COV5: is suspended on the days of its suspension, and agreed all the same", async () => {
    expect((await read("at=2028-03-31")).state).toBe("in_force");
    expect(await read("at=2028-04-01")).toMatchObject({
      state: "suspended",
      suspensions: [{ startsOn: "2028-04-01", endsBefore: "2028-05-01" }],
      yearlyValue: { minor: "240000" },
      lineList: [{ suspended: true, subject: expect.stringMatching(/ and 1 more$/) }],
    });
    expect((await read("at=2028-05-01")).state).toBe("in_force");
    expect(await phases("at=2028-04-30")).toEqual(["suspended", "suspended"]);
  });

  test("COV8: shows what is left of it after a removal, in money and subject by subject", async () => {
    expect((await read("at=2028-06-30")).yearlyValue.minor).toBe("240000");
    expect((await read("at=2028-07-01")).yearlyValue.minor).toBe("120000");
    expect(await phases("at=2028-07-01")).toEqual(["after", "covered"]);
    const [gone] = await covered("at=2028-07-01&q=0RB-77");
    expect(gone).toMatchObject({
      subject: { words: "ORB-77001", detail: "Orbit Ledger" },
      endReason: "removed",
      stretches: [
        { startsOn: "2028-01-01", endsBefore: "2028-04-01", suspended: false },
        { startsOn: "2028-04-01", endsBefore: "2028-05-01", suspended: true },
        { startsOn: "2028-05-01", endsBefore: "2028-07-01", suspended: false, endReason: "removed" },
      ],
    });
    expect(await covered("at=2028-07-01&phase=after")).toHaveLength(1);
    expect(await covered(`lineId=${small.n1}`)).toEqual([]);
  });

  test("COV8: is whose it is on that day", async () => {
    expect(await read("at=2028-09-30")).toMatchObject({ accountId: small.northgate, accountName: "Northgate Logistics" });
    expect(await read("at=2028-10-01")).toMatchObject({
      accountId: small.retail,
      accounts: [{ startsOn: "2028-01-01" }, { startsOn: "2028-10-01", accountName: "Northgate Retail" }],
    });
    const listed = async (accountId: string, at: string) =>
      (await agent.send("GET", `/api/v1/contracts?accountId=${accountId}&at=${at}`)).body.rows.map((row: any) => row.number);
    expect(await listed(small.retail, "2028-10-01")).toEqual(["M"]);
    expect(await listed(small.retail, "2028-09-30")).toEqual([]);
    expect(await listed(small.northgate, "2028-09-30")).toContain("M");
  });

  test("SEC: is its holder's contacts' to read, from the day of the transfer on", async () => {
    const reads = (accountId: string, now: string): Promise<unknown> =>
      inTestTransaction(server.database, { actor: testActor("contact", accountId), now }, (ctx) =>
        getContract(ctx, id).catch((error) => error.code),
      );
    expect(await reads(small.northgate, "2028-09-30T22:59:59Z")).toMatchObject({ number: "M" });
    expect(await reads(small.retail, "2028-09-30T22:59:59Z")).toBe("not_found");
    expect(await reads(small.northgate, "2028-09-30T23:00:00Z")).toBe("not_found");
    expect(await reads(small.retail, "2028-09-30T23:00:00Z")).toMatchObject({ number: "M" });
  });

  test("says how long it is to its end, by when to give notice, and what wants looking at", async () => {
    expect(await read("at=2028-10-02")).toMatchObject({ daysToEnd: 91, noticeBy: "2028-10-03", health: { noticeDue: false } });
    expect(await read("at=2028-10-03")).toMatchObject({ daysToEnd: 90, health: { noticeDue: true } });
    expect(await read("at=2028-12-31")).toMatchObject({ daysToEnd: 1, state: "in_force" });
    expect(await read("at=2029-01-01")).toMatchObject({ daysToEnd: null, noticeBy: null, health: { noticeDue: false } });
    expect((await read("at=2028-03-01")).health.amendmentsToCome).toBe(3);
    expect((await read("at=2028-10-01")).health.amendmentsToCome).toBe(0);
    await inTestTransaction(server.database, {}, (ctx) =>
      ctx.tx.updateTable("asset").set({ status: "retired" }).where("id", "=", small.n1).execute(),
    );
    expect((await read("at=2028-07-01")).health.retiredAssets).toBe(1);
    expect((await read("at=2028-04-01")).health.retiredAssets).toBe(0);
    const wanting = (await agent.send("GET", "/api/v1/contracts?attention=true&at=2028-07-01")).body.rows;
    expect(wanting.map((row: any) => row.number)).toEqual(["M"]);
  });

  test("the list and the page say the same, on every day around every boundary", async () => {
    const days = ["2027-12-31", "2028-01-01", "2028-03-31", "2028-04-01", "2028-04-30", "2028-05-01", "2028-06-30", "2028-07-01",
      "2028-09-30", "2028-10-01", "2028-10-02", "2028-10-03", "2028-12-31", "2029-01-01", "2030-01-01", "2026-03-15", "2026-06-01"]; // oxfmt-ignore
    await inTestTransaction(server.database, { role: "finance", now: "2028-06-01T12:00:00Z" }, async (ctx) => {
      for (const at of days) {
        const { rows } = await listContracts(ctx, { at, limit: 200 });
        expect(rows).toHaveLength(6);
        for (const row of rows) expect(await getContract(ctx, row.id, { at }), `${row.number} on ${at}`).toMatchObject(row);
      }
    });
  });
});

describe("a contract as known then", () => {
  test("COV9: is as it was recorded by then, whatever day is asked for", async () => {
    const known = (knownAt: string, at: string) => read(`knownAt=${knownAt}&at=${at}`);
    expect(await known("2027-11-30T00:00:00Z", "2028-07-01")).toMatchObject({
      state: "draft",
      signedOn: null,
      lineList: [],
      yearlyValue: { minor: "0" },
    });
    expect(await known("2028-02-01T00:00:00Z", "2028-07-01")).toMatchObject({
      state: "in_force",
      yearlyValue: { minor: "240000" },
    });
    expect(await known("2028-03-01T00:00:00Z", "2028-04-01")).toMatchObject({ state: "in_force", suspensions: [] });
    expect(await known("2028-04-01T00:00:00Z", "2028-04-01")).toMatchObject({ state: "suspended" });
    expect(await known("2028-05-01T00:00:00Z", "2028-10-01")).toMatchObject({ accountId: small.northgate });
    expect(await phases("knownAt=2028-02-01T00:00:00Z&at=2028-07-01")).toEqual(["covered", "covered"]);
  });

  test("COV9: what was known at a moment never changes", async () => {
    const moments = ["2027-12-02T00:00:00Z", "2028-02-11T00:00:00Z", "2028-04-01T00:00:00Z", "2028-06-01T00:00:00Z"];
    const days = ["2028-01-01", "2028-04-15", "2028-07-01", "2028-10-01"];
    const pictures = (): Promise<unknown[]> =>
      inTestTransaction(server.database, { role: "finance", now: "2028-06-01T12:00:00Z" }, (ctx) =>
        Promise.all(
          moments.flatMap((moment) =>
            days.map(async (at) => {
              const asOf = { at, knownAt: Temporal.Instant.from(moment) };
              const { revision: _, ...shown } = await getContract(ctx, id, asOf);
              return [shown, await listCovered(ctx, id, { ...asOf, limit: 50 })];
            }),
          ),
        ),
      );
    const before = await pictures();
    await amendAt("2028-06-02T09:00:00Z", {
      kind: "reprice",
      covered: [{ lineId, subject: n1 }],
      yearlyMinor: "1",
      effectiveOn: "2028-01-01",
      laterFacts: "supersede",
    });
    await amendAt("2028-06-03T09:00:00Z", { kind: "cancel", lastDay: "2028-09-15", laterFacts: "supersede" });
    expect(await pictures()).toEqual(before);
    expect(await read("at=2028-09-16")).toMatchObject({ state: "cancelled", yearlyValue: { minor: "1" } });
  });
});

describe("suspended days elsewhere", () => {
  const assetOn = async (query: string): Promise<string> =>
    (await agent.send("GET", `/api/v1/assets/${small.n1}?${query}`)).body.cover;

  test("COV5: a timeline marks them, a row for each thing that a line covers", async () => {
    const { rows } = (await agent.send("GET", `/api/v1/timelines?contractId=${id}&knownAt=2028-06-01T00:00:00Z`)).body;
    expect(
      rows.map((row: any) => [row.title, row.detail, row.bars.map((bar: any) => `${bar.startsOn} ${bar.suspended}`)]),
    ).toEqual([
      ["ORB-77001", "line 1 · Orbit Ledger", ["2028-01-01 false", "2028-04-01 true", "2028-05-01 false"]],
      ["PHH-68634f", "line 1 · QFX5120", ["2028-01-01 false", "2028-04-01 true", "2028-05-01 false", "2028-10-01 false"]],
    ]);
    const early = (await agent.send("GET", `/api/v1/timelines?contractId=${id}&knownAt=2027-11-01T00:00:00Z`)).body;
    expect(early.rows).toEqual([]);
  });

  test("COV5: an asset is agreed and covered for nobody; a wider coverage that stands covers it", async () => {
    // SC-1004 covers Northgate as a whole from 2027 on, for support: it covers N1 whatever M says.
    expect(await assetOn("at=2028-04-15")).toBe("covered");
    expect(await assetOn("at=2026-05-31")).toBe("covered");
    expect(await assetOn("at=2026-06-01")).toBe("none");
    expect(await assetOn("at=2026-06-01&knownAt=2026-05-01T00:00:00Z")).toBe("covered");
    // Nothing else covers P1.
    const harbor = await inTestTransaction(server.database, { role: "finance", now: "2027-12-01T09:00:00Z" }, (ctx) =>
      createContract(ctx, {
        ...terms(),
        number: "P",
        accountId: small.harbor,
        lines: [{ number: "1", service: "support", taxBp: 0, covers: [{ subject: { assetId: small.p1 }, yearlyMinor: "1" }] }],
      }),
    );
    await amendAt("2028-03-10T09:00:00Z", { kind: "suspend", startsOn: "2028-04-01", resumesOn: "2028-05-01" }, harbor.id);
    const listed = async (query: string) =>
      (await agent.send("GET", `/api/v1/assets?accountId=${small.harbor}&${query}`)).body.rows.map(
        ({ cover }: { cover: string }) => cover,
      );
    expect(await listed("at=2028-03-31")).toEqual(["covered"]);
    expect(await listed("at=2028-04-01")).toEqual(["suspended"]);
    expect(await listed("at=2028-04-01&knownAt=2028-03-01T00:00:00Z")).toEqual(["covered"]);
    expect(await listed("at=2028-05-01")).toEqual(["covered"]);
    expect(await listed("at=2029-01-01")).toEqual(["none"]);
    const counted = (now: string): Promise<number> =>
      inTestTransaction(server.database, { now }, async (ctx) => (await getAccount(ctx, small.harbor)).coveredAssets);
    expect([await counted("2028-03-31T12:00:00Z"), await counted("2028-04-15T12:00:00Z")]).toEqual([1, 0]);
  });
});
