import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "#test/support/server.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
});
afterAll(() => server.close());

const get = async (query: string, role: "agent" | "contact" = "agent", accountId?: string) =>
  (await server.as(role, accountId)).send("GET", `/api/v1/timelines?${query}`);

/** Rows as title and bars as contract (or warranty) with days: short enough to compare by eye. */
const drawn = (body: {
  rows: { title: string; bars: { contractNumber: string | null; startsOn: string; endsBefore: string | null }[] }[];
}) =>
  body.rows.map(({ title, bars }) => [
    title,
    ...bars.map((bar) => `${bar.contractNumber ?? "warranty"} ${bar.startsOn} ${bar.endsBefore ?? "open"}`),
  ]);

test("COV3: an asset's timeline has its own coverages, and those of its account", async () => {
  const { status, body } = await get(`assetId=${small.n1}`);
  expect(status).toBe(200);
  expect(drawn(body)).toEqual([
    ["PHH-68634f", "warranty 2025-01-01 2026-01-01", "SC-1001 2026-01-01 2026-06-01"],
    ["Northgate Logistics", "SC-1004 2027-01-01 open"],
  ]);
  expect(body.rows[0].bars[1]).toMatchObject({
    plan: "Gold",
    scope: "asset",
    service: "support",
    endReason: "removed",
    lineNumber: "1",
    timeZone: "Europe/London",
  });
  expect(body.marks.map((mark: { reason: string; effectiveOn: string }) => [mark.reason, mark.effectiveOn])).toEqual([
    ["N1 leaves the contract after 31 May", "2026-06-01"],
    ["signed", expect.any(String)],
    ["signed", expect.any(String)],
  ]);
});

test("COV9: as known before the removal, the coverage lasts to the end of the year and the removal is no mark", async () => {
  const { body } = await get(`assetId=${small.n1}&knownAt=2026-05-09T00:00:00Z`);
  expect(drawn(body)[0]).toEqual(["PHH-68634f", "warranty 2025-01-01 2026-01-01", "SC-1001 2026-01-01 2027-01-01"]);
  expect(body.marks.map((mark: { reason: string }) => mark.reason)).toEqual(["signed", "signed"]);
});

test("COV11: a part is not covered by its whole's line, nor a sub-account's asset by a line that does not reach down", async () => {
  expect(drawn((await get(`assetId=${small.n3}`)).body)).toEqual([
    ["KLO 10011"],
    ["Northgate Logistics", "SC-1004 2027-01-01 open"],
  ]);
  expect(drawn((await get(`assetId=${small.r1}`)).body)).toEqual([
    ["ORB-77002"],
    ["Northgate Logistics", "SC-1004 2027-01-01 open"],
  ]);
});

test("COV1: a product's branch and a site are rows of the assets they cover", async () => {
  expect(drawn((await get(`assetId=${small.n4}`)).body)).toEqual([
    ["ORB-77001"],
    ["Orbit", "SC-1002 2026-01-01 2027-01-01"],
    ["Northgate Logistics", "SC-1004 2027-01-01 open"],
  ]);
  expect(drawn((await get(`assetId=${small.n2}`)).body)[1]).toEqual(["Depot", "SC-1005 2026-01-01 2027-01-01"]);
});

test("COV7: a contract's timeline has a row for each line", async () => {
  const { body } = await get(`contractId=${small.c1001}`);
  expect(drawn(body)).toEqual([["PHH-68634f", "SC-1001 2026-01-01 2026-06-01"]]);
  expect(body.rows[0].detail).toBe("line 1 · QFX5120");
  expect(body).toMatchObject({ rowsLeftOut: 0, today: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
});

test("COV1: an account's timeline has the account and its sites where they ever were covered, its products and assets", async () => {
  const { body } = await get(`accountId=${small.northgate}`);
  expect(drawn(body).map(([title]) => title)).toEqual([
    "Northgate Logistics",
    "Depot",
    "Orbit",
    "KLO 10011",
    "ORB-77001",
    "PHH-68634f",
    "NG-2",
  ]);
  expect(body.rowsLeftOut).toBe(0);
});

test("one owner is asked for, and it exists", async () => {
  const both = await get(`assetId=${small.n1}&accountId=${small.northgate}`);
  expect([both.status, both.body.code, both.body.errors[0].pointer]).toEqual([400, "validation_failed", "/query"]);
  expect((await get("knownAt=2026-05-09T00:00:00Z")).status).toBe(400);
  expect((await get(`assetId=${small.n1}&knownAt=0000-01-01T00:00:00Z`)).body.errors[0].pointer).toBe("/query/knownAt");
  const absent = await get(`contractId=${small.n1}`);
  expect([absent.status, absent.body.code]).toEqual([404, "not_found"]);
  expect((await server.anonymous.send("GET", `/api/v1/timelines?assetId=${small.n1}`)).status).toBe(401);
});

test("a contact sees the bar of a contract above that covers what is theirs, and none of its amendments", async () => {
  const { body: toAgent } = await get(`assetId=${small.r1}`);
  expect(toAgent.marks.map(({ contractNumber }: { contractNumber: string }) => contractNumber)).toEqual(["SC-1004"]);
  const { status, body } = await get(`assetId=${small.r1}`, "contact", small.retail);
  expect(status).toBe(200);
  expect(drawn(body)).toEqual(drawn(toAgent));
  expect(body.marks).toEqual([]);
  expect((await get(`assetId=${small.n4}`, "contact", small.northgate)).body.marks).not.toEqual([]);
});

test("a contact sees what is their own account's, and nothing of another's", async () => {
  expect((await get(`assetId=${small.p1}`, "contact", small.harbor)).status).toBe(200);
  for (const query of [`assetId=${small.n1}`, `contractId=${small.c1001}`, `accountId=${small.northgate}`]) {
    const foreign = await get(query, "contact", small.harbor);
    expect(foreign.status).toBe(404);
    const absent = await get(query.replace(/=.*/, "=01a1ffd4-ab54-740e-8049-cd3292bdfcfd"), "contact", small.harbor);
    expect(foreign.body).toEqual(absent.body);
  }
});
