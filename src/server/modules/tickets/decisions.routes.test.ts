import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPolicy, type Handling } from "#core/policy/index.ts";
import { grant, type Granted, tenTickets } from "#test/support/granting.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Answer, type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let agent: Client;
let manager: Client;
/** An account that one contract covers, from 2026 on without end. */
let granted: Granted;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  granted = await grant(server.database, [{ ...tenTickets, buckets: [{ ...tenTickets.buckets[0]!, amount: 100 }] }], {
    endsBefore: null,
  });
  [agent, manager] = [await server.as("agent"), await server.as("manager")];
});
afterAll(() => server.close());

const path = "/api/v1/tickets";
const ticket = { subject: "Port 12 is down", channel: "email", severity: 2 };
/** SC-1003 covered it in March 2026, and nothing since. */
const uncovered = { question: { serial: "HAR-33001" } };
const open = async (body: object = {}, client = agent) =>
  (await client.send("POST", path, { ...ticket, question: { account: granted.contractNumber }, ...body })).body;
const matching = (revision: number) => ({ "if-match": `"${revision}"` });

async function policy(otherwise: Handling): Promise<void> {
  const { body } = await manager.send("GET", "/api/v1/policy");
  const set = { policy: { ...defaultPolicy, otherwise }, reason: "a test" };
  expect((await manager.send("PUT", "/api/v1/policy", set, matching(body.version))).status).toBe(200);
}

/** What an act answers to each role; the contact is of the account that is covered. */
async function statuses(act: (client: Client) => Promise<Answer>): Promise<Record<string, number>> {
  const roles = ["agent", "manager", "administrator", "sales", "finance", "auditor"] as const;
  const answers: [string, number][] = [];
  for (const role of roles) answers.push([role, (await act(await server.as(role))).status]);
  answers.push(["contact", (await act(await server.as("contact", granted.accountId))).status]);
  answers.push(["nobody", (await act(server.anonymous)).status]);
  return Object.fromEntries(answers);
}

describe("POST /tickets/{id}/redecision", () => {
  test("ENT11: shows both ways, and a change then says which", async () => {
    const opened = await open();
    const shown = await agent.send("POST", `${path}/${opened.id}/redecision`, { assetId: small.p1 });
    expect(shown).toMatchObject({
      status: 200,
      body: {
        differs: true,
        policy: "ask",
        before: { outcome: "entitled", contractNumber: granted.contractNumber },
        switched: { outcome: "not_entitled", handling: "advise", decision: { handling: { handling: "advise" } } },
        kept: { outcome: "entitled", contractNumber: granted.contractNumber },
      },
    });
    const change = (body: object) => agent.send("PATCH", `${path}/${opened.id}`, body, matching(1));
    expect(await change({ assetId: small.p1 })).toMatchObject({
      status: 422,
      body: { code: "refused", rule: "ENT11", errors: [{ pointer: "/body/cover" }] },
    });
    expect(await change({ assetId: small.p1, cover: "keep" })).toMatchObject({
      status: 200,
      body: { assetId: small.p1, contractNumber: granted.contractNumber, revision: 2 },
    });
  });

  test("refuses what is malformed, what does not go together, and a ticket that is not there", async () => {
    const opened = await open();
    const ask = (id: string, body: object) => agent.send("POST", `${path}/${id}/redecision`, body);
    expect((await ask(opened.id, { channel: "pigeon" })).status).toBe(400);
    expect((await ask(opened.id, { status: "solved" })).status).toBe(400);
    expect(await ask(opened.id, { assetId: small.p1, contactId: small.juno })).toMatchObject({
      status: 422,
      body: { rule: "ENT11" },
    });
    expect((await ask(small.n1, { channel: "phone" })).status).toBe(404);
  });

  test("SEC: for those who work on tickets", async () => {
    const { id } = await open();
    expect(await statuses((client) => client.send("POST", `${path}/${id}/redecision`, { severity: 1 }))).toEqual({
      agent: 200,
      manager: 200,
      administrator: 200,
      sales: 403,
      finance: 403,
      auditor: 403,
      contact: 403,
      nobody: 401,
    });
  });
});

