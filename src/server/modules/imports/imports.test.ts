import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImportDetail } from "#api/imports.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import { inTransaction } from "#platform/context.ts";
import { systemActor, type Role } from "#platform/permit.ts";
import { testServer, type Client, type TestServer } from "#test/support/server.ts";
import { tellInterrupted } from "./imports.ts";

let server: TestServer;
let finance: Client;
beforeAll(async () => {
  server = await testServer();
  await inTransaction(server.shell, systemActor, ensureStandardPlans);
  finance = await server.as("finance");
});
afterAll(() => server.close());

const customers = "Customer Ref,Customer,Time zone,Currency\nW1,Wire Ltd,Europe/London,GBP\nW2,Bad Zone Ltd,Mars/Olympus,GBP\n";

/** Uploads as a browser does. */
async function upload(client: Client, files: Readonly<Record<string, string | Buffer>>) {
  const form = new FormData();
  for (const [name, content] of Object.entries(files))
    form.append("file", new Blob([typeof content === "string" ? content : new Uint8Array(content)]), name);
  const { headers, body } = await bodyOf(form);
  return client.send("POST", "/api/v1/imports", body, headers);
}

async function bodyOf(form: FormData): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const request = new Request("http://localhost/", { method: "POST", body: form });
  return { headers: { "content-type": request.headers.get("content-type")! }, body: Buffer.from(await request.arrayBuffer()) };
}

async function done(id: string): Promise<ImportDetail> {
  for (;;) {
    const { body } = await finance.send("GET", `/api/v1/imports/${id}`);
    if (body.status !== "checking" && body.status !== "applying") return body;
    await new Promise(setImmediate);
  }
}

async function run(id: string, dryRun: boolean): Promise<ImportDetail> {
  const { status } = await finance.send("POST", `/api/v1/imports/${id}/run`, { dryRun });
  expect(status).toBe(202);
  return done(id);
}

test("IMP1: files are handed in, checked, applied, and kept with their report", async () => {
  const handed = await upload(finance, { "customers.csv": customers, "notes.txt": "" });
  expect(handed.status).toBe(201);
  const { id, sheets, files } = handed.body as ImportDetail;
  expect(sheets).toMatchObject([
    {
      file: "customers.csv",
      kind: "customers",
      matched: "by_heading",
      rows: 2,
      sample: [["W1", "Wire Ltd", "Europe/London", "GBP"], expect.anything()],
    },
  ]);
  expect(files.map(({ problem }) => problem)).toEqual([null, "This file is empty."]);

  const checked = await run(id, true);
  expect(checked).toMatchObject({
    status: "checked",
    report: { dryRun: true, totals: { read: 2, made: 1, refused: 1 } },
    problem: null,
  });
  expect((await finance.send("GET", "/api/v1/accounts?q=wire")).body.rows).toEqual([]);

  const applied = await run(id, false);
  expect(applied).toMatchObject({ status: "applied", progress: null, report: { dryRun: false, totals: { made: 1 } } });
  expect(applied.report!.files[0]!.refused).toMatchObject([
    { file: "customers.csv", row: 3, column: "Time zone", code: "unknown_zone" },
  ]);
  expect((await finance.send("GET", "/api/v1/accounts?q=wire")).body.rows).toMatchObject([{ name: "Wire Ltd" }]);

  const file = await finance.send("GET", `/api/v1/imports/${id}/files/${files[0]!.id}`);
  expect(file.text).toBe(customers);
  const { body } = await finance.send("GET", "/api/v1/imports?limit=1");
  expect(body.rows).toMatchObject([{ id, status: "applied", actorName: "Test finance", totals: { made: 1 } }]);
  expect(await finance.send("POST", `/api/v1/imports/${id}/run`, { dryRun: false })).toMatchObject({
    status: 409,
    body: { code: "conflict" },
  });
  expect(await finance.send("POST", `/api/v1/imports/${id}/cancel`)).toMatchObject({ status: 409, body: { code: "conflict" } });
});

test("IMP1: a mapping that was changed by hand is remembered for the same headings", async () => {
  const odd = "Ref,Firma,Zone,Curr\nW7,Sieben GmbH,Europe/Berlin,EUR\n";
  const { body: first } = await upload(finance, { "kunden.csv": odd });
  expect(first.sheets).toMatchObject([{ kind: null, matched: "unknown" }]);
  const address = `/api/v1/imports/${first.id}/mapping`;
  const asked = { fileId: first.files[0].id, kind: "customers", mapping: { reference: "Ref", name: "Firma", timeZone: "Zone" } };
  const incomplete = await finance.send("PUT", address, asked);
  expect(incomplete).toMatchObject({ status: 422, body: { errors: [{ message: "no column is matched with Currency" }] } });
  const wrong = await finance.send("PUT", address, {
    ...asked,
    mapping: { ...asked.mapping, currency: "Curr", parent: "Zone", colour: "Ref", name: "Nome" },
  });
  expect(wrong.body.errors.map(({ message }: { message: string }) => message)).toEqual([
    "there is no column “Nome”",
    "the column “Zone” is matched twice",
    "customers have no field “colour”",
  ]);
  const mapped = await finance.send("PUT", address, { ...asked, mapping: { ...asked.mapping, currency: "Curr" } });
  expect(mapped).toMatchObject({ status: 200, body: { sheets: [{ kind: "customers", matched: "by_hand" }] } });
  expect(await run(first.id, false)).toMatchObject({ status: "applied", report: { totals: { made: 1, refused: 0 } } });
  const { body: second } = await upload(finance, { "kunden-mai.csv": odd });
  expect(second.sheets).toMatchObject([{ kind: "customers", matched: "remembered", mapping: { name: "Firma" } }]);
});

