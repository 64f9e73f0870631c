import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endsBeforeOf } from "#core/coverage/days.ts";
import { recordAssets } from "#modules/assets/assets.ts";
import { recordAmendments, recordContracts, recordCoverages, recordLines } from "#modules/contracts/contracts.ts";
import { listPlans } from "#modules/plans/plans.ts";
import { newId, type Context } from "#platform/context.ts";
import type { Database } from "#platform/db/database.ts";
import { inTestTransaction, testActor, testContext, testShell } from "#test/support/context.ts";
import { testDatabase } from "#test/support/database.ts";
import { recordSmallRegister, small } from "#test/support/small-register.ts";
import { drawUp } from "./bill.ts";
import { giveGoodwill } from "./goodwill.ts";
import { carryOut } from "./run.ts";
import { getRun, Runs, startRun, tellInterrupted } from "./runs.ts";
import { insertRun, selectBillable } from "./run-store.ts";

/** Enough for several transactions of a run. */
const many = 350;
const through = "2026-03-15";

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
  await recordSmallRegister(database);
  await inTestTransaction(database, {}, async (ctx) => {
    await sql`update contract set signed_on = null`.execute(ctx.tx); // only what is made here is billed
    await recordMany(ctx);
  });
});
afterEach(() => database.close());

/** Contracts of one asset each, 10.00 a month from January. */
async function recordMany(ctx: Context): Promise<void> {
  const planId = (await listPlans(ctx)).find(({ name }) => name === "Gold")!.id;
  const term = { startsOn: "2026-01-01", endsBefore: endsBeforeOf("2026-12-31") };
  const made = Array.from({ length: many }, (_, n) => ({
    n,
    asset: newId(),
    contract: newId(),
    line: newId(),
    amendment: newId(),
  }));
  const bare = { siteId: null, productId: null, parentId: null, version: null, tag: null, environment: null, installedOn: null };
  await recordAssets(
    ctx,
    made.map(({ n, asset }) => ({ ...bare, id: asset, accountId: small.northgate, serial: `MANY-${n}`, status: "in_use" })),
  );
  const terms = {
    billingEvery: "month",
    billingTiming: "advance",
    signedOn: "2026-01-01",
    cancelledOn: null,
    renewalOf: null,
  } as const;
  const held = { accountId: small.northgate, planId, timeZone: "Europe/London" };
  await recordContracts(
    ctx,
    made.map(({ n, contract }) => ({ ...term, ...terms, ...held, id: contract, number: `M-${n}`, currency: "GBP" })),
  );
  await recordAmendments(
    ctx,
    made.map(({ amendment, contract }) => ({
      id: amendment,
      contractId: contract,
      kind: "activate",
      effectiveOn: term.startsOn,
      payload: {},
      reason: "signed",
    })),
  );
  const reach = { coversParts: false, coversSubAccounts: false, service: "support", productId: null } as const;
  await recordLines(
    ctx,
    made.map(({ line, contract, asset }) => ({
      ...term,
      ...reach,
      id: line,
      contractId: contract,
      number: "1",
      subjectKind: "asset",
      assetId: asset,
      siteId: null,
      removedOn: null,
    })),
  );
  await recordCoverages(
    ctx,
    made.map(({ line, contract: contractId, asset, amendment }) => ({
      ...term,
      ...reach,
      ...held,
      id: newId(),
      subjectKind: "asset",
      subjectId: asset,
      yearlyMinor: 12000n,
      endReason: "term",
      contract: {
        contractId,
        lineId: line,
        amendmentId: amendment,
      },
    })),
  );
}

const actor = testActor("finance");
/** Runs in the foreground: what ends it is thrown. */
async function run(): Promise<boolean> {
  const id = newId();
  const contracts = await selectBillable(database.db);
  const at = Temporal.Now.instant();
  await insertRun(database.db, { id, through, dryRun: false, contracts: contracts.length, actor, at });
  return carryOut(testShell(database), actor, { id, through, dryRun: false }, contracts);
}

/** The documents as a whole: how many, with how many lines, the sum, and what is wrong with them. */
async function books(): Promise<{ documents: number; lines: number; net: string; wrong: string[] }> {
  const { rows } = await sql<{ documents: number; lines: number; net: string }>`
    select (select count(*)::int from invoice) as documents, count(*)::int as lines, coalesce(sum(amount_minor), 0)::text as net
    from invoice_line`.execute(database.db);
  const { rows: wrong } = await sql<{ wrong: string }>`
    select 'number ' || number as wrong from (select number, ordinal, row_number() over (partition by series order by ordinal) as place from invoice) n
      where ordinal <> place
    union all
    select 'last of ' || series from document_series s where last <> (select count(*) from invoice where invoice.series = s.series)
    union all
    select 'sums of ' || number from invoice where (net_minor, tax_minor, lines) is distinct from
      (select (sum(amount_minor)::bigint, sum(tax_minor)::bigint, count(*)::int) from invoice_line where invoice_id = invoice.id)
    union all
    select 'progress of ' || id from billing_run r where looked_at < (select count(*) from billing_result where run_id = r.id)`.execute(
    database.db,
  );
  return { ...rows[0]!, wrong: wrong.map((one) => one.wrong) };
}
const whole = { documents: many, lines: many * 3, net: String(many * 3 * 1000), wrong: [] };

