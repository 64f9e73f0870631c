import { sql, type Kysely } from "kysely";
import type { DayRange } from "#core/coverage/in-force.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { AskedQuestion } from "./asked.ts";

type Tables = Kysely<Pick<DB, "decision">>;

export type About = {
  readonly assetIds: readonly string[];
  /** Every decision of these accounts, whatever it was about. */
  readonly accountIds: readonly string[];
  readonly days: readonly DayRange[];
  /** The zone of those days. */
  readonly timeZone: string;
};

export type DecisionAbout = {
  readonly id: string;
  readonly asked: AskedQuestion;
  /** The moment that it was about, as an instant. */
  readonly at: string;
  readonly outcome: "entitled" | "not_entitled" | "undecided";
};

/** A decision is about the moment that its question names, else about when it was made; only the former is read from its facts, which are large. */
export async function selectDecisionsAbout(
  db: Tables,
  { assetIds, accountIds, days, timeZone }: About,
  limit: number,
): Promise<DecisionAbout[]> {
  const { rows } = await sql<Omit<DecisionAbout, "at"> & { at: Temporal.Instant }>`
    with about as (
      select id, question -> 'asked' as asked, outcome, decided_at,
        case when question -> 'asked' ->> 'at' is null then decided_at else (facts ->> 'at')::timestamptz end as at
      from decision where asset_id in ${idSetOf(assetIds)} or account_id in ${idSetOf(accountIds)})
    select id, asked, outcome, at from about
    where exists (select from json_to_recordset(${JSON.stringify(days)}::json) as days("startsOn" date, "endsBefore" date)
      where daterange(days."startsOn", days."endsBefore") @> (about.at at time zone ${timeZone})::date)
    order by decided_at desc, id limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}
