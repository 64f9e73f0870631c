import { afterAll, beforeAll, expect, test } from "vitest";
import { testServer, type Client, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let finance: Client;

beforeAll(async () => {
  server = await testServer();
  finance = await server.as("finance");
});
afterAll(() => server.close());

/** Hands in a file of customers with these lines. */
async function handIn(key: string, ...lines: string[]) {
  const form = new FormData();
  form.append("file", new Blob([["Customer Ref,Name", ...lines].join("\n")]), "customers.csv");
  const written = new Response(form);
  const payload = Buffer.from(await written.arrayBuffer());
  const reply = await server.server.app.fastify.inject({
    method: "POST",
    url: "/api/v1/imports",
    headers: {
      cookie: finance.cookie,
      host: "localhost",
      origin: "http://localhost",
      "content-type": written.headers.get("content-type")!,
      "idempotency-key": key,
    },
    payload,
  });
  const { id, code } = reply.json<{ id?: string; code?: string }>();
  return { status: reply.statusCode, id, code };
}

test("files handed in again under their Idempotency-Key are kept once; files of another length are another request", async () => {
  const first = await handIn("files", "CU1,Northgate");
  expect(first.status).toBe(201);
  expect(await handIn("files", "CU1,Northgate")).toEqual(first);
  expect(await handIn("files", "CU1,Northgate", "CU2,Harbour")).toMatchObject({ status: 422, code: "idempotency_key_reused" });
});

test("an Idempotency-Key whose request died with its process is free again after ten minutes", async () => {
  const { user } = (await finance.send("GET", "/api/v1/session")).body;
  for (const [key, minutes] of [
    ["just begun", 9],
    ["long dead", 11],
  ] as const) {
    const begunAt = Temporal.Now.instant().subtract({ minutes });
    const inHand = { request_hash: "of its request", status: 0, headers: "{}", body: "" };
    await server.database.db
      .insertInto("idempotency_key")
      .values({ actor_id: user.id, key, ...inHand, created_at: begunAt })
      .execute();
  }
  expect(await handIn("just begun", "CU1,Northgate")).toMatchObject({ status: 422, code: "idempotency_key_reused" });
  expect((await handIn("long dead", "CU1,Northgate")).status).toBe(201);
});
