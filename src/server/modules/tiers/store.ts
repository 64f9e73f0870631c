import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Admits } from "#core/entitlement/terms.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "tier_rule" | "tier_decline" | "coverage" | "contract" | "asset" | "product" | "account" | "plan">>;

export type RuleRow = {
  readonly id: string;
  readonly key: string;
  readonly noun: string;
  readonly counts: Admits<string>;
  readonly moves: "any" | { readonly only: readonly string[] };
  readonly tiers: readonly { readonly atLeast: number; readonly planId: string }[];
  readonly active: boolean;
  readonly revision: number;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
  readonly changedByName: string;
};

const columns = sql`id, key, noun, counts, moves, tiers, active, revision, changed_at as "changedAt", changed_by as "changedBy",
  changed_by_name as "changedByName"`;

export async function selectRules(db: Tables): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`select ${columns} from tier_rule order by key`.execute(db);
  return rows;
}

const valuesOf = (row: RuleRow) => ({
  key: row.key,
  noun: row.noun,
  counts: JSON.stringify(row.counts),
  moves: JSON.stringify(row.moves),
  tiers: JSON.stringify(row.tiers),
  active: row.active,
  changed_at: row.changedAt,
  changed_by: row.changedBy,
  changed_by_name: row.changedByName,
});

/** Adds a rule unless its key is taken; says whether it did. */
export async function insertRule(db: Tables, row: RuleRow): Promise<boolean> {
  const made = await db
    .insertInto("tier_rule")
    .values({ id: row.id, ...valuesOf(row) })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

/** Writes a rule anew if it is still of this revision; says whether it was. */
export async function updateRule(db: Tables, row: RuleRow): Promise<boolean> {
  const changed = await db
    .updateTable("tier_rule")
    .set({ ...valuesOf(row), revision: row.revision + 1 })
    .where("id", "=", row.id)
    .where("revision", "=", row.revision)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** So many assets of an account were covered on the days [startsOn, endsBefore). */
export type BoughtRow = {
  readonly accountId: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly quantity: number;
};

/** What a rule is reckoned for: all accounts, one, or the one whose contract it is. */
export type Scope = { readonly accountId?: string | undefined; readonly contractId?: string | undefined };

/**
 * The assets that contracts cover of the products counted, by account and days. One that several lines or contracts cover is one;
 * days on which it is suspended are days on which it is bought.
 */
export async function selectBought(db: Tables, counts: Admits<string>, scope: Scope): Promise<BoughtRow[]> {
  const { rows } = await sql<BoughtRow>`
    ${branchOf(counts)}
    select "accountId", lower(stretch) as "startsOn", upper(stretch) as "endsBefore", count(*)::int as quantity from (
      select coverage.account_id as "accountId", unnest(range_agg(coverage.valid)) as stretch
      from coverage join asset on asset.id = coverage.subject_id
      where ${isContracts} and ${isCounted(counts)} and ${inScope(scope, "account")}
      group by coverage.account_id, coverage.subject_id) bought
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** A contract that covers something counted on the present day of its zone, under one plan. */
export type GovernedRow = {
  readonly accountId: string;
  readonly accountName: string;
  readonly contractId: string;
  readonly contractNumber: string;
  readonly planId: string;
  readonly plan: string;
  /** The present day in the contract's zone. */
  readonly today: string;
  /** The first day on which nothing of the contract is under this plan any more; null: open-ended. */
  readonly endsBefore: string | null;
  /** How many subjects of the contract are under this plan from that day on, counted ones and others. */
  readonly covered: number;
};

export async function selectGoverned(
  db: Tables,
  counts: Admits<string>,
  scope: Scope,
  now: Temporal.Instant,
): Promise<GovernedRow[]> {
  const today = sql`(${now}::timestamptz at time zone contract.time_zone)::date`;
  const { rows } = await sql<GovernedRow>`
    ${branchOf(counts)}
    select governed.*, account.name as "accountName", plan.name as plan, under.*
    from (
      select distinct coverage.account_id as "accountId", contract.id as "contractId", contract.number as "contractNumber",
        coverage.plan_id as "planId", ${today} as today
      from coverage join contract on contract.id = coverage.contract_id join asset on asset.id = coverage.subject_id
      where ${isContracts} and ${isCounted(counts)} and coverage.valid @> ${today} and ${inScope(scope, "contract")}) governed
    join account on account.id = "accountId" join plan on plan.id = "planId"
    cross join lateral (
      select count(distinct (line_id, subject_id, product_id))::int as covered,
        case when bool_or(upper_inf(valid)) then null else max(upper(valid)) end as "endsBefore"
      from coverage
      where contract_id = "contractId" and plan_id = "planId" and upper_inf(recorded) and valid && daterange(today, null)) under
    order by account.name, "contractNumber", plan.name`.execute(db);
  return rows;
}

/** Products that are counted, each with its branch. */
function branchOf(counts: Admits<string>): RawBuilder<unknown> {
  const roots = typeof counts === "object" ? counts.only : [];
  return sql`with recursive branch as (
    select id from product where id in ${idSetOf(roots)} union select product.id from product join branch on product.parent_id = branch.id)`;
}

const isContracts = sql`upper_inf(coverage.recorded) and coverage.source = 'contract' and coverage.subject_kind = 'asset'`;

function isCounted(counts: Admits<string>): RawBuilder<unknown> {
  if (typeof counts === "object") return sql`asset.product_id in (select id from branch)`;
  return counts === "any" ? sql`true` : sql`false`;
}

/** What an account has bought is counted over all its contracts. */
function inScope({ accountId, contractId }: Scope, of: "account" | "contract"): RawBuilder<unknown> {
  const byAccount = accountId === undefined ? sql`true` : sql`coverage.account_id = ${accountId}`;
  if (contractId === undefined) return byAccount;
  const byContract =
    of === "contract"
      ? sql`coverage.contract_id = ${contractId}`
      : sql`coverage.account_id in (select account_id from coverage where contract_id = ${contractId})`;
  return sql`${byAccount} and ${byContract}`;
}

export type DeclineRow = {
  readonly id: string;
  readonly ruleId: string;
  readonly contractId: string;
  readonly fromPlanId: string;
  readonly toPlanId: string;
  readonly declinedOn: string;
  readonly reason: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly recordedAt: Temporal.Instant;
};

/** The latest first. */
export async function selectDeclines(db: Tables): Promise<DeclineRow[]> {
  const { rows } = await sql<DeclineRow>`
    select id, rule_id as "ruleId", contract_id as "contractId", from_plan_id as "fromPlanId", to_plan_id as "toPlanId",
      declined_on as "declinedOn", reason, author_id as "authorId", author_name as "authorName", recorded_at as "recordedAt"
    from tier_decline order by recorded_at desc, id desc`.execute(db);
  return rows;
}

export async function insertDecline(db: Tables, row: DeclineRow): Promise<void> {
  await db
    .insertInto("tier_decline")
    .values({
      id: row.id,
      rule_id: row.ruleId,
      contract_id: row.contractId,
      from_plan_id: row.fromPlanId,
      to_plan_id: row.toPlanId,
      declined_on: row.declinedOn,
      reason: row.reason,
      author_id: row.authorId,
      author_name: row.authorName,
      recorded_at: row.recordedAt,
    })
    .execute();
}

/** The present day in the contract's zone. */
export async function selectToday(db: Tables, contractId: string, now: Temporal.Instant): Promise<string> {
  const { rows } = await sql<{ today: string }>`
    select (${now}::timestamptz at time zone time_zone)::date as today from contract where id = ${contractId}`.execute(db);
  return rows[0]!.today;
}