describe("GET /tickets/{id}/decisions", () => {
  test("SEC: the desk reads what was decided and why; a customer's contact does not, and who is not there has none", async () => {
    const { id } = await open();
    expect(await statuses((client) => client.send("GET", `${path}/${id}/decisions`))).toEqual({
      agent: 200,
      manager: 200,
      administrator: 200,
      sales: 200,
      finance: 200,
      auditor: 200,
      contact: 403,
      nobody: 401,
    });
    expect((await agent.send("GET", `${path}/${small.n1}/decisions`)).status).toBe(404);
    const { body } = await agent.send("GET", `${path}/${id}/decisions`);
    expect(body.rows).toMatchObject([{ ordinal: 1, cause: "opened", taken: true, decision: { outcome: "entitled" } }]);
  });
});

describe("POST /tickets/{id}/override", () => {
  test("ENT7: a held ticket says what it waits for; ENT9: a manager's word lets it through, with a reason", async () => {
    await policy("enforce");
    const opened = await open(uncovered);
    expect(opened).toMatchObject({ held: "not_covered", handling: "enforce" });
    const work = (client: Client) =>
      client.send("POST", `${path}/${opened.id}/work`, { worker: "me", workedOn: "2026-06-10", minutes: 30, note: "Looked" });
    expect(await work(agent)).toMatchObject({ status: 422, body: { rule: "ENT7", held: "not_covered" } });
    const onHand = await agent.send("PATCH", `${path}/${opened.id}`, { status: "on_hand" }, matching(1));
    expect(onHand).toMatchObject({ status: 422, body: { rule: "ENT7" } });
    const held = await agent.send("GET", `${path}?held=any&limit=200`);
    expect(held.body.rows.map(({ id }: { id: string }) => id)).toEqual([opened.id]);
    const override = (client: Client, reason = "They renew next week") =>
      client.send("POST", `${path}/${opened.id}/override`, { reason });
    expect((await override(manager, " ")).status).toBe(400);
    const refused = { agent: 403, sales: 403, finance: 403, auditor: 403, contact: 403, nobody: 401 };
    expect(await statuses((client) => override(client))).toEqual({ ...refused, manager: 200, administrator: 422 });
    expect((await work(agent)).status).toBe(201);
    await policy("advise");
  });

  test("ENT7: a contact reads the notice and what their ticket waits for, never how the desk came to it", async () => {
    await policy("bill");
    const contact = await server.as("contact", small.harbor);
    const opened = await open({ ...uncovered, channel: "portal" }, contact);
    expect(opened).toMatchObject({ held: "quote", handling: null, overridden: null, decision: { handling: { handling: null } } });
    expect(opened.messages.map(({ kind }: { kind: string }) => kind)).toEqual(["notice"]);
    expect(opened.messages[0].body).toContain("a quote from us");
    await manager.send("POST", `${path}/${opened.id}/override`, { reason: "Their quote is signed; do not tell them the margin" });
    const { body } = await contact.send("GET", `${path}/${opened.id}`);
    expect(body).toMatchObject({ held: null, overridden: null });
    expect(JSON.stringify(body)).not.toContain("margin");
    expect(JSON.stringify(body)).not.toContain('ruleKey":"');
    await policy("advise");
  });
});

describe("POST /tickets/{id}/choice", () => {
  test("ENT4: only where there are equals to choose between; SEC: for those who work on tickets", async () => {
    const opened = await open();
    const choose = (client: Client) =>
      client.send("POST", `${path}/${opened.id}/choice`, { coverageId: small.n1, reason: "It is this one" });
    expect(await choose(agent)).toMatchObject({ status: 422, body: { rule: "ENT4" } });
    expect(await statuses(choose)).toEqual({
      agent: 422,
      manager: 422,
      administrator: 422,
      sales: 403,
      finance: 403,
      auditor: 403,
      contact: 403,
      nobody: 401,
    });
    const unclear = await open({ question: { serial: "PHH68634F", account: "Harbor Freightways" } });
    expect(unclear.outcome).toBe("undecided");
    const answer = await agent.send("POST", `${path}/${unclear.id}/choice`, { coverageId: small.n1, reason: "A guess" });
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining("Say what it is about instead") } });
    const queue = await agent.send("GET", `${path}?outcome=undecided&limit=200`);
    expect(queue.body.rows.map(({ id }: { id: string }) => id)).toContain(unclear.id);
  });
});

