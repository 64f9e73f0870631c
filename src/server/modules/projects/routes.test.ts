import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let agent: Client;
let ticketId: string;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
  ticketId = await open();
});
afterAll(() => server.close());

const api = "/api/v1";
// SC-1005 covers the Depot of Northgate, where NG-2 is, through 2026.
async function open(): Promise<string> {
  const question = { assetTag: "NG-2", account: "Northgate Logistics" };
  const ticket = await agent.send("POST", `${api}/tickets`, { question, subject: "Jams", channel: "email", severity: 3 });
  return ticket.body.id;
}
const add = (body: object, client = agent, headers: Record<string, string> = {}) =>
  client.send("POST", `${api}/tickets/${ticketId}/work`, { workedOn: "2026-03-20", minutes: 45, ...body }, headers);
const everybody = ["agent", "finance", "sales", "manager", "auditor", "administrator"] as const;

describe("POST /tickets/{id}/work", () => {
  test("answers 201 with the entry and where it is booked", async () => {
    const answer = await add({ note: " Cleaned the rollers ", minutes: "1:15" });
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: `${api}/tickets/${ticketId}/work` },
      body: {
        ticketId,
        workerName: "Test agent",
        workedOn: "2026-03-20",
        minutes: 75,
        note: "Cleaned the rollers",
        booking: {
          kind: "project",
          contractId: small.c1005,
          contractNumber: "SC-1005",
          bookedOn: "2026-03-20",
          amendmentId: null,
        },
        removable: true,
      },
    });
  });

  test("the same request under one Idempotency-Key enters it once, also when both come at once", async () => {
    const headers = { "idempotency-key": "work-once" };
    const body = { note: "once", workedOn: "2026-03-21" };
    const both = await Promise.all([add(body, agent, headers), add(body, agent, headers)]);
    const again = await add(body, agent, headers);
    const entered = [...both, again].filter(({ status }) => status === 201);
    expect(new Set(entered.map((answer) => answer.body.id)).size).toBe(1);
    expect(again.status).toBe(201);
    const { body: list } = await agent.send("GET", `${api}/tickets/${ticketId}/work`);
    expect(list.rows.filter((row: { note: string }) => row.note === "once")).toHaveLength(1);
  });

  test("refuses what is malformed or nonsense, pointing at it, in words", async () => {
    expect(await add({ minutes: "1,5" })).toMatchObject({
      status: 422,
      body: { code: "refused", rule: "PRJ2", detail: expect.stringContaining("1:30"), errors: [{ pointer: "/body/minutes" }] },
    });
    expect(await add({ startedAt: "2026-03-20T10:00:00Z" })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/body/workedOn", message: expect.stringContaining("one of the two") }] },
    });
    expect((await add({ workedOn: "2026-02-30" })).status).toBe(400);
    expect((await add({ workedOn: "2999-01-01" })).status).toBe(422);
    expect((await add({ note: "x".repeat(2001) })).status).toBe(400);
    const absent = await agent.send("POST", `${api}/tickets/${small.n1}/work`, { workedOn: "2026-03-20", minutes: 5 });
    expect(absent).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("SEC: agents, managers and administrators enter work; nobody else does", async () => {
    for (const role of ["manager", "administrator"] as const)
      expect((await add({}, await server.as(role))).status, role).toBe(201);
    for (const role of ["finance", "sales", "auditor"] as const)
      expect((await add({}, await server.as(role))).status, role).toBe(403);
    expect((await add({}, await server.as("contact", small.northgate))).status).toBe(403);
    expect((await add({}, server.anonymous)).status).toBe(401);
  });
});

describe("what was entered", () => {
  test("is removed by whoever did it; a colleague's only by a manager; then it is gone from the list", async () => {
    const { body: entry } = await add({ note: "mistaken" });
    const others = await add({ note: "the manager's" }, await server.as("manager"));
    expect((await agent.send("DELETE", `${api}/work-entries/${others.body.id}`)).status).toBe(403);
    expect((await agent.send("DELETE", `${api}/work-entries/${entry.id}`)).status).toBe(204);
    expect(await agent.send("DELETE", `${api}/work-entries/${entry.id}`)).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
    const { body } = await agent.send("GET", `${api}/tickets/${ticketId}/work`);
    expect(body.rows.map((row: { id: string }) => row.id)).not.toContain(entry.id);
    expect((await (await server.as("finance")).send("DELETE", `${api}/work-entries/${others.body.id}`)).status).toBe(403);
  });
});

