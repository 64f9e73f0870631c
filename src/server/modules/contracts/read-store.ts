import { sql, type Kysely } from "kysely";
import type { ContractState } from "#core/coverage/state.ts";
import type { DB } from "#platform/db/database.ts";
import { likeLiteral } from "#platform/page.ts";

/** Tables other than contract, line and coverage belong to other modules and only lend their names here. */
type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "coverage" | "account" | "plan" | "asset" | "product" | "site">>;

export type ContractFilter = {
  readonly id?: string | undefined;
  readonly accountId?: string | undefined;
  readonly state?: ContractState | undefined;
  /** Part of a number, as its key. */
  readonly key?: string | undefined;
  /** The number's key that the rows come after. */
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Today by the contract's own midnights (COV4). */
const todayAt = (now: Temporal.Instant) => sql<string>`(${now}::timestamptz at time zone contract.time_zone)::date`;

/** COV5 in SQL, so that a list can be filtered by it; `contractState` of core says the same of a row. */
const stateAt = (now: Temporal.Instant) => sql<ContractState>`case
  when contract.signed_on is null then 'draft'
  when contract.cancelled_on < ${todayAt(now)} and (contract.ends_before is null or contract.cancelled_on < contract.ends_before - 1) then 'cancelled'
  when contract.ends_before <= ${todayAt(now)} then 'ended'
  when ${todayAt(now)} < contract.starts_on then 'signed'
  else 'in_force' end`;

/** What the contract's lines cost a year: each line at its latest price, as now believed. */
const yearlyMinor = sql<bigint>`coalesce((
  select sum(yearly_minor)::bigint from (
    select distinct on (line_id) yearly_minor from coverage
    where coverage.contract_id = contract.id and upper_inf(coverage.recorded)
    order by line_id, lower(valid) desc) as latest), 0::bigint)`;

const lineCount = sql<number>`(select count(*)::int from contract_line where contract_id = contract.id)`;

/** Contracts in the order of their numbers, with the day that it is at `now` in each one's zone. */
export async function selectContracts(db: Tables, filter: ContractFilter, now: Temporal.Instant) {
  let query = db
    .selectFrom("contract")
    .innerJoin("account", "account.id", "contract.account_id")
    .innerJoin("plan", "plan.id", "contract.plan_id")
    .select([
      "contract.id",
      "contract.number",
      "contract.number_key",
      "contract.account_id",
      "contract.starts_on",
      "contract.ends_before",
    ])
    .select([
      "contract.signed_on",
      "contract.cancelled_on",
      "contract.billing_every",
      "contract.time_zone",
      "contract.renewal_of",
    ])
    .select(["contract.currency", "account.name as accountName", "plan.name as planName"])
    .select([todayAt(now).as("today"), yearlyMinor.as("yearlyMinor"), lineCount.as("lines")])
    .orderBy("contract.number_key")
    .limit(filter.limit);
  const { id, accountId, state, key, after } = filter;
  if (id !== undefined) query = query.where("contract.id", "=", id);
  if (accountId !== undefined) query = query.where("contract.account_id", "=", accountId);
  if (state !== undefined) query = query.where(stateAt(now), "=", state);
  if (after !== undefined) query = query.where("contract.number_key", ">", after);
  if (key !== undefined) query = query.where(sql<boolean>`contract.number_key like ${`%${likeLiteral(key)}%`}`);
  return query.execute();
}

/** A contract's lines in the order of their numbers (2 before 10), each with its latest coverage as now believed. */
export async function selectLines(db: Tables, contractId: string, limit: number) {
  return db
    .selectFrom("contract_line as line")
    .innerJoin("contract", "contract.id", "line.contract_id")
    .innerJoin("account", "account.id", "contract.account_id")
    .leftJoinLateral(
      (of) =>
        of
          .selectFrom("coverage")
          .whereRef("coverage.line_id", "=", "line.id")
          .where(sql<boolean>`upper_inf(coverage.recorded)`)
          .orderBy(sql`lower(coverage.valid)`, "desc")
          .limit(1)
          .select(["coverage.plan_id", "coverage.yearly_minor", "coverage.end_reason"])
          .select(sql<string | null>`upper(coverage.valid)`.as("covered_before"))
          .select(sql<string>`lower(coverage.valid)`.as("covered_from"))
          .as("latest"),
      (join) => join.onTrue(),
    )
    .innerJoin("plan", (join) => join.on((of) => of("plan.id", "=", of.fn.coalesce("latest.plan_id", "contract.plan_id"))))
    .leftJoin("asset", "asset.id", "line.asset_id")
    .leftJoin("product", "product.id", "line.product_id")
    .leftJoin("site", "site.id", "line.site_id")
    .where("line.contract_id", "=", contractId)
    .select([
      "line.id",
      "line.number",
      "line.service",
      "line.subject_kind",
      "line.asset_id",
      "line.starts_on",
      "line.ends_before",
    ])
    .select(["line.removed_on", "latest.covered_before", "latest.covered_from", "latest.end_reason", "latest.yearly_minor"])
    .select(["plan.name as planName", "asset.serial", "asset.tag", "product.name as productName", "site.name as siteName"])
    .select(["account.name as accountName", "contract.currency"])
    .orderBy(sql`length(line.number)`)
    .orderBy("line.number")
    .limit(limit)
    .execute();
}

export type ContractFound = Awaited<ReturnType<typeof selectContracts>>[number];
export type LineFound = Awaited<ReturnType<typeof selectLines>>[number];
