import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { type Answer, type Client, testServer, type TestServer } from "#test/support/server.ts";

let server: TestServer;
let finance: Client;
let agent: Client;
let contact: Client;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  finance = await server.as("finance");
  agent = await server.as("agent");
  contact = await server.as("contact", small.northgate);
});
afterAll(() => server.close());

const of = (contractId: string, below: string): string => `/api/v1/contracts/${contractId}/${below}`;
const here = (below: string): string => of(small.c1001, below);

/** Sends files as a browser does. */
async function attach(
  client: Client,
  files: readonly [name: string, content: Uint8Array, type?: string][],
  query = "",
): Promise<Answer> {
  const form = new FormData();
  for (const [name, content, type] of files) form.append("file", new Blob([new Uint8Array(content)], type ? { type } : {}), name);
  const request = new Request("http://localhost/", { method: "POST", body: form });
  const headers = { "content-type": request.headers.get("content-type")! };
  return client.send("POST", `${here("files")}${query}`, Buffer.from(await request.arrayBuffer()), headers);
}

const fetched = (client: Client, fileId: string, contractId = small.c1001) =>
  server.server.app.fastify.inject({
    method: "GET",
    url: of(contractId, `files/${fileId}`),
    headers: { cookie: client.cookie, host: "localhost" },
  });

describe("files", () => {
  test("come back byte for byte, under a name in any script", async () => {
    const content = randomBytes(3 * 1024 * 1024 + 17);
    const name = "عقد الدعم ٢٠٢٦ – موقع.pdf";
    const { status, body, headers } = await attach(finance, [[name, content, "application/pdf"]]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name,
      mediaType: "application/pdf",
      bytes: content.length,
      shared: false,
      added: { by: "Test finance" },
    });
    expect(headers.location).toBe(here(`files/${body.id}`));
    const reply = await fetched(agent, body.id);
    expect(reply.rawPayload.equals(content)).toBe(true);
    expect(reply.headers["content-type"]).toBe("application/pdf");
    expect(reply.headers["content-disposition"]).toMatch(/^attachment; /);
    expect(reply.headers["content-disposition"]).toContain(`filename*=UTF-8''${encodeURIComponent(name)}`);
    expect((await agent.send("GET", here("files"))).body.rows).toContainEqual(body);
  });

  test("of 50 MB are taken, larger ones are not, and nothing of them is kept", async () => {
    const most = Buffer.alloc(50 * 1024 * 1024, "contract ");
    const { status, body } = await attach(finance, [["scan.tiff", most]]);
    expect([status, body.bytes]).toEqual([201, most.length]);
    expect((await fetched(finance, body.id)).rawPayload.equals(most)).toBe(true);
    const large = await attach(finance, [["film.mov", Buffer.alloc(60 * 1024 * 1024, 1)]]);
    expect([large.status, large.body.detail]).toEqual([
      413,
      "film.mov is larger than 50 MB. Attach it in parts, or compress it.",
    ]);
    expect((await attach(finance, [["one.byte", Buffer.alloc(most.length + 1, 1)]])).status).toBe(413);
    const { rows } = (await finance.send("GET", here("files"))).body;
    expect(rows.map(({ name }: { name: string }) => name)).not.toContain("film.mov");
    expect(await server.database.db.selectFrom("contract_file").select("name").where("name", "=", "film.mov").execute()).toEqual(
      [],
    );
  });

  test("that are empty, none, two or no upload are refused in words", async () => {
    expect((await attach(finance, [["empty.pdf", new Uint8Array()]])).body).toMatchObject({
      code: "refused",
      detail: "empty.pdf is empty. Attach the file that was meant.",
    });
    expect((await attach(finance, [])).status).toBe(422);
    expect((await finance.send("POST", here("files"), { name: "no upload" })).body.detail).toContain("multipart/form-data");
    const foreign = await finance.send("POST", of(small.n1, "files"), { name: "no upload" });
    expect(foreign.status).toBe(422);
  });

  test("that are taken away are gone for everybody, and kept with who took them", async () => {
    const { body } = await attach(finance, [["wrong.pdf", Buffer.from("wrong")]]);
    expect((await finance.send("DELETE", here(`files/${body.id}`))).status).toBe(204);
    expect((await fetched(finance, body.id)).statusCode).toBe(404);
    expect((await finance.send("DELETE", here(`files/${body.id}`))).status).toBe(404);
    const [kept] = await server.database.db.selectFrom("contract_file").selectAll().where("id", "=", body.id).execute();
    expect(kept).toMatchObject({ name: "wrong.pdf", removed_by: "Test finance", removed_at: expect.anything() });
  });

  test("SEC: a contact sees and fetches those that are shared of their own account's contracts, and no others", async () => {
    const { body: secret } = await attach(finance, [["margin.xlsx", Buffer.from("secret")]]);
    const { body: shared } = await attach(finance, [["signed.pdf", Buffer.from("shared")]], "?shared=true");
    const names = async () => (await contact.send("GET", here("files"))).body.rows.map(({ name }: { name: string }) => name);
    expect(await names()).toEqual(["signed.pdf"]);
    expect((await fetched(contact, shared.id)).payload).toBe("shared");
    expect((await fetched(contact, secret.id)).statusCode).toBe(404);
    expect((await finance.send("PATCH", here(`files/${secret.id}`), { shared: true })).body.shared).toBe(true);
    expect((await fetched(contact, secret.id)).payload).toBe("secret");
    expect((await finance.send("PATCH", here(`files/${shared.id}`), { shared: false })).body.shared).toBe(false);
    expect(await names()).toEqual(["margin.xlsx"]);
    const stranger = await server.as("contact", small.harbor);
    expect((await fetched(stranger, secret.id)).statusCode).toBe(404);
    // The file of one contract is not found under another.
    expect((await fetched(finance, secret.id, small.c1002)).statusCode).toBe(404);
  });
});

