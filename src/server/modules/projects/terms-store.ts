import { sql, type Kysely } from "kysely";
import type { IsoMonth, RecordedTerms } from "#core/budget/index.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "budget_terms" | "contract">>;

export type TermsRow = RecordedTerms & {
  readonly id: string;
  /** null for what holds where a contract's own say nothing: for a currency, or, with neither, for every other. */
  readonly contractId: string | null;
  readonly currency: string | null;
  readonly reason: string;
  readonly author: string;
  readonly recordedAt: Temporal.Instant;
};

/** In the order in which they were recorded: these contracts' own, and all that hold for contracts at large. */
export async function selectTerms(
  db: Tables,
  contractIds: Iterable<string>,
  knownAt: Temporal.Instant | undefined,
): Promise<TermsRow[]> {
  const { rows } = await sql<TermsRow>`
    select id, contract_id as "contractId", currency, to_char(from_month, 'YYYY-MM') as "fromMonth", share_bp as "shareBp",
      hourly_rate_minor as "hourlyRateMinor", supersedes_later as "supersedesLater", reason, author_name as author,
      recorded_at as "recordedAt"
    from budget_terms
    where (contract_id is null or contract_id in ${idSetOf(contractIds)})
      ${knownAt === undefined ? sql`` : sql`and recorded_at <= ${knownAt}`}
    order by recorded_at, id`.execute(db);
  return rows;
}

/** The contract's currency; held until the transaction ends, so that its terms are recorded one after the other. */
export async function holdContract(db: Tables, id: string): Promise<{ currency: string } | undefined> {
  return db.selectFrom("contract").where("id", "=", id).select("currency").forNoKeyUpdate().executeTakeFirst();
}

export type NewTerms = {
  readonly id: string;
  readonly contractId: string;
  readonly fromMonth: IsoMonth;
  readonly shareBp: number;
  readonly hourlyRateMinor: bigint | null;
  readonly supersedesLater: boolean;
  readonly reason: string;
};

export async function insertTerms(
  db: Tables,
  { id, contractId, fromMonth, shareBp, hourlyRateMinor, supersedesLater, reason }: NewTerms,
  author: { readonly id: string; readonly name: string },
  now: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto("budget_terms")
    .values({
      id,
      contract_id: contractId,
      from_month: `${fromMonth}-01`,
      share_bp: shareBp,
      hourly_rate_minor: hourlyRateMinor,
      supersedes_later: supersedesLater,
      reason,
      author_id: author.id,
      author_name: author.name,
      recorded_at: now,
    })
    .execute();
}
