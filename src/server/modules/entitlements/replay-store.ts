import type { Decision } from "#core/entitlement/decision.ts";
import type { Facts } from "#core/entitlement/facts.ts";
import { sql, type Kysely } from "kysely";
import type { DB } from "#platform/db/database.ts";
import type { Basis } from "./answer.ts";
import type { RecordedDecision } from "./store.ts";

type Tables = Kysely<Pick<DB, "decision">>;

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
  const { rows } = await sql<{ id: string; question: unknown; facts: Facts; answer: Decision; decided_at: Temporal.Instant }>`
    select id, question, facts, answer, decided_at from decision
    where decided_at >= ${since}
      ${before === null ? sql`` : sql`and decided_at < ${before}`}
      ${after === undefined ? sql`` : sql`and (decided_at, id) > (${after.decidedAt}, ${after.id}::uuid)`}
    order by decided_at, id limit ${limit}`.execute(db);
  return rows.map(({ id, question, facts, answer, decided_at }) => {
    const { asked, readIn } = question as Pick<Basis, "asked" | "readIn">;
    return { id, asked, readIn, facts, answer, decidedAt: decided_at };
  });
}
