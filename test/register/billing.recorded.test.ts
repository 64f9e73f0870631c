import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import type { BillingRun } from "#api/billing.ts";
import type { ImportReport } from "#api/imports.ts";
import { parseAmount } from "#core/money/parse-amount.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import { inTestTransaction, testActor, testShell } from "#test/support/context.ts";
import { recordedData } from "#test/support/recorded-data.ts";
import { type Client, testServer, type TestServer } from "#test/support/server.ts";
import { recordedSheets, registerCsv, unwatched } from "#test/support/sheets.ts";
import { amendContract } from "#test/support/signed-contract.ts";
import { runSheets } from "../../src/server/modules/imports/run.ts";

const lastDay = "2026-12-31";

let server: TestServer;
let finance: Client;
let report: ImportReport;
beforeAll(async () => {
  server = await testServer();
  await inTestTransaction(server.database, {}, ensureStandardPlans);
  finance = await server.as("finance");
  const sheets = await recordedSheets(registerCsv);
  report = await runSheets(testShell(server.database), testActor("finance"), sheets, false, unwatched);
}, 180_000);
afterAll(() => server.close());

/** Runs to its end, which must be a good one. */
async function bill(through: string): Promise<BillingRun> {
  let { body } = await finance.send("POST", "/api/v1/billing/runs", { through });
  while (body.status === "running") body = (await finance.send("GET", `/api/v1/billing/runs/${body.id}`)).body;
  expect(body).toMatchObject({ status: "done", problems: 0 });
  return body;
}

type Sums = Record<string, string>;
async function sumsOf(statement: ReturnType<typeof sql<{ currency: string; minor: string }>>): Promise<Sums> {
  const { rows } = await statement.execute(server.database.db);
  return Object.fromEntries(rows.map(({ currency, minor }) => [currency, minor]));
}

/** All that was ever posted: invoices and credit notes. */
const posted = () => sumsOf(sql`select currency, sum(net_minor)::text as minor from invoice group by currency order by currency`);

/**
 * Days covered times day prices, knowing nothing of the program's own arithmetic: each contract's periods by month from its first day,
 * the day clamped to the month (PRO1); a period's price by months of the year (BIL1); day i of n costs R(P·(i+1)/n) − R(P·i/n) with
 * R half up in whole numbers; every day of every period that begins by the last day (billed in advance) or ends by it (in arrears).
 */
const dayPrices = () =>
  sumsOf(sql`
  with terms as (
    select id, currency, billing_timing, coalesce(anchor_on, starts_on) as anchor, coalesce(anchor_day, extract(day from coalesce(anchor_on, starts_on)))::int as day,
      case billing_every when 'month' then 1 when 'quarter' then 3 else 12 end as months
    from contract where signed_on is not null),
  firsts as (
    select terms.*, n, (date_trunc('month', anchor) + make_interval(months => n * months))::date as this_month,
      (date_trunc('month', anchor) + make_interval(months => (n + 1) * months))::date as next_month
    from terms cross join generate_series(0, 400) n),
  periods as (
    select *, this_month + least(day, extract(day from this_month + interval '1 month' - interval '1 day')::int) - 1 as p0,
      next_month + least(day, extract(day from next_month + interval '1 month' - interval '1 day')::int) - 1 as p1
    from firsts where this_month <= ${lastDay}::date),
  due as (
    select *, p1 - p0 as days, (n * months) % 12 as c from periods
    where case billing_timing when 'advance' then p0 else p1 - 1 end <= ${lastDay}::date),
  priced as (
    select due.*, lower(v.valid) as s, upper(v.valid) as e,
      (2 * v.yearly_minor * (c + months) + 12) / 24 - (2 * v.yearly_minor * c + 12) / 24 as price
    from due join coverage v on v.contract_id = due.id and upper_inf(v.recorded) and not v.suspended and v.valid && daterange(p0, p1))
  select currency, sum((2 * price * (i + 1) + days) / (2 * days) - (2 * price * i + days) / (2 * days))::text as minor
  from priced cross join lateral generate_series(greatest(s, p0) - p0, least(coalesce(e, p1), p1) - p0 - 1) i
  group by currency order by currency`);

