import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTestTransaction } from "#test/support/context.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { getAccount, listAccounts, recordAccounts } from "./accounts.ts";

let server: TestServer;
let agent: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
});
afterAll(() => server.close());

const path = "/api/v1/accounts";
const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name);
const at = (now: string) => inTestTransaction(server.database, { role: "agent", now }, (ctx) => listAccounts(ctx, { limit: 10 }));

describe("accounts", () => {
  test("are listed by name, with their parent and how much they have", async () => {
    const { status, body } = await agent.send("GET", path);
    expect(status).toBe(200);
    expect(body.rows).toMatchObject([
      {
        name: "Harbor Freightways",
        reference: "CU3",
        timeZone: "America/Los_Angeles",
        currency: "USD",
        contacts: 1,
        assets: 1,
        parentName: null,
      },
      { name: "Northgate Logistics", contacts: 2, assets: 4 },
      { name: "Northgate Retail", contacts: 0, assets: 1, parentId: small.northgate, parentName: "Northgate Logistics" },
    ]);
    expect(body.nextCursor).toBeNull();
  });

  test("are found by part of a name, whatever its case, and by a whole reference; signs mean themselves", async () => {
    const find = async (q: string) => names((await agent.send("GET", `${path}?q=${encodeURIComponent(q)}`)).body.rows);
    expect(await find("north")).toEqual(["Northgate Logistics", "Northgate Retail"]);
    expect(await find("  GATE  log")).toEqual(["Northgate Logistics"]);
    expect(await find("cu3")).toEqual(["Harbor Freightways"]);
    expect(await find("cu")).toEqual([]);
    expect(await find("%")).toEqual([]);
  });

  test("of one name keep their order from page to page", async () => {
    const twins = ["a", "b", "c", "d", "e"].map((letter) => `01980000-0001-7000-8000-00000000010${letter}`);
    await inTestTransaction(server.database, {}, (ctx) =>
      recordAccounts(
        ctx,
        twins.map((id) => ({ id, reference: null, name: "Twin", parentId: null, timeZone: "UTC", currency: "EUR" })),
      ),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body }: { body: { rows: { id: string }[]; nextCursor: string | null } } = await agent.send(
        "GET",
        `${path}?q=twin&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.rows.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(twins);
  });

  test("COV11: what is covered counts from above only where the coverage reaches down, and by the day", async () => {
    const covered = async (now: string) =>
      Object.fromEntries((await at(now)).rows.map(({ name, coveredAssets }) => [name, coveredAssets]));
    // N1 by its line, N2 at the Depot, N4 as a package of Orbit; N3 is a part and its line does not reach down.
    expect(await covered("2026-03-10T12:00:00Z")).toMatchObject({
      "Northgate Logistics": 3,
      "Northgate Retail": 0,
      "Harbor Freightways": 1,
    });
    expect(await covered("2026-06-10T12:00:00Z")).toMatchObject({ "Northgate Logistics": 2, "Harbor Freightways": 0 });
    // From 2027 the account and those below it.
    expect(await covered("2027-06-10T12:00:00Z")).toMatchObject({ "Northgate Logistics": 4, "Northgate Retail": 1 });
  });

  test("COV4: the contract's own midnight ends what is covered", async () => {
    const harbor = async (now: string) =>
      (await inTestTransaction(server.database, { now }, (ctx) => getAccount(ctx, small.harbor))).coveredAssets;
    expect(await harbor("2026-04-01T06:59:59Z")).toBe(1); // still 31 March in Los Angeles
    expect(await harbor("2026-04-01T07:00:00Z")).toBe(0);
  });

  test("a page holds at most 200, and a cursor is the list's own", async () => {
    expect((await agent.send("GET", `${path}?limit=201`)).status).toBe(400);
    expect(await agent.send("GET", `${path}?cursor=W10`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/query/cursor" }] },
    });
  });

  test("SEC: every role reads them, a contact their own account only", async () => {
    for (const role of ["finance", "sales", "manager", "auditor", "administrator"] as const)
      expect((await (await server.as(role)).send("GET", path)).status, role).toBe(200);
    expect((await server.anonymous.send("GET", path)).status).toBe(401);
    const contact = await server.as("contact", small.harbor);
    expect(names((await contact.send("GET", path)).body.rows)).toEqual(["Harbor Freightways"]);
    expect(names((await contact.send("GET", `${path}?q=north`)).body.rows)).toEqual([]);
  });
});

describe("an account", () => {
  test("comes with its contacts by name and its contracts by number", async () => {
    const { status, body } = await agent.send("GET", `${path}/${small.northgate}`);
    expect(status).toBe(200);
    expect(names(body.contactList)).toEqual(["Eun-ji Okafor", "Juno Petrov"]);
    expect(body.contactList[1]).toMatchObject({ email: "juno@northgate.example", phone: "+44 20 7946 3050", namedCaller: true });
    expect(body.contractList.map(({ number }: { number: string }) => number)).toEqual([
      "SC-1001",
      "SC-1002",
      "SC-1004",
      "SC-1005",
    ]);
  });

  test("SEC: another account's looks as if there were none", async () => {
    const contact = await server.as("contact", small.harbor);
    expect((await contact.send("GET", `${path}/${small.harbor}`)).status).toBe(200);
    for (const id of [small.northgate, small.n1])
      expect(await contact.send("GET", `${path}/${id}`), id).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect((await agent.send("GET", `${path}/${small.n1}`)).status).toBe(404);
    expect((await agent.send("GET", `${path}/nonsense`)).status).toBe(400);
  });
});