describe("who sees what", () => {
  const project = `${api}/projects/${small.c1005}?from=2026-01&through=2026-12`;

  test("SEC: budgets in money are for finance, sales, managers, administrators and auditors; agents see hours", async () => {
    for (const role of everybody) {
      const { status, body } = await (await server.as(role)).send("GET", project);
      expect(status, role).toBe(200);
      const seesMoney = role !== "agent";
      expect(body.total.budget !== null, role).toBe(seesMoney);
      expect(body.months[0].actual !== null, role).toBe(seesMoney);
      expect(body.terms[0].hourlyRate !== null, role).toBe(seesMoney);
      expect(body.bridge[0].budget !== null, role).toBe(seesMoney);
      expect(body.total.budgetMinutes, role).toBe(456);
    }
  });

  test("SEC: an agent finds no amount of money in anything of projects", async () => {
    for (const path of [
      project,
      `${api}/projects?limit=50`,
      `${api}/budgets`,
      `${api}/work-entries`,
      `${api}/tickets/${ticketId}/work`,
    ]) {
      const { status, text } = await agent.send("GET", path);
      expect(status, path).toBe(200);
      expect(text, path).not.toContain('"minor"');
    }
  });

  test("SEC: a contact sees nothing of work and budgets", async () => {
    const contact = await server.as("contact", small.northgate);
    for (const path of [project, `${api}/projects`, `${api}/budgets`, `${api}/work-entries`, `${api}/tickets/${ticketId}/work`])
      expect(await contact.send("GET", path), path).toMatchObject({ status: 403, body: { code: "not_allowed" } });
    expect((await server.anonymous.send("GET", project)).status).toBe(401);
  });

  test("SEC: finance says what makes a budget, and nobody else but administrators", async () => {
    const terms = { fromMonth: "2026-07", shareBp: 5000, hourlyRateMinor: "9000", reason: "agreed" };
    const path = `${api}/projects/${small.c1005}/terms`;
    for (const role of ["agent", "sales", "manager", "auditor"] as const)
      expect((await (await server.as(role)).send("PUT", path, terms)).status, role).toBe(403);
    const finance = await server.as("finance");
    expect(await finance.send("PUT", path, terms)).toMatchObject({
      status: 200,
      body: { terms: [{ own: false }, { own: true, fromMonth: "2026-07", shareBp: 5000, author: "Test finance" }] },
    });
    expect((await finance.send("PUT", path, { ...terms, fromMonth: "2026-06" })).body).toMatchObject({
      code: "refused",
      rule: "COV13",
    });
    expect((await finance.send("PUT", path, { ...terms, shareBp: 10_001 })).status).toBe(400);
    expect((await finance.send("PUT", path, { ...terms, reason: " " })).status).toBe(400);
    expect((await finance.send("PUT", `${api}/projects/${small.n1}/terms`, terms)).status).toBe(404);
  });
});

describe("reading", () => {
  test("what is asked for is told back, and what is none is refused", async () => {
    const finance = await server.as("finance");
    const get = (path: string) => finance.send("GET", api + path);
    expect((await get(`/projects/${small.c1005}?from=2026-03&at=2026-03-20&knownAt=2026-03-01T00:00:00Z`)).body.asked).toEqual({
      from: "2026-03",
      through: "2027-02",
      at: "2026-03-20",
      knownAt: "2026-03-01T00:00:00Z",
    });
    expect((await get(`/projects/${small.n1}`)).status).toBe(404);
    expect((await get(`/projects/${small.c1005}?from=2026-13`)).status).toBe(400);
    expect((await get(`/projects/${small.c1005}?from=2026-03&through=2026-02`)).status).toBe(422);
    expect((await get(`/budgets?cursor=nonsense`)).status).toBe(400);
  });

  test("the rows behind a figure: the work of a project in a month", async () => {
    const found = await agent.send("GET", `${api}/work-entries?contractId=${small.c1005}&from=2026-03&through=2026-03&limit=200`);
    const minutes = found.body.rows.reduce((sum: number, row: { minutes: number }) => sum + row.minutes, 0);
    const project = await agent.send("GET", `${api}/projects/${small.c1005}?from=2026-03&through=2026-03`);
    expect(project.body.total.actualMinutes).toBe(minutes);
    expect(minutes).toBeGreaterThan(0);
    const paged = await agent.send("GET", `${api}/work-entries?contractId=${small.c1005}&limit=1`);
    const next = await agent.send("GET", `${api}/work-entries?contractId=${small.c1005}&limit=1&cursor=${paged.body.nextCursor}`);
    expect(next.body.rows[0].id).not.toBe(paged.body.rows[0].id);
  });
});