describe("POST /tickets/{id}/merge", () => {
  test("TIC5: by id or number, into one of the same account; SEC: for those who work on tickets", async () => {
    const [one, other] = [await open(), await open()];
    const merge = (client: Client, into = other.number) => client.send("POST", `${path}/${one.id}/merge`, { into });
    const refused = { sales: 403, finance: 403, auditor: 403, contact: 403, nobody: 401 };
    expect(await statuses((client) => merge(client, "T-99999999"))).toEqual({
      agent: 422,
      manager: 422,
      administrator: 422,
      ...refused,
    });
    expect(await merge(agent, one.id)).toMatchObject({
      status: 422,
      body: { rule: "TIC5", errors: [{ pointer: "/body/into" }] },
    });
    expect((await merge(agent, "one that never was")).status).toBe(400);
    expect((await merge(agent, small.n1)).status).toBe(422);
    expect(await merge(agent)).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { status: "closed", mergedInto: { id: other.id, number: other.number } },
    });
  });
});

describe("POST /tickets/{id}/messages on a merged ticket", () => {
  test("TIC5: the customer's words are answered with the ticket that has them; the desk's with the one to go to", async () => {
    const [one, other] = [await open(), await open()];
    await agent.send("POST", `${path}/${one.id}/merge`, { into: other.id });
    const send = (client: Client, kind: string, key = "") =>
      client.send("POST", `${path}/${one.id}/messages`, { kind, body: "And?" }, key === "" ? {} : { "idempotency-key": key });
    const contact = await server.as("contact", granted.accountId);
    expect(await send(contact, "customer_reply", "once")).toMatchObject({
      status: 201,
      headers: { etag: '"3"' },
      body: { id: other.id, revision: 3 },
    });
    expect((await send(contact, "customer_reply", "once")).body.revision).toBe(3);
    expect(await send(agent, "reply")).toMatchObject({ status: 422, body: { rule: "TIC3", mergedInto: other.id } });
    expect(await send(agent, "customer_reply")).toMatchObject({ status: 201, body: { id: other.id, revision: 4 } });
    expect((await send(await server.as("contact", small.harbor), "customer_reply")).status).toBe(404);
  });
});

describe("a check that holds", () => {
  test("ALW4: a ticket is opened from what a check held for it", async () => {
    const question = { account: granted.contractNumber, channel: "email", severity: 3 };
    const left = async () => {
      const { body } = await agent.send("POST", "/api/v1/entitlement-checks", question);
      const [all] = body.candidates[0].allowances;
      return { left: all.left, held: all.held };
    };
    const before = await left();
    const check = await agent.send("POST", "/api/v1/entitlement-checks", { ...question, record: true, hold: true });
    expect(await left()).toEqual({ left: before.left - 1, held: before.held + 1 });
    await open({ severity: 3, heldBy: check.body.id });
    expect(await left()).toEqual({ left: before.left - 1, held: before.held });
  });

  test("SEC: a contact takes over what is held for their own account, and leaves another's as it is", async () => {
    const question = { account: granted.contractNumber, channel: "email", severity: 3 };
    const check = await agent.send("POST", "/api/v1/entitlement-checks", { ...question, record: true, hold: true });
    const held = async () =>
      (await agent.send("POST", "/api/v1/entitlement-checks", question)).body.candidates[0].allowances[0].held;
    const before = await held();
    const opening = { question: {}, severity: 3, heldBy: check.body.id };
    await open(opening, await server.as("contact", small.harbor));
    expect(await held()).toBe(before);
    await open(opening, await server.as("contact", granted.accountId));
    expect(await held()).toBe(before - 1);
  });
});
