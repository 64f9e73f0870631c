import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Answer, type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let agent: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  agent = await server.as("agent");
});
afterAll(() => server.close());

const path = "/api/v1/tickets";
// SC-1005 covers the Depot of Northgate, where NG-2 is, under Silver through 2026.
const depot = {
  question: { assetTag: "NG-2", account: "Northgate Logistics" },
  subject: "Printer jams",
  channel: "email",
  severity: 3,
};
const open = (body: object = {}, client = agent): Promise<Answer> => client.send("POST", path, { ...depot, ...body });
const matching = (revision: number) => ({ "if-match": `"${revision}"` });

describe("POST /tickets", () => {
  test("answers 201 with the ticket, its place and its version", async () => {
    const answer = await open();
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: `${path}/${answer.body.id}`, etag: '"1"' },
      body: { status: "new", severity: 3, revision: 1 },
    });
  });

  test("the same request under one Idempotency-Key opens one ticket", async () => {
    const headers = { "idempotency-key": "open-once" };
    const first = await agent.send("POST", path, depot, headers);
    const again = await agent.send("POST", path, depot, headers);
    expect(again.body.id).toBe(first.body.id);
    const other = await agent.send("POST", path, { ...depot, severity: 1 }, headers);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });

  test("refuses what is malformed, pointing at it", async () => {
    expect(await open({ subject: "  " })).toMatchObject({
      status: 400,
      body: { code: "validation_failed", errors: [{ pointer: "/body/subject" }] },
    });
    expect((await open({ severity: 5 })).status).toBe(400);
    expect((await open({ surprise: true })).status).toBe(400);
  });

  test("ENT5: a contact who names no channel is judged as asking through the portal; everybody else says which it is", async () => {
    const { channel: _channel, ...unsaid } = depot;
    const made = await (await server.as("contact", small.northgate)).send("POST", path, unsaid);
    expect(made).toMatchObject({ status: 201, body: { channel: "portal", decision: { question: { channel: "portal" } } } });
    expect(await agent.send("POST", path, unsaid)).toMatchObject({
      status: 400,
      body: { code: "validation_failed", errors: [{ pointer: "/body/channel" }] },
    });
  });

  test("SEC: agents, sales, managers and administrators open tickets; finance and auditors do not; nobody unknown", async () => {
    for (const role of ["sales", "manager", "administrator"] as const)
      expect((await open({}, await server.as(role))).status, role).toBe(201);
    for (const role of ["finance", "auditor"] as const)
      expect(await open({}, await server.as(role)), role).toMatchObject({ status: 403, body: { code: "not_allowed" } });
    expect((await open({}, server.anonymous)).status).toBe(401);
  });
});

describe("GET /tickets", () => {
  test("pages by urgency without losing or repeating any, with the total", async () => {
    for (const severity of [1, 2, 3, 3, 3, 4]) await open({ severity });
    const all = await agent.send("GET", `${path}?limit=200`);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Answer = await agent.send("GET", `${path}?limit=4${cursor && `&cursor=${cursor}`}`);
      expect(page.body.total).toBe(all.body.total);
      seen.push(...page.body.rows.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(all.body.rows.map(({ id }: { id: string }) => id));
    expect(new Set(seen).size).toBe(all.body.total);
  });

  test("the most urgent first: the soonest due, then the gravest; what promises nothing comes last", async () => {
    await open({ question: { email: "nobody@elsewhere.example" }, subject: "Who are you?", severity: 1 });
    const { body } = await agent.send("GET", `${path}?limit=200`);
    const due = body.rows.map(({ nextDue }: { nextDue: { dueAt: string } | null }) => nextDue?.dueAt ?? "9");
    expect(due).toEqual(due.toSorted());
    expect(due.at(-1)).toBe("9");
  });

  test("filters by status, severity, outcome, account, asset, assignee and words; sorts by newest and changed", async () => {
    const made = (await open({ subject: "Frozen turbine 100%_sure", severity: 1 })).body;
    await agent.send("PATCH", `${path}/${made.id}`, { assignee: "me", status: "on_hand" }, matching(1));
    const find = async (query: string): Promise<string[]> =>
      (await agent.send("GET", `${path}?limit=200&${query}`)).body.rows.map(({ id }: { id: string }) => id);
    for (const query of [
      "q=turbine",
      "q=100%25_",
      `q=${made.number}`,
      "status=on_hand",
      `severity=1&accountId=${small.northgate}`,
      `assetId=${small.n2}`,
      "assignee=me",
      "outcome=entitled",
    ]) {
      expect(await find(query), query).toContain(made.id);
    }
    for (const query of [
      "q=Xturbine",
      "q=100xx",
      "status=solved",
      "severity=4",
      `accountId=${small.harbor}`,
      `assetId=${small.n1}`,
      "assignee=nobody",
      "outcome=undecided",
    ]) {
      expect(await find(query), query).not.toContain(made.id);
    }
    expect((await find("sort=newest"))[0]).toBe(made.id);
    const older = (await find("sort=newest"))[3];
    await agent.send("POST", `${path}/${older}/messages`, { kind: "note", body: "Seen." });
    expect((await find("sort=changed"))[0]).toBe(older);
    for (const sort of ["newest", "changed"]) {
      const first = await agent.send("GET", `${path}?sort=${sort}&limit=2`);
      const second = await agent.send("GET", `${path}?sort=${sort}&limit=2&cursor=${first.body.nextCursor}`);
      expect([...first.body.rows, ...second.body.rows].map(({ id }: { id: string }) => id)).toEqual(
        (await find(`sort=${sort}`)).slice(0, 4),
      );
    }
  });

  test("a cursor that is none is refused", async () => {
    const made = (...place: unknown[]) => Buffer.from(JSON.stringify([...place, small.n1])).toString("base64url");
    for (const cursor of ["nonsense", made("2026-99-99 99:99:99+00", 2), made("2026-01-01 00:00:00+00", 99_999)]) {
      expect(await agent.send("GET", `${path}?cursor=${cursor}`), cursor).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: "/query/cursor" }] },
      });
    }
  });
});

