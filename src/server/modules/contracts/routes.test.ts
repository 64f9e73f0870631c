import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContractState } from "#core/coverage/state.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { type ContractRecord, getContract, listContracts, recordContracts } from "./contracts.ts";

let server: TestServer;
let agent: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
});
afterAll(() => server.close());

const path = "/api/v1/contracts";
type Row = { number: string; state: ContractState };
const rows = async (query = "", client = agent): Promise<Row[]> => (await client.send("GET", `${path}?${query}`)).body.rows;
const numbers = async (query: string): Promise<string[]> => (await rows(query)).map(({ number }) => number);
const at = (now: string, state?: ContractState) =>
  inTestTransaction(
    server.database,
    { role: "finance", now },
    async (ctx) => (await listContracts(ctx, { limit: 50, state })).rows,
  );

describe("contracts", () => {
  test("are listed by number, with plan, days and yearly value", async () => {
    expect(await rows("at=2026-03-01")).toMatchObject([
      {
        number: "SC-1001",
        accountName: "Northgate Logistics",
        plan: "Gold",
        startsOn: "2026-01-01",
        endsBefore: "2027-01-01",
        lines: 1,
        yearlyValue: { minor: "120000", currency: "GBP" },
      },
      { number: "SC-1002", plan: "Bronze" },
      { number: "SC-1003", timeZone: "America/Los_Angeles" },
      { number: "SC-1004", endsBefore: null },
      { number: "SC-1005" },
    ]);
  });

  test("are found by part of a number and by account, and paged", async () => {
    expect(await numbers("q=sc-100")).toHaveLength(5);
    expect(await numbers("q=03")).toEqual(["SC-1003"]);
    expect(await numbers(`accountId=${small.harbor}`)).toEqual(["SC-1003"]);
    const first = await agent.send("GET", `${path}?limit=3`);
    expect(await numbers(`limit=3&cursor=${first.body.nextCursor}`)).toEqual(["SC-1004", "SC-1005"]);
  });

  test("COV5: their state is that of the moment, by their own midnights (COV4)", async () => {
    const state = async (now: string, number: string) => (await at(now)).find((row) => row.number === number)?.state;
    expect(await state("2025-12-31T23:59:59Z", "SC-1001")).toBe("signed");
    expect(await state("2026-01-01T00:00:00Z", "SC-1001")).toBe("in_force");
    expect(await state("2026-04-01T06:59:59Z", "SC-1003")).toBe("in_force");
    expect(await state("2026-04-01T07:00:00Z", "SC-1003")).toBe("ended");
    expect(await state("2099-01-01T00:00:00Z", "SC-1004")).toBe("in_force");
  });

  test("COV5: filtered by a state they are those that show it, on every day around every boundary", async () => {
    const contract = (n: number, dates: Partial<ContractRecord>): ContractRecord => ({
      id: `01980000-0020-7000-8000-00000000000${n}`, number: `X-${n}`, accountId: small.harbor, planId: "", currency: "USD", timeZone: "Pacific/Apia",
      billingEvery: "year", billingTiming: "advance", startsOn: "2026-01-01", endsBefore: "2027-01-01", signedOn: "2025-12-01", cancelledOn: null, renewalOf: null, ...dates,
    }); // oxfmt-ignore
    await inTestTransaction(server.database, {}, async (ctx) => {
      const planId = (await ctx.tx.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id;
      const made = [
        { signedOn: null },
        { cancelledOn: "2026-06-30" },
        { cancelledOn: "2026-12-31" },
        { cancelledOn: "2027-02-01" },
        { cancelledOn: "2025-12-31" },
        { endsBefore: null, cancelledOn: "2026-06-30" },
        { cancelledOn: "2026-12-30" },
      ];
      await recordContracts(
        ctx,
        made.map((dates, index) => ({ ...contract(index + 1, dates), planId })),
      );
    });
    const days = [
      "2025-12-31",
      "2026-01-01",
      "2026-06-30",
      "2026-07-01",
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-02-01",
      "2027-02-02",
    ];
    const states: ContractState[] = ["draft", "signed", "in_force", "ended", "cancelled"];
    const shown = new Set<ContractState>();
    for (const now of days.flatMap((day) => [`${day}T09:59:59Z`, `${day}T11:00:00Z`])) {
      const all = await at(now);
      for (const state of states) {
        expect(await at(now, state), `${state} at ${now}`).toEqual(all.filter((row) => row.state === state));
        if (all.some((row) => row.state === state)) shown.add(state);
      }
    }
    expect(shown.size).toBe(states.length);
  });

  test("SEC: every role reads them, a contact their own account's only", async () => {
    for (const role of ["finance", "sales", "manager", "auditor", "administrator"] as const)
      expect((await (await server.as(role)).send("GET", path)).status, role).toBe(200);
    expect((await server.anonymous.send("GET", path)).status).toBe(401);
    const contact = await server.as("contact", small.northgate);
    expect((await rows("", contact)).map(({ number }) => number)).toEqual(["SC-1001", "SC-1002", "SC-1004", "SC-1005"]);
    expect((await contact.send("GET", `${path}/${small.c1001}`)).status).toBe(200);
    expect((await contact.send("GET", `${path}/${small.c1003}`)).status).toBe(404);
    expect((await contact.send("GET", `${path}?accountId=${small.harbor}`)).status).toBe(404);
  });
});

describe("a contract", () => {
  const line = async (id: string) => (await agent.send("GET", `${path}/${id}`)).body.lineList[0];

  test("comes with its lines: what each covers, how long and why no longer", async () => {
    expect(await line(small.c1001)).toMatchObject({
      number: "1",
      service: "support",
      scope: "asset",
      subject: "PHH-68634f",
      assetId: small.n1,
      plan: "Gold",
      startsOn: "2026-01-01",
      endsBefore: "2026-06-01",
      endReason: "removed",
    });
    expect(await line(small.c1002)).toMatchObject({
      scope: "product",
      subject: "Orbit",
      endsBefore: "2027-01-01",
      endReason: "term",
      yearlyValue: { minor: "120000", currency: "GBP" },
    });
    expect(await line(small.c1004)).toMatchObject({ scope: "account", subject: "Northgate Logistics", endsBefore: null });
    expect(await line(small.c1005)).toMatchObject({ scope: "site", subject: "Depot" });
  });

  test("that nobody has signed shows its lines' own days, at no price", async () => {
    await inTestTransaction(server.database, {}, async (ctx) => {
      const draft = await ctx.tx.selectFrom("contract").selectAll().where("id", "=", small.c1005).executeTakeFirstOrThrow();
      await ctx.tx
        .insertInto("contract")
        .values({ ...draft, id: small.r1, number: "D-1", number_key: "d-1", signed_on: null, suspensions: "[]" })
        .execute();
      const drafted = await ctx.tx
        .selectFrom("contract_line")
        .selectAll()
        .where("contract_id", "=", small.c1005)
        .executeTakeFirstOrThrow();
      await ctx.tx
        .insertInto("contract_line")
        .values({ ...drafted, id: small.r1, contract_id: small.r1, removed_on: "2026-09-30" })
        .execute();
      const shown = await getContract(ctx, small.r1);
      expect(shown).toMatchObject({ state: "draft", yearlyValue: { minor: "0" } });
      expect(shown.lineList).toMatchObject([
        { endsBefore: "2026-10-01", endReason: "removed", plan: "Silver", yearlyValue: { minor: "0" } },
      ]);
    });
  });

  test("that is none is not found", async () => {
    expect(await agent.send("GET", `${path}/${small.n1}`)).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});
