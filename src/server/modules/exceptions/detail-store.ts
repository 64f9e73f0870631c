import { sql, type Kysely } from "kysely";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { DB } from "#platform/db/database.ts";
import { reaches } from "./covered-sql.ts";

/** All but exception is read as other modules record it. */
type Tables = Kysely<
  Pick<DB, "exception" | "exception_month" | "ticket" | "asset" | "coverage" | "contract" | "plan" | "product" | "decision">
>;

export type HistoryRow = {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly lineNumber: string;
  readonly plan: string;
  readonly scope: "asset" | "product" | "site" | "account";
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  readonly endReason: "term" | "removed" | "cancelled";
  readonly yearlyMinor: bigint;
  readonly currency: string;
  readonly recordedAt: Temporal.Instant;
};

/** What contracts cover, or covered, it: the latest first. */
export async function selectHistory(db: Tables, exceptionId: string, limit: number): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select coverage.contract_id as "contractId", contract.number as "contractNumber", coverage.line_number as "lineNumber",
      plan.name as plan, coverage.subject_kind as scope, lower(coverage.valid) as "startsOn", upper(coverage.valid) as "endsBefore",
      coverage.end_reason as "endReason", coverage.yearly_minor as "yearlyMinor", contract.currency, lower(coverage.recorded) as "recordedAt"
    from exception join ticket on ticket.id = exception.ticket_id
      left join asset on asset.id = exception.asset_id
      join coverage on coverage.source = 'contract' and upper_inf(coverage.recorded) and ${reaches}
      join contract on contract.id = coverage.contract_id join plan on plan.id = coverage.plan_id
    where exception.id = ${exceptionId}
    order by lower(coverage.valid) desc, contract.number_key, coverage.line_number limit ${limit}`.execute(db);
  return rows;
}

export type GrowthRow = { readonly month: string; readonly minutes: number; readonly costMinor: bigint | null };

export async function selectGrowth(db: Tables, exceptionId: string): Promise<GrowthRow[]> {
  const { rows } = await sql<GrowthRow>`
    select to_char(month, 'YYYY-MM') as month, minutes::int as minutes, cost_minor as "costMinor"
    from exception_month where exception_id = ${exceptionId} order by 1`.execute(db);
  return rows;
}

/** What the decision said of renewing, in its words; null where it said nothing of it. */
export async function selectRenewalWords(db: Tables, decisionId: string): Promise<string | null> {
  const { rows } = await sql<{ text: string }>`
    select miss ->> 'text' as text from decision, jsonb_array_elements(decision.answer -> 'nearMisses') miss
    where decision.id = ${decisionId} and miss ->> 'change' = 'renewal' limit 1`.execute(db);
  return rows[0]?.text ?? null;
}

export async function selectContractNumber(db: Tables, id: string): Promise<string> {
  return (await db.selectFrom("contract").where("id", "=", id).select("number").executeTakeFirstOrThrow()).number;
}
