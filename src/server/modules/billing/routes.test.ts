import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import readWorkbook from "read-excel-file/node";
import type { BillingRun } from "#api/billing.ts";
import { inTestTransaction } from "#test/support/context.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { signContract, type SignedContract } from "#test/support/signed-contract.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";

let server: TestServer;
let finance: Client;
let contract: SignedContract;
beforeAll(async () => {
  server = await testServer();
  await recordSmallRegister(server.database);
  finance = await server.as("finance");
  contract = await inTestTransaction(server.database, { role: "finance" }, async (ctx) => {
    await ctx.tx.updateTable("account").set({ name: "شركة الخليج 株式会社" }).where("id", "=", small.harbor).execute();
    const assets = { A: 120_000n, "=B": 60_000n };
    await signContract(ctx, { ...term, number: "H-1", accountId: small.harbor, assets: { H: 12_000n }, currency: "JPY" });
    return signContract(ctx, { ...term, number: "N-1", accountId: small.northgate, assets, taxBp: 2000 });
  });
});
afterAll(() => server.close());
const term = { startsOn: "2025-01-01", endsBefore: "2026-01-01" };
const api = "/api/v1";

/** Starts a run and waits until it is at its end. */
async function run(body: object): Promise<BillingRun> {
  let { status, body: answer } = await finance.send("POST", `${api}/billing/runs`, body);
  expect(status).toBe(202);
  while (answer.status === "running") answer = (await finance.send("GET", `${api}/billing/runs/${answer.id}`)).body;
  return answer;
}
const invoices = async (query = "", client = finance) => (await client.send("GET", `${api}/invoices?${query}`)).body.rows;