describe("GET /tickets/{id}", () => {
  test("by id or by number, however it is written; others are not there", async () => {
    const { body } = await open();
    for (const name of [body.id, body.number, body.number.toLowerCase(), body.number.replace("-", "")]) {
      expect((await agent.send("GET", `${path}/${name}`)).body.id, name).toBe(body.id);
    }
    expect(await agent.send("GET", `${path}/T-99999999`)).toMatchObject({ status: 404, body: { code: "not_found" } });
    for (const none of ["nonsense", "-".repeat(36), `T-${"9".repeat(30)}`])
      expect((await agent.send("GET", `${path}/${none}`)).status, none).toBe(400);
  });

  test("SEC: readers read, a contact their own account's only, and cannot tell another's from none", async () => {
    const { body } = await open();
    for (const role of ["finance", "sales", "manager", "auditor"] as const)
      expect((await (await server.as(role)).send("GET", `${path}/${body.id}`)).status, role).toBe(200);
    const own = await server.as("contact", small.northgate);
    expect((await own.send("GET", `${path}/${body.id}`)).status).toBe(200);
    const other = await server.as("contact", small.harbor);
    const foreign = await other.send("GET", `${path}/${body.id}`);
    const absent = await other.send("GET", `${path}/${small.n1}`);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, instance: "" }).toEqual({ ...absent.body, instance: "" });
    expect((await other.send("GET", path)).body).toMatchObject({ rows: [], total: 0 });
    expect((await other.send("GET", `${path}?accountId=${small.northgate}`)).status).toBe(404);
  });
});

describe("POST /tickets/{id}/messages", () => {
  test("replies, notes, and changes the status in the same step", async () => {
    const { body } = await open();
    const answer = await agent.send("POST", `${path}/${body.id}/messages`, {
      kind: "reply",
      body: "Which tray?",
      status: "waiting_customer",
    });
    expect(answer).toMatchObject({ status: 201, headers: { etag: '"2"' }, body: { status: "waiting_customer", revision: 2 } });
    expect(answer.body.targets).toMatchObject([
      { name: "first_response", state: "met" },
      { name: "resolution", state: "paused", dueAt: null },
    ]);
  });

  test("the same message under one Idempotency-Key is said once", async () => {
    const { body } = await open();
    const say = () =>
      agent.send(
        "POST",
        `${path}/${body.id}/messages`,
        { kind: "note", body: "Once." },
        { "idempotency-key": `note-${body.id}` },
      );
    await say();
    const again = await say();
    expect(again.body.messages.filter(({ kind }: { kind: string }) => kind === "note")).toHaveLength(1);
  });

  test("refuses an empty message, a ticket that is not there, and a way that is not open", async () => {
    const { body } = await open();
    const say = (id: string, message: object) => agent.send("POST", `${path}/${id}/messages`, message);
    expect((await say(body.id, { kind: "reply", body: " " })).status).toBe(400);
    expect((await say(small.n1, { kind: "reply", body: "Hello" })).status).toBe(404);
    expect(await say(body.id, { kind: "reply", body: "Bye", status: "closed" })).toMatchObject({
      status: 422,
      body: { code: "refused", rule: "TIC3" },
    });
  });

  test("SEC: finance, sales and auditors say nothing; a contact only as the customer", async () => {
    const { body } = await open();
    const say = async (client: Promise<Client>, kind: string) =>
      (await (await client).send("POST", `${path}/${body.id}/messages`, { kind, body: "Hello" })).status;
    for (const role of ["finance", "sales", "auditor"] as const) expect(await say(server.as(role), "note"), role).toBe(403);
    const contact = server.as("contact", small.northgate);
    expect([await say(contact, "customer_reply"), await say(contact, "note"), await say(contact, "reply")]).toEqual([
      201, 403, 403,
    ]);
    expect(await say(server.as("contact", small.harbor), "customer_reply")).toBe(404);
  });
});

describe("PATCH /tickets/{id}", () => {
  test("changes what is given, and says the new version", async () => {
    const { body } = await open();
    const answer = await agent.send(
      "PATCH",
      `${path}/${body.id}`,
      { severity: 2, status: "on_hand", assignee: "me" },
      matching(1),
    );
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { severity: 2, status: "on_hand", assigneeName: "Test agent", revision: 2 },
    });
  });

  test("needs the version last seen", async () => {
    const { body } = await open();
    const change = (headers: Record<string, string>) => agent.send("PATCH", `${path}/${body.id}`, { status: "on_hand" }, headers);
    expect(await change({})).toMatchObject({ status: 428, body: { code: "version_required" } });
    expect(await change(matching(7))).toMatchObject({ status: 412, body: { code: "stale_version", currentVersion: 1 } });
    expect((await change(matching(1))).status).toBe(200);
  });

  test("SEC: agents and managers change; others do not, and contacts do not learn what exists", async () => {
    const { body } = await open();
    const change = async (client: Promise<Client>) =>
      (await (await client).send("PATCH", `${path}/${body.id}`, { subject: "New" }, matching(1))).status;
    for (const role of ["finance", "sales", "auditor"] as const) expect(await change(server.as(role)), role).toBe(403);
    expect(await change(server.as("contact", small.northgate))).toBe(403);
    expect(await change(server.as("manager"))).toBe(200);
  });
});
