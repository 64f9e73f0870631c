import { sql, type Kysely } from "kysely";
import type { AmendmentRow } from "#api/amendments.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";

/** `product`, `site` and `account` belong to other modules and only say here what there is. */
type Tables = Kysely<Pick<DB, "amendment" | "coverage" | "contract" | "contract_line" | "product" | "site" | "account">>;

export type Head = {
  readonly id: string;
  readonly number: string;
  readonly signedOn: string | null;
  readonly revision: number;
  /** The day that it is in the contract's zone. */
  readonly today: string;
  /** When the latest amendment was recorded; null: none was. */
  readonly latestAt: Temporal.Instant | null;
  /** Numbers of lines that an amendment since reversed had added. */
  readonly withdrawn: readonly string[];
};

export async function selectHead(db: Tables, id: string, now: Temporal.Instant): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    select id, number, signed_on as "signedOn", revision, (${now}::timestamptz at time zone time_zone)::date as today,
      (select max(recorded_at) from amendment where contract_id = contract.id) as "latestAt",
      array(select number from contract_line where contract_id = contract.id and withdrawn) as withdrawn
    from contract where id = ${id}`.execute(db);
  return rows[0];
}

/** Those of these ids that are products, sites or accounts, as "product ID". */
export async function selectThere(db: Tables, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const asked = idSetOf(ids);
  const { rows } = await sql<{ there: string }>`
    select 'product ' || id as there from product where id in ${asked}
    union all select 'site ' || id from site where id in ${asked}
    union all select 'account ' || id from account where id in ${asked}`.execute(db);
  return new Set(rows.map(({ there }) => there));
}

type Row = Omit<AmendmentRow, "recordedAt"> & { readonly recordedAt: Temporal.Instant };

/** A contract's amendments, the latest first; of all of them, or those recorded after an instant, or one. */
export async function selectAmendments(
  db: Tables,
  contractId: string,
  { after, id }: { readonly after?: Temporal.Instant | null; readonly id?: string } = {},
): Promise<AmendmentRow[]> {
  const since = after === undefined || after === null ? sql`true` : sql`recorded_at > ${after}`;
  const one = id === undefined ? sql`true` : sql`id = ${id}::uuid`;
  const { rows } = await sql<Row>`
    select id, kind, effective_on as "effectiveOn", reason, author_name as "authorName", origin, recorded_at as "recordedAt", reverses,
      (select back.id from amendment back where back.reverses = amendment.id
        and not exists (select from amendment again where again.reverses = back.id
          and not exists (select from amendment yet where yet.reverses = again.id))
        order by back.recorded_at desc limit 1) as "reversedBy",
      payload as changes,
      (select count(*)::int from coverage where contract_id = amendment.contract_id and ended_by = amendment.id) as closed,
      (select count(*)::int from coverage where contract_id = amendment.contract_id and amendment_id = amendment.id) as opened
    from amendment where contract_id = ${contractId} and ${since} and ${one}
    order by recorded_at desc, kind = 'activate', id desc`.execute(db);
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toString() }));
}
