import { afterAll, beforeAll, expect, test } from "vitest";
import { inTestTransaction } from "#test/support/context.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { type ProductVersionRecord, recordProductVersions } from "./products.ts";

let server: TestServer;
let agent: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  const version = (n: number, name: string, more: Partial<ProductVersionRecord>): ProductVersionRecord => ({
    id: `01980000-0010-7000-8000-00000000000${n}`,
    productId: small.orbit,
    name,
    label: null,
    releasedOn: null,
    activeSupportEnds: null,
    endOfLife: null,
    extendedSupportEnds: null,
    discontinued: null,
    longTerm: null,
    latest: null,
    latestOn: null,
    ...more,
  });
  await inTestTransaction(server.database, {}, (ctx) =>
    recordProductVersions(ctx, [
      version(1, "1.0", { releasedOn: "2020-01-01", endOfLife: true, activeSupportEnds: "2022-01-01" }),
      version(2, "2.0", {
        releasedOn: "2024-01-01",
        endOfLife: "2029-01-01",
        extendedSupportEnds: false,
        latest: "2.0.7",
        latestOn: "2026-02-03",
      }),
      version(3, "preview", {}),
    ]),
  );
  agent = await server.as("agent");
});
afterAll(() => server.close());

const path = "/api/v1/products";
const find = async (query: string): Promise<string[]> =>
  (await agent.send("GET", `${path}?${query}`)).body.rows.map(({ name }: { name: string }) => name);

test("products are listed by name, with how many versions they have", async () => {
  const { body } = await agent.send("GET", path);
  expect(body.rows).toMatchObject([
    { name: "Orbit", maker: "Orbital", kind: "application", versions: 3, partNumber: null },
    { name: "Orbit Ledger", versions: 0 },
    { name: "QFX5120", kind: "hardware", partNumber: "QFX-48Y" },
  ]);
});

test("they are found by part of a name or the beginning of a part number", async () => {
  expect(await find("q=ledger")).toEqual(["Orbit Ledger"]);
  expect(await find("q=qfx48")).toEqual(["QFX5120"]);
  expect(await find("q=%25")).toEqual([]);
  expect(await find("limit=1")).toEqual(["Orbit"]);
});

test("pages lose and repeat none", async () => {
  const first = await agent.send("GET", `${path}?limit=2`);
  expect(await find(`limit=2&cursor=${first.body.nextCursor}`)).toEqual(["QFX5120"]);
});

test("a product comes with its versions, the latest first; a lifecycle is a day, yes or no, or unknown", async () => {
  const { status, body } = await agent.send("GET", `${path}/${small.orbit}`);
  expect(status).toBe(200);
  expect(body.versionList).toMatchObject([
    { name: "2.0", endOfLife: "2029-01-01", extendedSupportEnds: false, latest: "2.0.7", latestOn: "2026-02-03" },
    { name: "1.0", endOfLife: true, activeSupportEnds: "2022-01-01", discontinued: null },
    { name: "preview", endOfLife: null },
  ]);
  expect((await agent.send("GET", `${path}/${small.n1}`)).status).toBe(404);
});

test("SEC: the product master is the same for every role, contacts among them, and for nobody unknown", async () => {
  for (const role of ["finance", "sales", "manager", "auditor", "administrator"] as const)
    expect((await (await server.as(role)).send("GET", path)).status, role).toBe(200);
  expect((await (await server.as("contact", small.harbor)).send("GET", path)).body.rows).toHaveLength(3);
  expect((await server.anonymous.send("GET", path)).status).toBe(401);
});
