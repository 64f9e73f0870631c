import type { Kysely } from "kysely";
import type { Decision } from "#core/entitlement/decision.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { answerOf, type KeptAnswer } from "./earlier-form.ts";
import { keptColumns, type RecordedDecision, recordedFrom } from "./store.ts";

type Tables = Kysely<Pick<DB, "decision" | "contact" | "plan_version">>;

/** Decisions with what they were made from; in no order. */
export async function selectDecisions(db: Tables, ids: readonly string[]): Promise<RecordedDecision[]> {
  const rows = await db
    .selectFrom("decision")
    .where("id", "in", idSetOf(ids) as never)
    .select(keptColumns)
    .execute();
  return recordedFrom(db, rows);
}

/** Their answers alone, by the decisions' ids. */
export async function selectAnswers(db: Tables, ids: readonly string[]): Promise<Map<string, Decision>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("decision")
    .where("id", "in", idSetOf(ids) as never)
    .select(["id", "answer"])
    .execute();
  return new Map(rows.map(({ id, answer }) => [id, answerOf(answer as KeptAnswer)]));
}
