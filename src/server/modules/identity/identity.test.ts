import { afterAll, beforeAll, expect, test } from "vitest";
import { createUser, demoSignIn, markDemo } from "./identity.ts";
import { Principals } from "./principals.ts";
import { inTransaction } from "#platform/context.ts";
import { systemActor } from "#platform/permit.ts";
import { clientOf, cookieOf, TEST_PASSWORD, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const person = { name: "Ada", email: "ada@example.com", password: TEST_PASSWORD };

test("an empty installation asks for its first administrator; of two at once one is made", async () => {
  const before = await server.anonymous.send("GET", "/api/v1/session");
  expect(before.body).toEqual({
    user: null,
    permissions: [],
    installation: { needsFirstAdministrator: true, isDemo: false, demoSignIn: null },
  });
  const both = await Promise.all(
    [person, { ...person, email: "bob@example.com" }].map((body) =>
      server.anonymous.send("POST", "/api/v1/first-administrator", body),
    ),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const made = both.find(({ status }) => status === 201)!;
  expect(made.body).toMatchObject({
    user: { name: "Ada", role: "administrator" },
    installation: { needsFirstAdministrator: false },
  });
  const signedIn = await clientOf(server.server, cookieOf(made)).send("GET", "/api/v1/users");
  expect(signedIn.body.rows).toHaveLength(1);
});

test("signing in needs the right password, and signing out ends the session at once", async () => {
  await server.as("administrator");
  const users = (await (await server.as("administrator")).send("GET", "/api/v1/users")).body.rows as { email: string }[];
  const { email } = users.find((user) => user.email.startsWith("administrator."))!;
  const wrong = await server.anonymous.send("POST", "/api/v1/session", { email, password: "wrong password" });
  expect([wrong.status, wrong.body.code]).toEqual([401, "sign_in_failed"]);
  const unknown = await server.anonymous.send("POST", "/api/v1/session", {
    email: "nobody@example.com",
    password: "wrong password",
  });
  expect(unknown.body).toEqual(wrong.body);
  const right = await server.anonymous.send("POST", "/api/v1/session", { email: email.toUpperCase(), password: TEST_PASSWORD });
  expect(right.status).toBe(200);
  expect(String(right.headers["set-cookie"])).toMatch(/HttpOnly.*SameSite=Lax/i);
  const session = clientOf(server.server, cookieOf(right));
  expect((await session.send("GET", "/api/v1/users")).status).toBe(200);
  expect((await session.send("DELETE", "/api/v1/session")).status).toBe(204);
  expect((await session.send("GET", "/api/v1/users")).status).toBe(401);
});

test("a role holds what the table of permissions says, and nothing else", async () => {
  for (const [role, status] of [
    ["administrator", 200],
    ["auditor", 200],
    ["agent", 403],
    ["manager", 403],
  ] as const) {
    const reply = await (await server.as(role)).send("GET", "/api/v1/users");
    expect([role, reply.status]).toEqual([role, status]);
  }
  const auditor = await server.as("auditor");
  const refused = await auditor.send("POST", "/api/v1/users", { ...person, email: "x@example.com", role: "agent" });
  expect([refused.status, refused.body.code, refused.body.permission]).toEqual([403, "not_allowed", "users.manage"]);
  expect(refused.headers["content-type"]).toContain("application/problem+json");
});

test("an e-mail address signs in one person; a contact needs an account", async () => {
  const administrator = await server.as("administrator");
  const body = { name: "Carol", email: "carol@example.com", password: TEST_PASSWORD, role: "agent" };
  expect((await administrator.send("POST", "/api/v1/users", body)).status).toBe(201);
  const again = await administrator.send("POST", "/api/v1/users", { ...body, email: "Carol@Example.com" });
  expect([again.status, again.body.errors]).toEqual([409, [{ pointer: "/body/email", message: "is already used" }]]);
  const contact = await administrator.send("POST", "/api/v1/users", { ...body, email: "dan@example.com", role: "contact" });
  expect([contact.status, contact.body.code]).toEqual([422, "refused"]);
});

test("whoever is disabled is out at once, by session and by key, and cannot come back by password", async () => {
  const administrator = await server.as("administrator");
  const agent = await server.as("agent");
  const { body: key } = await agent.send("POST", "/api/v1/api-keys", { name: "script" });
  const byKey = clientOf(server.server, "", { authorization: `Bearer ${key.key}` });
  expect((await byKey.send("GET", "/api/v1/api-keys")).status).toBe(200);
  const { user } = (await agent.send("GET", "/api/v1/session")).body;
  const path = `/api/v1/users/${user.id}`;
  expect((await administrator.send("PATCH", path, { disabled: true })).status).toBe(428);
  expect((await administrator.send("PATCH", path, { disabled: true }, { "if-match": '"7"' })).status).toBe(412);
  const disabled = await administrator.send("PATCH", path, { disabled: true }, { "if-match": '"1"' });
  expect([disabled.status, disabled.headers.etag, disabled.body.disabledAt]).toEqual([200, '"2"', expect.any(String)]);
  expect((await agent.send("GET", "/api/v1/api-keys")).status).toBe(401);
  expect((await byKey.send("GET", "/api/v1/api-keys")).status).toBe(401);
  expect((await server.anonymous.send("POST", "/api/v1/session", { email: user.email, password: TEST_PASSWORD })).body.code).toBe(
    "sign_in_failed",
  );
});

test("the only administrator can neither be disabled nor given another role", async () => {
  const administrator = await server.as("administrator");
  const { rows } = (await administrator.send("GET", "/api/v1/users")).body as {
    rows: { id: string; role: string; version: number }[];
  };
  const administrators = rows.filter(({ role }) => role === "administrator");
  const me = (await administrator.send("GET", "/api/v1/session")).body.user.id as string;
  for (const { id, version } of administrators.filter(({ id }) => id !== me)) {
    expect(
      (await administrator.send("PATCH", `/api/v1/users/${id}`, { role: "manager" }, { "if-match": `"${version}"` })).status,
    ).toBe(200);
  }
  for (const change of [{ disabled: true }, { role: "agent" }]) {
    const refused = await administrator.send("PATCH", `/api/v1/users/${me}`, change, { "if-match": '"1"' });
    expect([refused.status, refused.body.code]).toEqual([422, "refused"]);
  }
});

test("a key is shown once, works until it is revoked or expires, and is its owner's to revoke", async () => {
  const manager = await server.as("manager");
  const sales = await server.as("sales");
  const made = await manager.send("POST", "/api/v1/api-keys", { name: "reports", expiresInDays: 30 });
  expect(made.status).toBe(201);
  expect(made.body.key.startsWith(made.body.start)).toBe(true);
  const listed = await manager.send("GET", "/api/v1/api-keys");
  expect(listed.body.rows).toEqual([
    {
      id: made.body.id,
      name: "reports",
      start: made.body.start,
      owner: "Test manager",
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
    },
  ]);
  expect(JSON.stringify(listed.body)).not.toContain(made.body.key);
  const byKey = clientOf(server.server, "", { authorization: `Bearer ${made.body.key}` });
  expect((await byKey.send("GET", "/api/v1/session")).body.user.role).toBe("manager");
  expect((await sales.send("DELETE", `/api/v1/api-keys/${made.body.id}`)).status).toBe(404);
  expect((await manager.send("DELETE", `/api/v1/api-keys/${made.body.id}`)).status).toBe(204);
  const after = await byKey.send("GET", "/api/v1/session");
  expect([after.status, after.body.code, after.headers["www-authenticate"]]).toEqual([401, "not_signed_in", "Bearer"]);
});

test("a session renewed over HTTPS keeps its cookie Secure", async () => {
  const { cookie } = await server.as("sales");
  const client = clientOf(server.server, cookie, { "x-forwarded-proto": "https" });
  const { db } = server.database;
  const agent = await client.send("GET", "/api/v1/session");
  // Two days into its thirty: it is due for renewal.
  const expiresAt = Temporal.Now.instant().add({ hours: 28 * 24 });
  await db.updateTable("auth_session").set({ expires_at: expiresAt }).where("user_id", "=", agent.body.user.id).execute();
  server.server.identity.principals.forget();
  const renewed = await client.send("GET", "/api/v1/session");
  const [set] = [renewed.headers["set-cookie"] ?? []].flat();
  expect(set).toMatch(/^ambit\.session_token=.*; HttpOnly; .*; Secure$/);
});

test("an expired key opens nothing", async () => {
  const manager = await server.as("manager");
  const { body } = await manager.send("POST", "/api/v1/api-keys", { name: "short", expiresInDays: 1 });
  await server.database.db
    .updateTable("auth_api_key")
    .set({ expires_at: Temporal.Now.instant().subtract({ seconds: 1 }) })
    .where("id", "=", body.id)
    .execute();
  expect((await clientOf(server.server, "", { authorization: `Bearer ${body.key}` }).send("GET", "/api/v1/session")).status).toBe(
    401,
  );
});

test("a key is believed for a while without asking, but not past its expiry", async () => {
  const manager = await server.as("manager");
  const { body } = await manager.send("POST", "/api/v1/api-keys", { name: "soon", expiresInDays: 1 });
  // Sooner than the embedded database's belief ends, and far enough off for the slowest machine.
  const expiresAt = Temporal.Now.instant().add({ seconds: 200 });
  const { db } = server.database;
  await db.updateTable("auth_api_key").set({ expires_at: expiresAt }).where("id", "=", body.id).execute();
  let passed = 0;
  const noSessions = () => Promise.reject(new Error("No session is asked for here."));
  const principals = new Principals({ ...server.database, kind: "embedded" }, noSessions, () => passed);
  expect(await principals.byKey(body.key)).toMatchObject({ kind: "key", role: "manager" });
  // Behind its back, as another process would: it is found out when the database is asked again.
  await db.deleteFrom("auth_api_key").where("id", "=", body.id).execute();
  passed = 1;
  expect(await principals.byKey(body.key)).toMatchObject({ kind: "key", role: "manager" });
  passed = 200_001;
  expect(await principals.byKey(body.key)).toBeUndefined();
});

test("a demo says how to sign in, and that it does work", async () => {
  const demo = await testServer();
  await inTransaction(demo.shell, systemActor, async (ctx) => {
    await createUser(ctx, { ...demoSignIn, name: "Demo", role: "administrator" });
    await markDemo(ctx);
  });
  const { installation } = (await demo.anonymous.send("GET", "/api/v1/session")).body;
  expect(installation).toEqual({
    isDemo: true,
    needsFirstAdministrator: false,
    demoSignIn: { ...demoSignIn, people: [{ name: "Demo", email: demoSignIn.email, role: "administrator" }] },
  });
  const { email, password } = installation.demoSignIn;
  expect((await demo.anonymous.send("POST", "/api/v1/session", { email, password })).status).toBe(200);
  await demo.close();
});

test("who keeps guessing has to wait", async () => {
  const guess = () => server.anonymous.send("POST", "/api/v1/session", { email: "guessed@example.com", password: "a guess" });
  const statuses: number[] = [];
  for (let tries = 0; tries < 11; tries += 1) statuses.push((await guess()).status);
  expect(statuses).toContain(429);
  const reply = await guess();
  expect(reply.body.code).toBe("too_many_requests");
  expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
});
