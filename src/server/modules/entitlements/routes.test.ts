import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type TestServer } from "#test/support/server.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  // The server asks the clock: whatever day it is, this one has not ended.
  await sql`update contract set ends_before = null where id = ${small.c1005}`.execute(server.database.db);
  await sql`
    insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, product_id,
      covers_sub_accounts, service, plan_id, time_zone, valid, recorded, amendment_id, suspended)
    select gen_random_uuid(), source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, product_id,
      covers_sub_accounts, service, plan_id, time_zone, daterange(upper(valid), null), recorded, amendment_id, false
    from coverage where contract_id = ${small.c1005} and upper_inf(recorded)`.execute(server.database.db);
});
afterAll(() => server.close());

type Role = Parameters<TestServer["as"]>[0];
const post = async (path: string, body: unknown, role: Role = "agent", accountId?: string) =>
  (await server.as(role, accountId)).send("POST", path, body);
const checks = "/api/v1/entitlement-checks";

test("ENT1: a check over HTTP holds what it declares and nothing else", async () => {
  const { status, body } = await post(checks, {
    serial: "PHH-68634f",
    channel: "phone",
    severity: 2,
    at: "2026-03-20T23:30",
    knownAt: "2026-04-01T00:00:00Z",
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    outcome: "entitled",
    at: "2026-03-20T23:30:00Z",
    knownAt: "2026-04-01T00:00:00Z",
    question: { serial: "PHH-68634f", channel: "phone", severity: 2 },
    source: { contractNumber: "SC-1001", endsBefore: "2027-01-01" },
  });
  expect(body.question).not.toHaveProperty("at");
});

test("ENT1: a batch keeps the order", async () => {
  const { status, body } = await post(`${checks}/batch`, {
    questions: [{ serial: "HAR33001" }, {}, { serial: "PHH68634F", at: "2026-04-15" }],
  });
  expect(status).toBe(200);
  expect(body.decisions.map((one: { subject: { id: string } | null }) => one.subject?.id ?? null)).toEqual([
    small.p1,
    null,
    small.n1,
  ]);
});

test("ENT13: a recorded decision is read and replayed", async () => {
  const {
    body: { held, ...body },
  } = await post(checks, { serial: "PHH68634F", record: true });
  expect(held).toBeNull();
  const agent = await server.as("agent");
  expect((await agent.send("GET", `/api/v1/decisions/${body.id}`)).body).toEqual({
    id: body.id,
    decidedAt: expect.any(String),
    decision: body,
  });
  expect((await agent.send("POST", `/api/v1/decisions/${body.id}/replay`)).body).toEqual({
    same: true,
    recorded: body,
    replayed: body,
  });
});

test("ALW4: a check holds a unit for half an hour, and the ticket opened from it has that one", async () => {
  const agent = await server.as("agent");
  const left = async () => {
    const { body } = await agent.send("POST", checks, { assetTag: "NG-2" });
    const [bucket] = body.candidates[0].allowances;
    return [bucket.held, bucket.used, bucket.left];
  };
  const asked = { assetTag: "NG-2", channel: "phone", severity: 2 };
  const { status, body } = await agent.send("POST", checks, { ...asked, record: true, hold: true });
  expect([status, body.outcome]).toEqual([200, "entitled"]);
  expect(Temporal.Instant.from(body.at).until(body.held.until).total("minutes")).toBeCloseTo(30, 1);
  expect(await left()).toEqual([1, 0, 99]);
  const { channel, severity, ...question } = asked;
  const ticket = { question, channel, severity, subject: "The link is down", description: "", heldBy: body.id };
  const opened = await agent.send("POST", "/api/v1/tickets", ticket);
  expect([opened.status, opened.body.outcome]).toEqual([201, "entitled"]);
  expect(await left()).toEqual([0, 1, 99]);
  // It holds nothing any more: the next draws anew.
  expect((await agent.send("POST", "/api/v1/tickets", ticket)).status).toBe(201);
  expect(await left()).toEqual([0, 2, 98]);
  // What was drawn on before is drawn on at once, by one after the other and by several together.
  for (let n = 1; n <= 3; n += 1) {
    const again = await agent.send("POST", checks, { ...asked, record: true, hold: true });
    expect([again.body.outcome, typeof again.body.held?.until]).toEqual(["entitled", "string"]);
    expect(await left()).toEqual([n, 2, 98 - n]);
  }
  await Promise.all(Array.from({ length: 5 }, () => agent.send("POST", checks, { ...asked, record: true, hold: true })));
  expect(await left()).toEqual([8, 2, 90]);
});

