import { sql, type Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";
import { keptColumns, recordedFrom, type KeptRow, type RecordedDecision } from "./store.ts";

type Tables = Kysely<Pick<DB, "decision" | "plan_version">>;

/** Where a page of decisions ended. */
export type Place = { readonly decidedAt: Temporal.Instant; readonly id: string };

/** Which decisions: made from `since` on, and before `before` where that is said. */
export type Span = { readonly since: Temporal.Instant; readonly before: Temporal.Instant | null };

/** The next decisions in the order in which they were made, after a place. */
export async function selectDecisionsInOrder(
  db: Tables,
  { since, before }: Span,
  after: Place | undefined,
  limit: number,
): Promise<RecordedDecision[]> {
  const rows: KeptRow[] = await db
    .selectFrom("decision")
    .select(keptColumns)
    .where("decided_at", ">=", since)
    .$if(before !== null, (query) => query.where("decided_at", "<", before!))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(decided_at, id) > (${after!.decidedAt}, ${after!.id}::uuid)`))
    .orderBy("decided_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return recordedFrom(db, rows);
}
