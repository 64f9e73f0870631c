import type { Decision } from "#core/entitlement/decision.ts";
import { sql, type Kysely, type RawBuilder } from "kysely";
import type { KeptHandling } from "#modules/policies/policies.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { Basis } from "./answer.ts";
import { answerOf, type KeptAnswer } from "./earlier-form.ts";
import { factsFrom, keptFacts, type KeptFacts, selectTerms } from "./kept-facts.ts";

type Tables = Kysely<Pick<DB, "decision" | "contact" | "plan_version">>;

export type RecordedDecision = Basis & {
  readonly id: string;
  readonly answer: Decision;
  /** What was done with its no (ENT7); null for another answer, and for those made before there was a policy. */
  readonly handled: KeptHandling | null;
  readonly decidedAt: Temporal.Instant;
};

export type NewDecision = RecordedDecision & { readonly actorId: string };

/** Keeps decisions with what they were made from: as many in one statement as it has room for. */
export async function insertDecisions(db: Tables, made: readonly NewDecision[]): Promise<void> {
  for (let first = 0; first < made.length; first += atOnce) await insertionOf(made.slice(first, first + atOnce)).execute(db);
}

/** A statement has room for 65,535 values, a dozen of each decision. */
const atOnce = 1000;

/** The statement that keeps decisions, to be put into another. */
export function insertionOf(made: readonly NewDecision[]): RawBuilder<unknown> {
  const rows = made.map(({ id, asked, facts, readIn, answer, handled, actorId, decidedAt }) => {
    const question = JSON.stringify({ asked, readIn });
    const [account, asset] = [answer.account?.id ?? null, answer.subject?.id ?? null];
    return sql`(${id}::uuid, ${question}::jsonb, ${JSON.stringify(keptFacts(facts))}::jsonb, ${JSON.stringify(answer)}::jsonb,
      ${handled && JSON.stringify(handled)}::jsonb, ${answer.outcome}, ${account}::uuid, ${asset}::uuid, ${contractOf(answer)}::uuid,
      ${actorId}, ${decidedAt}::timestamptz)`;
  });
  return sql`
    insert into decision (id, question, facts, answer, handled, outcome, account_id, asset_id, contract_id, actor_id, decided_at)
    values ${sql.join(rows)}`;
}

/** The contract that covers, if one does. */
function contractOf({ source, candidates }: Decision): string | null {
  if (source?.kind !== "contract") return null;
  return (
    candidates.find(
      ({ contractNumber, lineNumber }) => contractNumber === source.contractNumber && lineNumber === source.lineNumber,
    )?.contractId ?? null
  );
}

export async function selectDecision(db: Tables, id: string): Promise<RecordedDecision | undefined> {
  const row = await db.selectFrom("decision").where("id", "=", id).select(keptColumns).executeTakeFirst();
  return row && (await recordedFrom(db, [row]))[0];
}

/** What is read of decisions, by {@link recordedFrom}. */
export const keptColumns = ["id", "question", "facts", "answer", "handled", "decided_at"] as const;

export type KeptRow = {
  readonly id: string;
  readonly question: unknown;
  readonly facts: unknown;
  readonly answer: unknown;
  readonly handled: unknown;
  readonly decided_at: Temporal.Instant;
};

/** Decisions as they were kept, also by an earlier version. */
export async function recordedFrom(db: Tables, rows: readonly KeptRow[]): Promise<RecordedDecision[]> {
  const kept = rows.map(({ facts }) => facts as KeptFacts);
  const terms = await selectTerms(db, kept);
  return rows.map((row, place) => {
    const { asked, readIn } = row.question as Pick<Basis, "asked" | "readIn">;
    return {
      id: row.id,
      asked,
      readIn,
      facts: factsFrom(kept[place]!, terms),
      answer: answerOf(row.answer as KeptAnswer),
      handled: row.handled as KeptHandling | null,
      decidedAt: row.decided_at,
    };
  });
}

export type RecordedQuestion = {
  readonly asked: Basis["asked"];
  /** The reference of the account that it was decided for, else its name; null where nobody knew. */
  readonly account: string | null;
};

/** The questions of recorded decisions. */
export async function selectQuestions(db: Tables, ids: Iterable<string>): Promise<Map<string, RecordedQuestion>> {
  const { rows } = await sql<RecordedQuestion & { id: string }>`
    select id, question -> 'asked' as asked, coalesce(answer #>> '{account,reference}', answer #>> '{account,name}') as account
    from decision where id in ${idSetOf(ids)}`.execute(db);
  return new Map(rows.map(({ id, ...question }) => [id, question]));
}

/** The e-mail address of a contact who signed in, by which their questions are theirs. */
export async function selectContactEmail(db: Tables, contactId: string): Promise<string | null> {
  const row = await db.selectFrom("contact").where("id", "=", contactId).select("email").executeTakeFirst();
  return row?.email ?? null;
}
