import { afterAll, beforeAll, expect, test } from "vitest";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let agent: Client;
let harbor: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
  harbor = await server.as("contact", small.harbor);
});
afterAll(() => server.close());

const checks = "/api/v1/entitlement-checks";
const nowhere = "01a1ffd4-ab54-740e-8049-cd3292bdfcfd";

test("SEC: serials of other accounts, offered to the agent who asked, are not shown to the contact", async () => {
  const question = { serial: "PHH-68634X", email: "sam@harbor.example" };
  const recorded = (await agent.send("POST", checks, { ...question, record: true })).body;
  expect(recorded.didYouMean).toMatchObject([{ accountName: "Northgate Logistics" }]);
  const opened = await agent.send("POST", "/api/v1/tickets", { question, subject: "Down", channel: "phone", severity: 2 });

  const seen = [
    (await harbor.send("GET", `/api/v1/decisions/${recorded.id}`)).body.decision,
    (await harbor.send("POST", `/api/v1/decisions/${recorded.id}/replay`)).body.replayed,
    (await harbor.send("GET", `/api/v1/tickets/${opened.body.id}`)).body.decision,
  ];
  for (const decision of seen) expect(decision).toMatchObject({ outcome: "not_entitled", didYouMean: [] });
});

test("SEC: a contact cannot tell another account's decision from none", async () => {
  const { id } = (await agent.send("POST", checks, { serial: "PHH-68634f", record: true })).body;
  for (const [method, then] of [["GET", ""] as const, ["POST", "/replay"] as const]) {
    const foreign = await harbor.send(method, `/api/v1/decisions/${id}${then}`);
    const absent = await harbor.send(method, `/api/v1/decisions/${nowhere}${then}`);
    expect([foreign.status, foreign.body]).toEqual([404, absent.body]);
  }
});

test("ENT1: a moment outside the years that are counted is no question", async () => {
  for (const moment of ["0000-01-01", "0001-01-01T00:00:00Z", "1899-12-31", "3000-01-01T00:00", "9999-12-31T23:59:59Z"]) {
    for (const name of ["at", "knownAt"]) {
      const { status, body } = await agent.send("POST", checks, { serial: "PHH-68634f", [name]: moment });
      expect([status, body.errors?.[0].pointer], moment).toEqual([400, `/body/${name}`]);
    }
  }
  for (const moment of ["1900-01-01", "2999-12-31T23:59:59Z"])
    expect((await agent.send("POST", checks, { serial: "PHH-68634f", at: moment, knownAt: moment })).status).toBe(200);
});
