import { sql, type Kysely } from "kysely";
import type { RefusedRequest } from "#core/policy/index.ts";
import type { DB } from "#platform/db/database.ts";

/** Exceptions belong to another module, which says by this view what they cost; account is read as others record it. */
type Tables = Kysely<Pick<DB, "goodwill_budget" | "account" | "exception_month">>;

/** The account's currency, and the calendar year that it is there. */
export type AccountYear = { readonly id: string; readonly currency: string; readonly year: number };

export async function selectAccountYear(db: Tables, id: string, now: Temporal.Instant): Promise<AccountYear | undefined> {
  const { rows } = await sql<AccountYear>`
    select id, currency, extract(year from ${now}::timestamptz at time zone time_zone)::int as year
    from account where id = ${id}`.execute(db);
  return rows[0];
}

export type BudgetRow = {
  readonly version: number;
  readonly budgetMinor: bigint | null;
  readonly currency: string;
  readonly reason: string;
  readonly author: string;
  readonly recordedAt: Temporal.Instant;
};

/** The latest first. */
export async function selectBudgets(db: Tables, accountId: string): Promise<BudgetRow[]> {
  return db
    .selectFrom("goodwill_budget")
    .where("account_id", "=", accountId)
    .select([
      "version",
      "budget_minor as budgetMinor",
      "currency",
      "reason",
      "author_name as author",
      "recorded_at as recordedAt",
    ])
    .orderBy("version", "desc")
    .execute();
}

export type Spent = {
  readonly minutes: number;
  /** null where no rate turns minutes into money. */ readonly minor: bigint | null;
};

/** What was served to an account for nothing in a calendar year, by the day of the work. */
export async function selectSpent(db: Tables, { id, year }: Pick<AccountYear, "id" | "year">): Promise<Spent> {
  const { rows } = await sql<Spent>`
    select coalesce(sum(minutes), 0)::int as minutes,
      case when bool_and(cost_minor is not null) is not false then coalesce(sum(cost_minor), 0)::bigint end as minor
    from exception_month
    where account_id = ${id} and handling in ('observe', 'advise') and extract(year from month) = ${year}`.execute(db);
  return rows[0]!;
}

/** Adds a version unless its number is taken; says whether it did. */
export async function insertBudget(
  db: Tables,
  budget: Omit<BudgetRow, "author"> & { readonly id: string; readonly accountId: string },
  author: { readonly id: string; readonly name: string },
): Promise<boolean> {
  const made = await db
    .insertInto("goodwill_budget")
    .values({
      id: budget.id,
      account_id: budget.accountId,
      version: budget.version,
      budget_minor: budget.budgetMinor,
      currency: budget.currency,
      reason: budget.reason,
      author_id: author.id,
      author_name: author.name,
      recorded_at: budget.recordedAt,
    })
    .onConflict((conflict) => conflict.columns(["account_id", "version"]).doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

type AccountGoodwill = NonNullable<RefusedRequest["goodwill"]>;

/** For each of these accounts that has a budget: that, and what has been spent of it in the calendar year that it is there. */
export async function selectGoodwill(
  db: Tables,
  accountIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, AccountGoodwill>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<AccountGoodwill & { accountId: string }>`
    select budget.account_id as "accountId", budget.budget_minor as "budgetMinor", account.currency, coalesce((
        select sum(month.cost_minor)::bigint from exception_month month
        where month.account_id = account.id and month.handling in ('observe', 'advise')
          and extract(year from month.month) = extract(year from ${now}::timestamptz at time zone account.time_zone)
      ), 0) as "spentMinor"
    from (
      select distinct on (account_id) account_id, budget_minor from goodwill_budget
      where account_id = any(${accountIds}::uuid[]) order by account_id, version desc) budget
    join account on account.id = budget.account_id
    where budget.budget_minor is not null`.execute(db);
  return new Map(rows.map(({ accountId, ...goodwill }) => [accountId, goodwill]));
}