test("IMP1: the yearly values of the 148 contracts reconcile with the books, per currency", async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from contract where signed_on is not null`.execute(
    server.database.db,
  );
  expect(rows[0]!.n).toBe(148);
  const kept = await sumsOf(sql`
    select currency, sum(yearly_minor)::text as minor from (
      select distinct on (line_id) line_id, contract_id, yearly_minor from coverage
      where source = 'contract' and upper_inf(recorded) order by line_id, lower(valid) desc) latest
      join contract on contract.id = contract_id group by currency order by currency`);
  // Lines that cover no day have a value in the books, and none here.
  const uncovered = report.files.flatMap(({ remarked }) => remarked).filter(({ code }) => code === "no_covered_day");
  const books = parse<Record<string, string>>(recordedData("register/contract_lines.csv"), { columns: true, bom: true });
  const contracts = parse<Record<string, string>>(recordedData("register/contracts.csv"), { columns: true, bom: true });
  const currencies = new Map(contracts.map((row) => [row["Contract No"]!, row["Currency"]!]));
  const minorOf = (text: string, currency: string): bigint => {
    const read = parseAmount(text, currency);
    if (!read.ok) throw new Error(read.refusal.message);
    return read.value.minor;
  };
  const expected = Object.fromEntries(
    Object.entries(report.totals.yearlyValue).map(([currency, value]) => [currency, minorOf(value, currency)]),
  );
  for (const { row } of uncovered) {
    const line = books[row - 2]!;
    const currency = currencies.get(line["Contract No"]!)!;
    expected[currency]! -= minorOf(line["Value p.a."]!, currency);
  }
  expect(kept).toEqual(
    Object.fromEntries(
      Object.entries(expected)
        .toSorted()
        .map(([currency, minor]) => [currency, minor.toString()]),
    ),
  );
});

test(
  "BIL2: billed through 2026, all invoices and credits come to days covered times day prices, exactly, per currency",
  { timeout: 300_000 },
  async () => {
    await bill("2024-06-30");
    await bill("2025-08-31");
    // What finance hears late: one asset in seven left some weeks before the end of what was invoiced.
    const { rows: covered } = await sql<{ contractId: string; lineId: string; assetId: string; lastDay: string }>`
      select contract_id as "contractId", line_id as "lineId", subject_id as "assetId",
        ('2025-07-13'::date + (row_number() over (order by contract_id, line_id) % 40)::int)::text as "lastDay"
      from coverage where source = 'contract' and subject_kind = 'asset' and upper_inf(recorded) and valid @> daterange('2025-07-01', '2025-09-01')
      order by contract_id, line_id`.execute(server.database.db);
    const dropped = covered.filter((_, index) => index % 7 === 0);
    for (const { contractId, lineId, assetId, lastDay: until } of dropped) {
      const asset = [{ lineId, subject: { kind: "asset", assetId, coversParts: false } as const }];
      const outcome = await inTestTransaction(server.database, { role: "finance" }, (ctx) =>
        amendContract(ctx, contractId, { kind: "remove", covered: asset, lastDay: until, laterFacts: "supersede" }),
      );
      expect(outcome.ok).toBe(true);
    }
    const run = await bill(lastDay);
    expect(dropped.length).toBeGreaterThan(20);
    expect(run.totals.reduce((sum, { creditNotes }) => sum + creditNotes, 0)).toBeGreaterThan(10);
    const expected = await dayPrices();
    expect(Object.keys(expected)).toEqual(["EUR", "GBP", "JPY", "NOK", "USD"]);
    expect(await posted()).toEqual(expected);
    expect((await bill(lastDay)).totals).toEqual([]);
  },
);