describe("notes", () => {
  test("have an author and a moment, the latest first; what is taken away is kept", async () => {
    const first = await finance.send("POST", here("notes"), { body: "  Renewal was agreed by telephone.  " });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ body: "Renewal was agreed by telephone.", shared: false, added: { by: "Test finance" } });
    const second = await finance.send("POST", here("notes"), { body: "See you in January.", shared: true });
    const bodies = async (client: Client) => (await client.send("GET", here("notes"))).body.rows.map((row: any) => row.body);
    expect(await bodies(agent)).toEqual(["See you in January.", "Renewal was agreed by telephone."]);
    expect(await bodies(contact)).toEqual(["See you in January."]);
    expect((await finance.send("DELETE", here(`notes/${first.body.id}`))).status).toBe(204);
    expect((await finance.send("DELETE", here(`notes/${first.body.id}`))).status).toBe(404);
    expect(await bodies(agent)).toEqual(["See you in January."]);
    expect((await finance.send("POST", here("notes"), { body: "   " })).status).toBe(400);
    expect((await finance.send("POST", of(small.n1, "notes"), { body: "?" })).status).toBe(404);
    expect(second.status).toBe(201);
  });
});

test("SEC: finance writes, the others read", async () => {
  const { body: file } = await attach(finance, [["rights.pdf", Buffer.from("x")]], "?shared=true");
  const { body: note } = await finance.send("POST", here("notes"), { body: "rights", shared: true });
  const others = [agent, contact, await server.as("sales"), await server.as("manager"), await server.as("auditor")];
  for (const client of others) {
    expect((await client.send("GET", here("files"))).status).toBe(200);
    expect((await client.send("GET", here("notes"))).status).toBe(200);
    expect((await attach(client, [["mine.pdf", Buffer.from("x")]])).status).toBe(403);
    expect((await client.send("PATCH", here(`files/${file.id}`), { shared: false })).status).toBe(403);
    expect((await client.send("DELETE", here(`files/${file.id}`))).status).toBe(403);
    expect((await client.send("POST", here("notes"), { body: "mine" })).status).toBe(403);
    expect((await client.send("DELETE", here(`notes/${note.id}`))).status).toBe(403);
  }
  expect((await server.anonymous.send("GET", here("files"))).status).toBe(401);
});