test("ALW4: a no holds nothing, and a hold is of what is asked now", async () => {
  const { body } = await post(checks, { serial: "NOBODYS1", channel: "phone", severity: 2, record: true, hold: true });
  expect([body.outcome, body.held, typeof body.id]).toEqual(["not_entitled", null, "string"]);
  const asked = { assetTag: "NG-2", channel: "phone", severity: 2, record: true, hold: true };
  for (const [other, pointer] of [
    [{ record: false }, "/body/record"],
    [{ at: "2026-04-01" }, "/body/hold"],
    [{ channel: undefined }, "/body/hold"],
  ] as const) {
    const refused = await post(checks, { ...asked, ...other });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, pointer]);
  }
  expect((await post(checks, asked, "auditor")).status).toBe(403);
});

test("a question that is none is refused with where and why", async () => {
  for (const [body, pointer] of [
    [{ channel: "pigeon" }, "/body/channel"],
    [{ severity: 5 }, "/body/severity"],
    [{ at: "tomorrow" }, "/body/at"],
    [{ at: "2026-02-30" }, "/body/at"],
    [{ serial: "" }, "/body/serial"],
    [{ serail: "x" }, "/body"],
  ] as const) {
    const answer = await post(checks, body);
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
      400,
      "validation_failed",
      expect.stringContaining(pointer),
    ]);
  }
  const batch = await post(`${checks}/batch`, { questions: [{}, { at: "2026-02-30" }] });
  expect([batch.status, batch.body.errors[0].pointer]).toEqual([400, "/body/questions/1/at"]);
  const tooMany = await post(`${checks}/batch`, { questions: Array.from({ length: 10_001 }, () => ({})) });
  expect([tooMany.status, tooMany.body.errors[0].message]).toEqual([400, expect.stringContaining("10000")]);
});

test("ENT12: every role may ask; contacts and auditors have nothing kept", async () => {
  for (const role of ["administrator", "agent", "finance", "sales", "manager", "auditor"] as const) {
    expect((await post(checks, { serial: "PHH68634F" }, role)).status).toBe(200);
  }
  expect((await post(checks, { serial: "PHH68634F", record: true }, "auditor")).body.code).toBe("not_allowed");
  const contact = await post(checks, { serial: "PHH68634F", record: true }, "contact", small.harbor);
  expect(contact.body.code).toBe("not_allowed");
  expect((await post(checks, { serial: "PHH68634F" }, "contact", small.harbor)).body).toMatchObject({
    outcome: "not_entitled",
    subject: null,
  });
  expect((await server.anonymous.send("POST", checks, {})).status).toBe(401);
});

test("ENT12: a contact is told why nothing covers it without the numbers of other accounts' contracts", async () => {
  const asked = { serial: "ORB-77002", at: "2026-04-15T11:00" };
  const toAgent = await post(checks, asked);
  expect(toAgent.body.outcome).toBe("not_entitled");
  expect(JSON.stringify(toAgent.body.reasons)).toMatch(/SC-100\d/);
  const { body } = await post(checks, asked, "contact", small.retail);
  expect(JSON.stringify(body)).not.toMatch(/SC-100\d/);
  expect(body.reasons).toHaveLength(toAgent.body.reasons.length);
  expect(body.reasons[0].text).toMatch(/^A contract of another account (covers|starts on) /);
  const covered = await post(checks, { ...asked, at: "2027-02-01T11:00" }, "contact", small.retail);
  expect(covered.body.reasons[0].text).toContain("SC-1004 line 1");
});

test("a decision that is not there, or not the asker's, is not found", async () => {
  const { body } = await post(checks, { serial: "PHH68634F", record: true });
  const contact = await server.as("contact", small.harbor);
  for (const id of [body.id, small.n1]) {
    expect((await contact.send("GET", `/api/v1/decisions/${id}`)).status).toBe(404);
    expect((await contact.send("POST", `/api/v1/decisions/${id}/replay`)).status).toBe(404);
  }
  expect((await contact.send("GET", "/api/v1/decisions/nonsense")).status).toBe(400);
});
