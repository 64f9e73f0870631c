/** SQL of billing runs and of what they found. */

import { sql, type Kysely } from "kysely";
import type { BillingResult, CurrencyTotal } from "#api/billing.ts";
import { inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { Actor } from "#platform/permit.ts";

type Tables = Kysely<Pick<DB, "billing_run" | "billing_result" | "contract" | "coverage" | "account" | "invoice">>;

export type RunStatus = "running" | "done" | "cancelled" | "failed";

export type RunRow = {
  readonly id: string;
  readonly through: string;
  readonly dryRun: boolean;
  readonly status: RunStatus;
  readonly actorName: string;
  readonly createdAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
  readonly contracts: number;
  readonly lookedAt: number;
  readonly problem: string | null;
};

export type Weighed = { readonly id: string; readonly weight: number };

/** Contracts that are signed, in the order of their ids, and how many coverages stand in each; one of them only where it is named. */
export async function selectBillable(db: Tables, contractId?: string): Promise<Weighed[]> {
  const one = contractId === undefined ? sql`` : sql`and contract.id = ${contractId}`;
  const { rows } = await sql<Weighed>`
    select contract.id, count(coverage.id)::int as weight
    from contract left join coverage on coverage.contract_id = contract.id and upper_inf(coverage.recorded)
    where contract.signed_on is not null ${one} group by contract.id order by contract.id`.execute(db);
  return rows;
}

export type NewRun = {
  readonly id: string;
  readonly through: string;
  readonly dryRun: boolean;
  readonly contracts: number;
  readonly actor: Actor;
  readonly at: Temporal.Instant;
  /** The sign of life of the process that carries it out. */
  readonly runner?: bigint | null;
};

export async function insertRun(db: Tables, run: NewRun): Promise<void> {
  const { id, through, dryRun, contracts, actor, at, runner = null } = run;
  await db
    .insertInto("billing_run")
    .values({
      id,
      through,
      dry_run: dryRun,
      status: "running",
      actor_id: actor.id,
      actor_name: actor.name,
      created_at: at,
      contracts,
      runner,
    })
    .execute();
}

const columns = [
  "id",
  "through",
  "dry_run as dryRun",
  "status",
  "actor_name as actorName",
  "created_at as createdAt",
  "finished_at as finishedAt",
  "contracts",
  "looked_at as lookedAt",
  "problem",
] as const;

export async function selectRun(db: Tables, id: string): Promise<RunRow | undefined> {
  const row = await db.selectFrom("billing_run").select(columns).where("id", "=", id).executeTakeFirst();
  return row as RunRow | undefined;
}

/** Newest first, those after a place in that order. */
export async function selectRuns(
  db: Tables,
  after: { createdAt: string; id: string } | undefined,
  limit: number,
): Promise<RunRow[]> {
  let query = db.selectFrom("billing_run").select(columns).orderBy("created_at", "desc").orderBy("id", "desc").limit(limit);
  if (after !== undefined)
    query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`);
  return (await query.execute()) as RunRow[];
}

/** Counts contracts as looked at. True where the run was asked to stop. */
export async function advance(db: Tables, id: string, contracts: number): Promise<boolean> {
  const { cancel_asked } = await db
    .updateTable("billing_run")
    .set(({ eb }) => ({ looked_at: eb("looked_at", "+", contracts) }))
    .where("id", "=", id)
    .returning("cancel_asked")
    .executeTakeFirstOrThrow();
  return cancel_asked;
}

/**
 * Has the database look at the tables that a run fills. Plans that connections keep, those of foreign keys among them, were made when
 * these were small, and would go on reading them from end to end.
 */
export async function analyseGrown(db: Tables): Promise<void> {
  await sql`analyze invoice, invoice_line, billing_result`.execute(db);
}

/** Asks a run to stop; false where it is not running. */
export async function askToCancel(db: Tables, id: string): Promise<boolean> {
  const asked = await db
    .updateTable("billing_run")
    .set({ cancel_asked: true })
    .where("id", "=", id)
    .where("status", "=", "running")
    .executeTakeFirst();
  return asked.numUpdatedRows === 1n;
}

export type End = { readonly status: RunStatus; readonly problem: string | null; readonly at: Temporal.Instant };

export async function finishRun(db: Tables, id: string, { status, problem, at }: End): Promise<void> {
  await db.updateTable("billing_run").set({ status, problem, finished_at: at }).where("id", "=", id).execute();
}

/** Whose process is gone: nobody holds its lock, or there is none to hold. */
const isAbandoned = sql<boolean>`case when runner is null then true else pg_try_advisory_xact_lock(runner) end`;

/** Ends the runs that say to be running, and are not. */
export async function finishBrokenOff(db: Tables, { status, problem, at }: End): Promise<void> {
  await db
    .updateTable("billing_run")
    .set({ status, problem, finished_at: at })
    .where("status", "=", "running")
    .where(isAbandoned)
    .execute();
}

/** Whether a run says to be running and its process is gone. On an embedded database the process that asks is the one that runs. */
export async function isBrokenOff(db: Tables, id: string): Promise<boolean> {
  const found = await db
    .selectFrom("billing_run")
    .select("id")
    .where("id", "=", id)
    .where("runner", "is not", null)
    .where(isAbandoned)
    .executeTakeFirst();
  return found !== undefined;
}

export type ResultRow = {
  readonly runId: string;
  readonly contractId: string;
  readonly accountId: string;
  readonly currency: string;
  readonly charges: number;
  readonly credits: number;
  readonly chargedMinor: bigint;
  readonly creditedMinor: bigint;
  readonly taxMinor: bigint;
  readonly invoiceId: string | null;
  readonly creditNoteId: string | null;
  readonly problemCode: string | null;
  readonly problem: string | null;
};

export async function insertResults(db: Tables, rows: readonly ResultRow[]): Promise<void> {
  await inChunks(rows, (json) =>
    sql`
      insert into billing_result (run_id, contract_id, account_id, contract_number, currency, charges, credits, charged_minor,
        credited_minor, tax_minor, invoice_id, credit_note_id, problem_code, problem)
      select "runId", "contractId", "accountId", contract.number, r.currency, charges, credits, "chargedMinor", "creditedMinor",
        "taxMinor", "invoiceId", "creditNoteId", "problemCode", problem
      from json_to_recordset(${json}::json) as r(
          "runId" uuid, "contractId" uuid, "accountId" uuid, currency text, charges int, credits int, "chargedMinor" bigint,
          "creditedMinor" bigint, "taxMinor" bigint, "invoiceId" uuid, "creditNoteId" uuid, "problemCode" text, problem text)
        join contract on contract.id = r."contractId"`.execute(db),
  );
}

export type RunTotals = { readonly totals: CurrencyTotal[]; readonly problems: number };

/** What each of these runs came to, per currency in the order of their codes. */
export async function selectTotals(db: Tables, runIds: readonly string[]): Promise<Map<string, RunTotals>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await sql<CurrencyTotal & { runId: string; problems: number }>`
    select run_id as "runId", currency, count(distinct contract_id) filter (where charges + credits > 0)::int as contracts,
      count(*) filter (where charges > 0)::int as invoices, count(*) filter (where credits > 0)::int as "creditNotes",
      sum(charges + credits)::int as lines, sum(charged_minor)::text as "chargedMinor", sum(credited_minor)::text as "creditedMinor",
      sum(tax_minor)::text as "taxMinor", sum(charged_minor + credited_minor + tax_minor)::text as "totalMinor",
      count(problem)::int as problems
    from billing_result where run_id = any(${[...runIds]}::uuid[]) group by run_id, currency order by currency`.execute(db);
  const byRun = Map.groupBy(rows, ({ runId }) => runId);
  return new Map(
    Array.from(byRun, ([runId, ofRun]) => {
      const totals = ofRun.map(({ runId: _, problems: __, ...total }) => total).filter(({ lines }) => lines > 0);
      return [runId, { totals, problems: ofRun.reduce((sum, { problems }) => sum + problems, 0) }];
    }),
  );
}

export type ResultPlace = { readonly number: string; readonly contractId: string; readonly accountId: string };

/** In the order of the contracts' numbers, those after a place in it. */
export async function selectResults(
  db: Tables,
  runId: string,
  { onlyProblems, after, limit }: { onlyProblems: boolean; after: ResultPlace | undefined; limit: number },
): Promise<BillingResult[]> {
  const place =
    after === undefined
      ? sql``
      : sql`and (r.contract_number, r.contract_id, r.account_id) > (${after.number}, ${after.contractId}::uuid, ${after.accountId}::uuid)`;
  const { rows } = await sql<BillingResult>`
    select r.contract_id as "contractId", r.contract_number as "contractNumber", r.account_id as "accountId",
      account.name as "accountName", r.currency, r.charges + r.credits as lines, r.charged_minor::text as "chargedMinor",
      r.credited_minor::text as "creditedMinor", r.tax_minor::text as "taxMinor",
      (r.charged_minor + r.credited_minor + r.tax_minor)::text as "totalMinor", r.invoice_id as "invoiceId",
      invoice.number as "invoiceNumber", r.credit_note_id as "creditNoteId", note.number as "creditNoteNumber",
      case when r.problem is not null then json_build_object('code', r.problem_code, 'message', r.problem) end as problem
    from billing_result r join account on account.id = r.account_id
      left join invoice on invoice.id = r.invoice_id left join invoice note on note.id = r.credit_note_id
    where r.run_id = ${runId} ${onlyProblems ? sql`and r.problem is not null` : sql``} ${place}
    order by r.contract_number, r.contract_id, r.account_id limit ${limit}`.execute(db);
  return rows;
}

/** Whether there is such a contract and it is no draft. */
export async function isSigned(db: Tables, contractId: string): Promise<boolean> {
  const found = await db
    .selectFrom("contract")
    .select("id")
    .where("id", "=", contractId)
    .where("signed_on", "is not", null)
    .executeTakeFirst();
  return found !== undefined;
}
