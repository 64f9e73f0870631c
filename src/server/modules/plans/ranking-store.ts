import { sql, type Kysely } from "kysely";
import type { Ranking } from "#core/entitlement/facts.ts";
import type { DB } from "#platform/db/database.ts";
import type { Authored } from "./store.ts";

type Tables = Kysely<Pick<DB, "setting" | "ranking_version" | "plan">>;

export type RankingRow = Authored & {
  readonly version: number;
  readonly ranking: Ranking;
  readonly recordedAt: Temporal.Instant;
};

/** Settles the installation's ranking, unless somebody has. */
export async function insertSetting(db: Tables, first: Omit<RankingRow, "version">): Promise<void> {
  await db
    .insertInto("setting")
    .values({ ranking: JSON.stringify(first.ranking), default_plan_id: null })
    .onConflict((conflict) => conflict.column("only_row").doNothing())
    .execute();
  await insertRanking(db, { ...first, version: 1 });
}

/** Says whether it was written: where the version is there already, somebody was quicker. */
export async function insertRanking(db: Tables, row: RankingRow): Promise<boolean> {
  const made = await db
    .insertInto("ranking_version")
    .values({
      version: row.version,
      ranking: JSON.stringify(row.ranking),
      reason: row.reason,
      author_id: row.authorId,
      author_name: row.authorName,
      recorded_at: row.recordedAt,
    })
    .onConflict((conflict) => conflict.column("version").doNothing())
    .executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n;
}

export async function writeRanking(db: Tables, ranking: Ranking): Promise<void> {
  await db
    .updateTable("setting")
    .set({ ranking: JSON.stringify(ranking) })
    .execute();
}

/** The latest first: the one in force. */
export async function selectRankings(db: Tables): Promise<RankingRow[]> {
  const { rows } = await sql<RankingRow>`
    select version, ranking, reason, author_id as "authorId", author_name as "authorName", recorded_at as "recordedAt"
    from ranking_version order by version desc`.execute(db);
  return rows;
}

export async function writeDefaultPlan(db: Tables, planId: string | null): Promise<void> {
  await db.updateTable("setting").set({ default_plan_id: planId }).execute();
}