test("BIL2: two runs at once, and goodwill meanwhile, post everything once, under numbers without a gap", async () => {
  const [contract] = await selectBillable(database.db);
  const some = inTestTransaction(database, { actor }, async (ctx) => {
    const [bill] = await drawUp(ctx, [contract!.id], through, { hold: false });
    return bill!.drafts.length;
  });
  await Promise.all([run(), run(), run(), some]);
  expect(await books()).toEqual(whole);
  const { rows } = await sql<{ invoiceId: string; lineId: string }>`
    select invoice_id as "invoiceId", id as "lineId" from invoice_line order by id limit 20`.execute(database.db);
  // Twice six on each charge of 10.00: one of the two lands, the other is told what is left.
  const given = await Promise.allSettled(
    rows.flatMap((of) =>
      [1, 2].map(() =>
        inTestTransaction(database, { actor }, (ctx) => giveGoodwill(ctx, { ...of, amountMinor: 600n, reason: "slow" })),
      ),
    ),
  );
  const refused = given.filter(({ status }) => status === "rejected") as PromiseRejectedResult[];
  expect(refused.map(({ reason }) => String(reason))).toEqual(
    Array.from({ length: 20 }, () => expect.stringContaining("GBP 4.00 is left")),
  );
  const { wrong, documents } = await books();
  expect([wrong, documents]).toEqual([[], many + 20]);
});

test("BIL2: a run whose connection is killed leaves whole documents and no hole, and the next run goes on from there", async () => {
  // The backend ends itself as the second transaction is about to land, its documents written and numbered.
  await sql`
    create function die() returns trigger language plpgsql as $$ begin
      if (select count(*) from billing_result) > 100 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return null;
    end $$`.execute(database.db);
  await sql`create trigger die after insert on billing_result for each statement execute function die()`.execute(database.db);
  await expect(run()).rejects.toThrow(/terminat/);
  expect(await books()).toEqual({ documents: 100, lines: 300, net: "300000", wrong: [] });
  await sql`drop trigger die on billing_result`.execute(database.db);
  await inTestTransaction(database, {}, tellInterrupted);
  const { rows } = await sql<{ status: string; problem: string }>`select status, problem from billing_run`.execute(database.db);
  expect(rows).toEqual([{ status: "failed", problem: expect.stringContaining("What was posted stays") }]);
  expect(await run()).toBe(true);
  expect(await books()).toEqual(whole);
});

test("BIL2: a run that is cancelled, or whose process stops, ends between documents, and says so", async () => {
  const ctx = testContext(database, { actor });
  const runs = new Runs(testShell(database));
  // Asked to stop as soon as its first transaction lands.
  await sql`
    create function ask() returns trigger language plpgsql as $$ begin
      update billing_run set cancel_asked = true; return null;
    end $$`.execute(database.db);
  await sql`create trigger ask after insert on billing_result for each statement execute function ask()`.execute(database.db);
  const { id } = await startRun(ctx, runs, { through, dryRun: false });
  await runs.settled();
  expect(await getRun(ctx, id)).toMatchObject({
    status: "cancelled",
    progress: { done: 100, of: many },
    problem: expect.stringContaining("Stopped"),
  });
  expect(await books()).toMatchObject({ documents: 100, wrong: [] });
  await sql`drop trigger ask on billing_result`.execute(database.db);
  const second = await startRun(ctx, runs, { through, dryRun: false });
  await runs.stop();
  const { status, progress } = await getRun(ctx, second.id);
  expect([status, progress.done < many]).toEqual(["cancelled", true]);
});

test("BIL2: a contract that cannot be billed is named with what to do, and all others are billed", async () => {
  await run();
  // A line charged twice, as no run of ours would: another key for the same days.
  await sql`
    insert into invoice_line select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'key', key || 'x', 'ordinal', 99))).*
    from invoice_line l where key = (select min(key) from invoice_line)`.execute(database.db);
  const ctx = testContext(database, { actor });
  const runs = new Runs(testShell(database));
  const { id } = await startRun(ctx, runs, { through: "2026-04-01", dryRun: false });
  await runs.settled();
  await runs.stop();
  const done = await getRun(ctx, id);
  expect(done).toMatchObject({
    status: "done",
    problems: 1,
    totals: [{ invoices: many - 1, chargedMinor: String((many - 1) * 1000) }],
  });
  const { rows } = await sql<{ code: string; problem: string }>`
    select problem_code as code, problem from billing_result where run_id = ${id} and problem is not null`.execute(database.db);
  expect(rows).toEqual([{ code: "charged_twice", problem: expect.stringContaining("then bill again") }]);
});

test("BIL2: a server that starts leaves alone what another runs, and tells of what was broken off", async () => {
  const ctx = testContext(database, { actor });
  const runs = new Runs(testShell(database));
  const runner = await runs.alive();
  const begun = { through, dryRun: false, contracts: 1, actor, at: Temporal.Now.instant() };
  const [alive, gone] = [newId(), newId()];
  await insertRun(database.db, { ...begun, id: alive, runner });
  await insertRun(database.db, { ...begun, id: gone, runner: runner! + 1n });
  expect([(await getRun(ctx, alive)).status, (await getRun(ctx, gone)).status]).toEqual(["running", "failed"]);
  await inTestTransaction(database, {}, tellInterrupted);
  expect([(await getRun(ctx, alive)).status, (await getRun(ctx, gone)).status]).toEqual(["running", "failed"]);
  await runs.stop();
  expect((await getRun(ctx, alive)).status).toBe("failed");
});