describe("billing over the wire", () => {
  test("BIL2: a dry run says per currency and contract what a run would post, and posts nothing", async () => {
    const dry = await run({ through: "2025-02-28", dryRun: true, contractId: contract.contractId });
    expect(dry).toMatchObject({ status: "done", dryRun: true, progress: { done: 1, of: 1 }, problems: 0, problem: null });
    expect(dry.totals).toEqual([
      {
        currency: "GBP",
        contracts: 1,
        invoices: 1,
        creditNotes: 0,
        lines: 4,
        chargedMinor: "30000",
        creditedMinor: "0",
        taxMinor: "6000",
        totalMinor: "36000",
      },
    ]);
    expect(await invoices()).toEqual([]);
    const { body } = await finance.send("GET", `${api}/billing/runs/${dry.id}/contracts`);
    expect(body.rows).toMatchObject([{ contractNumber: "N-1", totalMinor: "36000", invoiceId: null, problem: null }]);
    const preview = await finance.send("GET", `${api}/billing/preview?contractId=${contract.contractId}&through=2025-02-28`);
    expect(preview.body.documents).toMatchObject([{ kind: "invoice", totalMinor: "36000", lineCount: 4 }]);
    expect(preview.body.documents[0].lines[0]).toMatchObject({ kind: "charge", amendment: { kind: "activate" }, taxBp: 2000 });
  });

  test("BIL2: a run posts over all signed contracts; a second one finds nothing new", async () => {
    const first = await run({ through: "2025-02-28" });
    expect(first.totals.map(({ currency, invoices: many }) => [currency, many])).toEqual([
      ["GBP", 1],
      ["JPY", 1],
    ]);
    expect(first.progress.done).toBe(first.progress.of);
    expect((await run({ through: "2025-02-28" })).totals).toEqual([]);
    const { body } = await finance.send("GET", `${api}/billing/runs?limit=1`);
    expect(body.rows).toHaveLength(1);
    expect(body.nextCursor).not.toBeNull();
  });

  test("BIL2: an invoice says who, what, how much, and which lines; lists are filtered and paged", async () => {
    const [row] = await invoices(`contractId=${contract.contractId}`);
    const { body } = await finance.send("GET", `${api}/invoices/${row.id}`);
    expect(body).toMatchObject({
      kind: "invoice",
      contractNumber: "N-1",
      accountName: "Northgate Logistics",
      netMinor: "30000",
      taxMinor: "6000",
      totalMinor: "36000",
      startsOn: "2025-01-01",
      endsBefore: "2025-03-01",
      lines: 4,
      supplier: { name: "Your company" },
      customer: {
        name: "Northgate Logistics",
        reference: "CU1",
      },
      taxes: [
        {
          taxBp: 2e3,
          netMinor: "30000",
          taxMinor: "6000",
        },
      ],
    });
    expect(body.number).toMatch(/^INV-\d{4}-00000[12]$/);
    const page = await finance.send("GET", `${api}/invoices/${row.id}/lines?limit=3`);
    const rest = await finance.send("GET", `${api}/invoices/${row.id}/lines?limit=3&cursor=${page.body.nextCursor}`);
    expect([...page.body.rows, ...rest.body.rows]).toEqual(body.linePage.rows);
    expect(await invoices("kind=credit_note")).toEqual([]);
    expect(await invoices(`q=${row.number.slice(4).toLowerCase()}`)).toHaveLength(1);
    expect(await invoices("q=%25")).toEqual([]);
    expect(await invoices("knownAt=2025-01-01T00:00:00Z")).toEqual([]);
    expect((await finance.send("GET", `${api}/invoices/${row.id}?knownAt=2025-01-01T00:00:00Z`)).status).toBe(404);
    const one = await finance.send("GET", `${api}/invoices?limit=1`);
    const two = await finance.send("GET", `${api}/invoices?limit=1&cursor=${one.body.nextCursor}`);
    expect([one.body.rows[0].id, two.body.rows[0].id].toSorted()).toEqual(
      (await invoices()).map(({ id }: { id: string }) => id).toSorted(),
    );
  });

  test("BIL2: goodwill is a credit note of its own, and never above what is left; the tax goes with it", async () => {
    const [{ id }] = await invoices(`contractId=${contract.contractId}`);
    const { linePage } = (await finance.send("GET", `${api}/invoices/${id}`)).body;
    const line = linePage.rows.find((one: { amountMinor: string }) => one.amountMinor === "10000");
    const give = (amountMinor: string) =>
      finance.send("POST", `${api}/invoices/${id}/lines/${line.id}/goodwill`, { amountMinor, reason: "Slow answer in January" });
    const { status, body, headers } = await give("7000");
    expect([status, headers.location]).toEqual([201, `${api}/invoices/${body.id}`]);
    expect(body).toMatchObject({
      kind: "credit_note",
      netMinor: "-7000",
      taxMinor: "-1400",
      reason: "Slow answer in January",
      payableBy: null,
    });
    const tooMuch = await give("3001");
    expect([tooMuch.status, tooMuch.body.detail]).toEqual([
      422,
      "Of this charge GBP 30.00 is left to give back, and no more. Enter that or less.",
    ]);
    expect((await give("3000")).status).toBe(201);
    const after = (await finance.send("GET", `${api}/invoices/${id}`)).body.linePage.rows.find(
      (one: { id: string }) => one.id === line.id,
    );
    expect([after.leftMinor, after.credits.map(({ amountMinor }: { amountMinor: string }) => amountMinor)]).toEqual([
      "0",
      ["-7000", "-3000"],
    ]);
    expect((await give("0")).status).toBe(400);
    const elsewhere = (await invoices("q=H-1"))[0].id;
    expect(
      (await finance.send("POST", `${api}/invoices/${elsewhere}/lines/${line.id}/goodwill`, { amountMinor: "1", reason: "x" }))
        .status,
    ).toBe(404);
    expect((await run({ through: "2025-02-28" })).totals).toEqual([]);
  });

  test("SEC: contacts see their own account's documents and no reasons; agents see none; only finance bills", async () => {
    const contact = await server.as("contact", small.northgate);
    const own = await invoices("", contact);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ accountId }: { accountId: string }) => accountId))).toEqual(new Set([small.northgate]));
    const [foreign] = await invoices(`accountId=${small.harbor}`);
    for (const path of ["", "/lines", "/pdf"])
      expect((await contact.send("GET", `${api}/invoices/${foreign.id}${path}`)).status).toBe(404);
    expect((await contact.send("GET", `${api}/invoices?accountId=${small.harbor}`)).status).toBe(404);
    expect((await contact.send("GET", `${api}/invoices/export?accountId=${small.harbor}`)).status).toBe(404);
    const { text } = await contact.send("GET", `${api}/invoices/export`);
    expect([text.includes("N-1"), text.includes("H-1")]).toEqual([true, false]);
    const charge = own.find(({ kind }: { kind: string }) => kind === "invoice");
    const { linePage } = (await contact.send("GET", `${api}/invoices/${charge.id}`)).body;
    expect(linePage.rows[0].amendment).toMatchObject({ kind: "activate", reason: null });
    for (const path of [
      "/billing/runs",
      "/billing/settings",
      `/billing/preview?contractId=${contract.contractId}&through=2025-02-28`,
    ])
      expect((await contact.send("GET", `${api}${path}`)).status).toBe(403);
    expect((await (await server.as("agent")).send("GET", `${api}/invoices`)).status).toBe(403);
    const manager = await server.as("manager");
    expect((await manager.send("GET", `${api}/billing/runs`)).status).toBe(200);
    expect((await manager.send("POST", `${api}/billing/runs`, { through: "2025-03-31" })).status).toBe(403);
    expect((await manager.send("PUT", `${api}/billing/settings`, settings)).status).toBe(403);
  });

  test("an invoice is a PDF; letters that no font has do not stop it", async () => {
    for (const { id, number } of await invoices()) {
      const answer = await finance.send("GET", `${api}/invoices/${id}/pdf`);
      expect([answer.status, answer.headers["content-type"], answer.text.slice(0, 5)]).toEqual([200, "application/pdf", "%PDF-"]);
      expect(answer.headers["content-disposition"]).toContain(`${number}.pdf`);
    }
  });

  test("accounting gets a row a line, as CSV and as a workbook, that add up; nothing in them is a formula", async () => {
    const { text, headers } = await finance.send("GET", `${api}/invoices/export?contractId=${contract.contractId}`);
    expect(headers["content-type"]).toContain("text/csv");
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
    expect(rows.map((row) => [row["Kind"], row["Net"], row["Tax"], row["Gross"]])).toEqual([
      ...rows.filter((row) => row["Kind"] === "charge").map((row) => ["charge", row["Net"], row["Tax"], row["Gross"]]),
      ["goodwill", "-70.00", "-14.00", "-84.00"],
      ["goodwill", "-30.00", "-6.00", "-36.00"],
    ]);
    expect(rows.reduce((sum, row) => sum + Number(row["Gross"]), 0)).toBe(240);
    expect(rows[0]).toMatchObject({
      From: "2025-01-01",
      To: "2025-01-31",
      Currency: "GBP",
      "Customer ref": "CU1",
      "Of days": "31",
    });
    expect(rows.every((row) => !row["Subject"]!.startsWith("="))).toBe(true);
    const book = await server.server.app.fastify.inject({
      url: `${api}/invoices/export?format=xlsx&contractId=${contract.contractId}`,
      headers: { cookie: finance.cookie },
    });
    const sheet = (await readWorkbook(book.rawPayload)) as unknown as (string | number)[][];
    const cells = "data" in (sheet[0] as object) ? (sheet[0] as unknown as { data: (string | number)[][] }).data : sheet;
    expect(cells).toHaveLength(rows.length + 1);
    const gross = cells[0]!.indexOf("Gross");
    expect(cells.slice(1).reduce((sum, row) => sum + Number(row[gross]), 0)).toBe(240);
  });

  const settings = {
    name: "Meridian Support Ltd",
    address: "1 Quay Street\nBristol",
    taxNumber: "GB 123 4567 89",
    paymentDetails: "IBAN GB00",
    paymentDays: 14,
    timeZone: "Europe/London",
  };
  test("who issues documents is changed for those to come; those posted keep what they were issued with", async () => {
    expect((await finance.send("PUT", `${api}/billing/settings`, { ...settings, timeZone: "Mars/Base" })).status).toBe(422);
    expect((await finance.send("PUT", `${api}/billing/settings`, settings)).body).toEqual(settings);
    await run({ through: "2025-03-31", contractId: contract.contractId });
    const supplierOf = async (id: string) => (await finance.send("GET", `${api}/invoices/${id}`)).body.supplier.name;
    const all = (await invoices(`contractId=${contract.contractId}&kind=invoice`)) as {
      id: string;
      issuedOn: string;
      payableBy: string;
    }[];
    expect(await Promise.all(all.map(({ id }) => supplierOf(id)))).toEqual(["Meridian Support Ltd", "Your company"]);
    expect(Temporal.PlainDate.from(all[0]!.issuedOn).until(all[0]!.payableBy).days).toBe(14);
  });

  test("what is not there is said; a run that is done is not cancelled", async () => {
    const nowhere = "00000000-0000-4000-8000-000000000000";
    for (const path of [
      `/invoices/${nowhere}`,
      `/billing/runs/${nowhere}`,
      `/billing/preview?contractId=${nowhere}&through=2025-01-01`,
    ])
      expect((await finance.send("GET", `${api}${path}`)).status).toBe(404);
    expect((await finance.send("POST", `${api}/billing/runs`, { through: "2025-01-01", contractId: nowhere })).status).toBe(404);
    expect((await finance.send("POST", `${api}/billing/runs`, { through: "9999-12-31" })).status).toBe(400);
    const done = await run({ through: "2025-01-31" });
    expect((await finance.send("POST", `${api}/billing/runs/${done.id}/cancel`)).status).toBe(409);
  });
});
