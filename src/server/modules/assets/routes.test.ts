import { afterAll, beforeAll, expect, test } from "vitest";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let agent: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
});
afterAll(() => server.close());

const path = "/api/v1/assets";
type Row = { id: string; serial: string | null; tag: string | null };
const list = async (query = "", client = agent): Promise<Row[]> => (await client.send("GET", `${path}?${query}`)).body.rows;
const ids = async (query: string): Promise<string[]> => (await list(query)).map(({ id }) => id);

test("assets are listed by serial, those with a tag only at the end", async () => {
  expect((await list()).map(({ serial, tag }) => serial ?? tag)).toEqual([
    "HAR-33001",
    "KLO 10011",
    "ORB-77001",
    "ORB-77002",
    "PHH-68634f",
    "NG-2",
  ]);
});

test("COV12: they are found by part of a serial or the beginning of a tag, as meant", async () => {
  expect(await ids("q=phh68634F")).toEqual([small.n1]);
  expect(await ids("q=8634")).toEqual([small.n1]);
  expect(await ids("q=0RB-77O0l")).toEqual([small.n4]);
  expect(await ids("q=ng-")).toEqual([small.p1, small.n1, small.n2]);
  expect(await ids("q=nothing")).toEqual([]);
  // What is nothing but signs narrows nothing.
  expect(await ids("q=--")).toHaveLength(6);
});

test("filters by account and status", async () => {
  expect(await ids(`accountId=${small.harbor}`)).toEqual([small.p1]);
  expect(await ids("status=retired")).toEqual([]);
  expect((await agent.send("GET", `${path}?status=lost`)).status).toBe(400);
});

test("pages lose and repeat none", async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body }: { body: { rows: Row[]; nextCursor: string | null } } = await agent.send(
      "GET",
      `${path}?limit=2${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...body.rows.map(({ id }) => id));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(await ids(""));
});

test("one asset with its product, site and account", async () => {
  const { status, body } = await agent.send("GET", `${path}/${small.n1}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    serial: "PHH-68634f",
    tag: "NG-1",
    accountName: "Northgate Logistics",
    productName: "QFX5120",
    maker: "Juniper",
    siteName: "HQ",
    environment: "Production",
    status: "in_use",
  });
  expect((await agent.send("GET", `${path}/${small.northgate}`)).status).toBe(404);
});

test("SEC: every role reads them, a contact their own account's only", async () => {
  for (const role of ["finance", "sales", "manager", "auditor", "administrator"] as const)
    expect((await (await server.as(role)).send("GET", path)).status, role).toBe(200);
  expect((await server.anonymous.send("GET", path)).status).toBe(401);
  const contact = await server.as("contact", small.harbor);
  expect((await list("", contact)).map(({ id }) => id)).toEqual([small.p1]);
  expect(await list("q=phh", contact)).toEqual([]);
  expect((await contact.send("GET", `${path}/${small.p1}`)).status).toBe(200);
  expect((await contact.send("GET", `${path}/${small.n1}`)).status).toBe(404);
  expect((await contact.send("GET", `${path}?accountId=${small.northgate}`)).status).toBe(404);
});