describe("what is refused", () => {
  test("IMP1: an upload without a file, or that is none", async () => {
    expect(await upload(finance, {})).toMatchObject({ status: 422, body: { code: "refused" } });
    expect(await finance.send("POST", "/api/v1/imports", { file: "x" })).toMatchObject({
      status: 422,
      body: { code: "refused" },
    });
  });

  test("IMP1: a file that is too large is refused in words", async () => {
    const large = await upload(finance, { "large.csv": Buffer.alloc(33 * 1024 * 1024, "a,b\n") });
    expect(large).toMatchObject({
      status: 413,
      body: { code: "too_large", detail: "large.csv is larger than 32 MB. Split it into several files." },
    });
  });

  test("IMP1: more files at once than are taken", async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`${index}.csv`, customers]));
    expect(await upload(finance, many)).toMatchObject({ status: 413, body: { code: "too_large" } });
  });

  test.each(["agent", "sales", "manager"] as const)("IMP1: %s may not import", async (role: Role) => {
    const client = await server.as(role);
    expect((await upload(client, { "customers.csv": customers })).status).toBe(403);
    expect((await client.send("GET", "/api/v1/imports")).status).toBe(403);
  });

  test("IMP1: an auditor reads imports and runs none", async () => {
    const auditor = await server.as("auditor");
    const { body } = await upload(finance, { "customers.csv": customers });
    expect((await auditor.send("GET", `/api/v1/imports/${body.id}`)).status).toBe(200);
    expect((await auditor.send("POST", `/api/v1/imports/${body.id}/run`, { dryRun: true })).status).toBe(403);
    expect((await auditor.send("POST", `/api/v1/imports/${body.id}/cancel`)).status).toBe(403);
  });

  test("IMP1: what is not there", async () => {
    const nowhere = "/api/v1/imports/00000000-0000-7000-8000-000000000000";
    expect((await finance.send("GET", nowhere)).status).toBe(404);
    expect((await finance.send("POST", `${nowhere}/run`, { dryRun: true })).status).toBe(404);
    expect((await finance.send("POST", `${nowhere}/cancel`)).status).toBe(404);
    expect((await finance.send("GET", `${nowhere}/files/00000000-0000-7000-8000-000000000000`)).status).toBe(404);
  });
});

/** Rows of an import that takes long enough to be cancelled on the way, however busy the machine. */
const LARGE = 40_000;

test("IMP1: a running import tells its progress while it holds the database, and can be cancelled", async () => {
  const rows = Array.from({ length: LARGE }, (_, index) => `L${index},Large ${index},Europe/London,GBP`);
  const { body } = await upload(finance, { "large.csv": `Customer Ref,Customer,Time zone,Currency\n${rows.join("\n")}\n` });
  const begun = await finance.send("POST", `/api/v1/imports/${body.id}/run`, { dryRun: false });
  expect(begun.body).toMatchObject({ status: "applying", progress: { of: LARGE } });
  expect(await finance.send("POST", `/api/v1/imports/${body.id}/run`, { dryRun: true })).toMatchObject({ status: 409 });
  let { body: seen } = begun;
  while (seen.progress !== null && seen.progress.done === 0) {
    seen = (await finance.send("GET", `/api/v1/imports/${body.id}`)).body;
    await new Promise(setImmediate);
  }
  expect(seen).toMatchObject({ status: "applying", progress: { doing: "large.csv" } });
  expect(await finance.send("POST", `/api/v1/imports/${body.id}/cancel`)).toMatchObject({ status: 200 });
  expect(await done(body.id)).toMatchObject({ status: "cancelled", report: null, problem: expect.stringContaining("Cancelled") });
  expect((await finance.send("GET", "/api/v1/accounts?q=large")).body.rows).toEqual([]);
  expect(await run(body.id, true)).toMatchObject({ status: "checked", report: { totals: { made: LARGE } } });
});

test("IMP1: an import that a stopped process left behind says so, and can be run again", async () => {
  const { body } = await upload(finance, {
    "customers.csv": customers.replaceAll("W1", "W9"),
    "contacts.csv": "Customer Ref,Name\nW9,Nora\n",
  });
  await server.database.db.updateTable("import").set({ status: "applying" }).where("id", "=", body.id).execute();
  await inTransaction(server.shell, systemActor, tellInterrupted);
  const { body: told } = await finance.send("GET", `/api/v1/imports/${body.id}`);
  expect(told).toMatchObject({
    status: "failed",
    problem: "The server stopped in the middle. Nothing of customers.csv, contacts.csv was taken; run the import again.",
  });
  expect(await run(body.id, false)).toMatchObject({ status: "applied", report: { totals: { made: 2, refused: 1 } } });

  await server.database.db.updateTable("import").set({ status: "applying" }).where("id", "=", body.id).execute();
  await inTransaction(server.shell, systemActor, tellInterrupted);
  const { body: whole } = await finance.send("GET", `/api/v1/imports/${body.id}`);
  expect(whole, "all of its files had landed").toMatchObject({ status: "applied", problem: null });
});
