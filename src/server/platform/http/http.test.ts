import { connect, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { endpoint } from "#api/endpoint.ts";
import { testServer, type Client, type TestServer } from "#test/support/server.ts";
import { route } from "./route.ts";
import { Problem } from "../problem.ts";

const note = z.object({ id: z.string(), text: z.string() });
const say = z.strictObject({ text: z.string().min(1), tags: z.array(z.object({ name: z.string() })).optional() });
const common = { tag: "test", summary: "For the test." } as const;
const base = "/api/v1/test";
const write = endpoint({ ...common, method: "POST", path: `${base}/notes`, body: say, reply: note, status: 201, creates: true });
const alone = endpoint({
  ...common,
  method: "POST",
  path: `${base}/alone`,
  body: say,
  reply: note,
  status: 201,
  creates: true,
  transaction: "none",
});
const read = endpoint({
  ...common,
  method: "GET",
  path: `${base}/notes/{id}`,
  params: z.object({ id: z.uuid() }),
  query: z.object({ limit: z.coerce.number().max(5).optional() }),
  reply: note,
});
const broken = endpoint({ ...common, method: "GET", path: `${base}/broken`, reply: note });
const loose = endpoint({ ...common, method: "GET", path: `${base}/loose`, reply: note });
const slow = endpoint({
  ...common,
  method: "GET",
  path: `${base}/slow`,
  reply: z.object({ count: z.string() }),
  transaction: "none",
});
const inPieces = endpoint({ ...common, method: "GET", path: `${base}/pieces`, reply: z.object({ notes: z.array(note) }) });
const writesOnRead = endpoint({ ...common, method: "GET", path: `${base}/sneaky`, reply: note });
const deadlocked = endpoint({ ...common, method: "POST", path: `${base}/deadlocked`, reply: z.object({ runs: z.number() }) });

let server: TestServer;
let administrator: Client;
let port: number;
let runs = 0;
/** While it is set, the endpoint that stands alone says that it has begun and waits to be let go. */
let inHand: { begun: PromiseWithResolvers<void>; goOn: PromiseWithResolvers<void> } | undefined;

/** While it is set, the endpoint of the long statement says that it is about to run it. */
let running: PromiseWithResolvers<void> | undefined;

beforeAll(async () => {
  server = await testServer();
  const { app } = server.server;
  route(app, write, async (ctx, { body, http }) => {
    runs += 1;
    if (body.text === "refuse me") throw new Problem("refused", "No.", { rule: "COV2" });
    await sql`insert into note_for_test values (${body.text})`.execute(ctx.tx);
    http.location(`${base}/notes/1`);
    return { id: ctx.newId(), text: body.text };
  });
  route(app, alone, async (ctx, { body }) => {
    runs += 1;
    inHand?.begun.resolve();
    await inHand?.goOn.promise;
    if (body.text === "refuse me") throw new Problem("refused");
    return { id: ctx.newId(), text: body.text };
  });
  route(app, read, async (_, { params }) => ({ id: params.id, text: "read" }));
  route(app, broken, () => {
    throw new Error("the password is hunter2");
  });
  route(app, loose, async () => ({ id: "1", text: "t", passwordHash: "secret" }) as never);
  route(app, slow, async (ctx) => {
    running?.resolve();
    const { rows } = await sql<{ count: string }>`select count(*)::text as count from generate_series(1, 4000000) g`.execute(
      ctx.tx,
    );
    return rows[0]!;
  });
  route(app, inPieces, async (_, { http }) => {
    http.sendJson(somePieces());
    return undefined as never;
  });
  route(app, writesOnRead, async (ctx) => {
    await sql`insert into note_for_test values ('sneaked in')`.execute(ctx.tx);
    return { id: "1", text: "t" };
  });
  route(app, deadlocked, async () => {
    runs += 1;
    if (runs < 3) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
    return { runs };
  });
  await sql`create table note_for_test (text text)`.execute(server.database.db);
  administrator = await server.as("administrator");
  const { fastify } = server.server.app;
  await fastify.listen({ port: 0, host: "127.0.0.1" });
  ({ port } = fastify.server.address() as AddressInfo);
});
afterAll(() => server.close());

async function* somePieces() {
  yield '{"notes":[';
  await sql`select 1`.execute(server.database.db);
  throw new Error("the database is gone");
}

const notes = async () =>
  (await sql<{ text: string }>`select text from note_for_test order by text`.execute(server.database.db)).rows.map(
    ({ text }) => text,
  );

test("bad fields are named by JSON Pointers, in body, query and path", async () => {
  const body = await administrator.send("POST", write.path, { text: "", tags: [{ name: "a" }, { name: 5 }], extra: 1 });
  expect([body.status, body.body.code]).toEqual([400, "validation_failed"]);
  expect(body.headers["content-type"]).toContain("application/problem+json");
  expect(body.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
    expect.arrayContaining(["/body/text", "/body/tags/1/name"]),
  );
  const path = await administrator.send("GET", `${base}/notes/seven`);
  expect(path.body.errors[0].pointer).toBe("/params/id");
  const query = await administrator.send("GET", `${base}/notes/01a1ffd4-ab54-740e-8049-cd3292bdfcfd?limit=9`);
  expect(query.body.errors[0].pointer).toBe("/query/limit");
  const nonsense = await server.server.app.fastify.inject({
    method: "POST",
    url: write.path,
    headers: { cookie: administrator.cookie, origin: "http://localhost", host: "localhost", "content-type": "application/json" },
    payload: "{nonsense",
  });
  expect([nonsense.statusCode, nonsense.json().code]).toEqual([400, "validation_failed"]);
});

test("text that holds what is no character is refused with its place, before anything is asked of the database", async () => {
  for (const text of ["a\0b", "\ud800", "b \udfff"]) {
    const { status, body } = await administrator.send("POST", write.path, {
      text: "x",
      tags: [{ name: "fine" }, { name: text }],
    });
    expect([status, body.code, body.errors[0]?.pointer]).toEqual([400, "validation_failed", "/body/tags/1/name"]);
  }
  const asked = await administrator.send("GET", "/api/v1/accounts?q=a%00b");
  expect([asked.status, asked.body.errors[0].pointer]).toEqual([400, "/query/q"]);
  const place = Buffer.from(JSON.stringify(["a\0b", "01a1ffd4-ab54-740e-8049-cd3292bdfcfd"])).toString("base64url");
  expect((await administrator.send("GET", `/api/v1/accounts?cursor=${place}`)).body.errors[0].pointer).toBe("/query/cursor");
  expect((await administrator.send("POST", write.path, { text: "😀 محمد" })).status).toBe(201);
});

test("a bug is answered with an opaque number; the detail is not sent", async () => {
  const reply = await administrator.send("GET", broken.path);
  expect([reply.status, reply.body.code]).toEqual([500, "internal"]);
  expect(reply.body.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(reply.text).not.toContain("hunter2");
});

test("a reply that holds more than is declared fails where replies are checked", async () => {
  expect((await administrator.send("GET", loose.path)).status).toBe(500);
});

test("a declared refusal carries its rule and leaves nothing behind", async () => {
  const reply = await administrator.send("POST", write.path, { text: "refuse me" });
  expect([reply.status, reply.body]).toEqual([
    422,
    { type: "/docs/problems#refused", title: "A rule refuses this.", status: 422, code: "refused", detail: "No.", rule: "COV2" },
  ]);
});

test("an endpoint that reads cannot write", async () => {
  expect((await administrator.send("GET", writesOnRead.path)).status).toBe(500);
  expect(await notes()).not.toContain("sneaked in");
});

test("a use case that the database broke off is run again", async () => {
  runs = 0;
  expect((await administrator.send("POST", deadlocked.path)).body).toEqual({ runs: 3 });
});

test.each([write, alone])("the same request with the same Idempotency-Key is carried out once ($path)", async ({ path }) => {
  runs = 0;
  const headers = { "idempotency-key": `once at ${path}` };
  const first = await administrator.send("POST", path, { text: "once" }, headers);
  const second = await administrator.send("POST", path, { text: "once" }, headers);
  expect([first.status, second.status, runs]).toEqual([201, 201, 1]);
  expect(second.body).toEqual(first.body);
  expect(second.headers["location"]).toBe(first.headers["location"]);
  expect([first.headers["idempotency-replayed"], second.headers["idempotency-replayed"]]).toEqual([undefined, "true"]);
  const other = await administrator.send("POST", path, { text: "twice" }, headers);
  expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
  const somebodyElse = await (await server.as("agent")).send("POST", path, { text: "twice" }, headers);
  expect(somebodyElse.status).toBe(201);
});

test.each([write, alone])("a request that was refused has not used up its Idempotency-Key ($path)", async ({ path }) => {
  const headers = { "idempotency-key": `refused at ${path}` };
  expect((await administrator.send("POST", path, { text: "refuse me" }, headers)).status).toBe(422);
  expect((await administrator.send("POST", path, { text: "now well" }, headers)).status).toBe(201);
});

test("two equal requests at once with one Idempotency-Key are carried out once", async () => {
  const headers = { "idempotency-key": "at once" };
  const both = await Promise.all([1, 2].map(() => administrator.send("POST", write.path, { text: "at once" }, headers)));
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(both[0]!.body).toEqual(both[1]!.body);
  expect((await notes()).filter((text) => text === "at once")).toHaveLength(1);
});

test("while the first request is in hand outside a transaction, the same again conflicts", async () => {
  const hold = (inHand = { begun: Promise.withResolvers<void>(), goOn: Promise.withResolvers<void>() });
  const headers = { "idempotency-key": "in hand" };
  const first = administrator.send("POST", alone.path, { text: "long" }, headers);
  await hold.begun.promise;
  expect((await administrator.send("POST", alone.path, { text: "long" }, headers)).status).toBe(409);
  hold.goOn.resolve();
  inHand = undefined;
  expect((await first).status).toBe(201);
});

test("a browser's request from another site is refused, whatever it carries", async () => {
  const { fastify } = server.server.app;
  const send = (headers: Record<string, string>) =>
    fastify.inject({
      method: "POST",
      url: write.path,
      headers: { host: "localhost", "content-type": "application/json", ...headers },
      payload: '{"text":"csrf"}',
    });
  const cookie = administrator.cookie;
  for (const headers of [
    { cookie, origin: "https://evil.example" },
    { cookie, origin: "null" },
    { cookie },
    { origin: "https://evil.example" },
  ]) {
    const reply = await send(headers);
    expect([reply.statusCode, reply.json().code]).toEqual([403, "foreign_origin"]);
  }
  expect((await send({ cookie, origin: "http://localhost" })).statusCode).toBe(201);
  expect((await send({ cookie, origin: "https://desk.example", "x-forwarded-host": "desk.example" })).statusCode).toBe(201);
});

test("answers say how they may be used, and an unknown address of the API is a problem in JSON", async () => {
  const reply = await administrator.send("GET", "/api/v1/nothing-here");
  expect([reply.status, reply.body.code]).toEqual([404, "not_found"]);
  expect(reply.headers["cache-control"]).toBe("no-store");
  expect(reply.headers["content-security-policy"]).toContain("default-src 'self'");
  expect(reply.headers["x-content-type-options"]).toBe("nosniff");
});

test("without credentials only what is open answers", async () => {
  const reply = await server.anonymous.send("GET", broken.path);
  expect([reply.status, reply.body.code]).toEqual([401, "not_signed_in"]);
  expect((await server.anonymous.send("GET", "/healthz")).body).toEqual({ status: "ok" });
  expect((await server.anonymous.send("GET", "/readyz")).body).toEqual({ status: "ready" });
});

test("the process answers while a long statement runs", async () => {
  const order: string[] = [];
  const hold = (running = Promise.withResolvers<void>());
  const long = administrator.send("GET", slow.path).finally(() => order.push("long"));
  await hold.promise;
  // Had the statement held up the process, the long answer would be ready before several short ones are.
  for (let asked = 0; asked < 5; asked += 1) expect((await server.anonymous.send("GET", "/healthz")).status).toBe(200);
  order.push("short");
  expect((await long).body).toEqual({ count: "4000000" });
  expect(order).toEqual(["short", "long"]);
});

test("an address that is none is a problem in JSON", async () => {
  for (const path of [`${base}/notes/%zz`, "/%E0%A4%A"]) {
    const reply = await administrator.send("GET", path);
    expect([reply.status, reply.body.code]).toEqual([400, "validation_failed"]);
    expect(reply.headers["content-type"]).toContain("application/problem+json");
    expect(reply.body.detail).toMatch(/Correct the address\.$/);
  }
});

test("what is no request, or has headers without end, is answered with a problem in JSON", async () => {
  const answer = async (request: string) => {
    const [head, body] = (await text(connect(port, "127.0.0.1").end(request))).split("\r\n\r\n");
    return { head, body: JSON.parse(body!) };
  };
  const long = await answer(`GET /healthz HTTP/1.1\r\nHost: localhost\r\nCookie: ${"c".repeat(20_000)}\r\n\r\n`);
  expect(long.head).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\nContent-Type: application\/problem\+json\r\n/);
  expect(long.body).toMatchObject({ status: 431, code: "headers_too_large", type: "/docs/problems#headers_too_large" });
  const none = await answer("good day\r\n\r\n");
  expect(none.head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(none.body).toMatchObject({ status: 400, code: "validation_failed" });
});

test("what fails while it is being sent piece by piece is broken off: nobody takes it for whole", async () => {
  const headers = { cookie: administrator.cookie, "accept-encoding": "identity" };
  const reply = await fetch(`http://127.0.0.1:${port}${inPieces.path}`, { headers });
  expect(reply.status).toBe(200);
  await expect(reply.text()).rejects.toThrow("terminated");
});

test("what fails before a compressed byte has left is a problem that can be read", async () => {
  const headers = { cookie: administrator.cookie, "accept-encoding": "br" };
  const reply = await fetch(`http://127.0.0.1:${port}${inPieces.path}`, { headers });
  expect([reply.status, await reply.json()]).toEqual([500, expect.objectContaining({ code: "internal" })]);
});

test("the served API describes itself as OpenAPI 3.1", async () => {
  const { body } = await server.anonymous.send("GET", "/api/v1/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  expect(body.paths["/api/v1/session"].post.responses).toHaveProperty("401");
  expect(body.paths).toHaveProperty(read.path);
});
