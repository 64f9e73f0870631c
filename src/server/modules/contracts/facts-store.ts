/** The rows that whole contracts are made of: few statements, however many contracts and however much they cover. */

import { sql, type Kysely, type RawBuilder } from "kysely";
import type { EndReason, IsoDate, SubjectKind } from "#core/coverage/coverage.ts";
import type { DayRange } from "#core/coverage/in-force.ts";
import type { AccountFrom, Changed, Header, Line } from "#core/amendments/index.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";

type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "amendment" | "coverage">>;

export type ContractRow = DayRange & {
  readonly id: string;
  readonly accountId: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly billingEvery: "month" | "quarter" | "year";
  readonly billingTiming: "advance" | "arrears";
  readonly anchorOn: IsoDate | null;
  readonly anchorDay: number | null;
  readonly cancelledOn: IsoDate | null;
  readonly suspensions: readonly DayRange[];
  readonly suspensionMovesEnd: boolean;
  readonly accounts: readonly AccountFrom[] | null;
};

/** In the order of their ids; held until the transaction ends where `forUpdate`. The order keeps two that hold several from waiting for each other. */
export async function selectContractRows(db: Tables, ids: Iterable<string>, forUpdate: boolean): Promise<ContractRow[]> {
  const { rows } = await sql<ContractRow>`
    select id, account_id as "accountId", time_zone as "timeZone", currency, billing_every as "billingEvery",
      billing_timing as "billingTiming", anchor_on as "anchorOn", anchor_day as "anchorDay", starts_on as "startsOn",
      ends_before as "endsBefore", cancelled_on as "cancelledOn", suspensions, suspension_moves_end as "suspensionMovesEnd", accounts
    from contract where id in ${idSetOf(ids)} order by id ${sql.raw(forUpdate ? "for no key update" : "")}`.execute(db);
  return rows;
}

export type LineRow = Line & { readonly contractId: string };

/** In the order of their numbers (2 before 10). */
export async function selectLineRows(db: Tables, contractIds: Iterable<string>): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select id, contract_id as "contractId", number, service, starts_on as "startsOn", ends_before as "endsBefore"
    from contract_line where contract_id in ${idSetOf(contractIds)} and not withdrawn
    order by length(number), number`.execute(db);
  return rows;
}

export type AmendmentRow = {
  readonly id: string;
  readonly contractId: string;
  readonly kind: string;
  readonly effectiveOn: IsoDate;
  readonly reason: string;
  readonly author: string;
  readonly reverses: string | null;
  readonly header: Changed<Header> | null;
  readonly lines: readonly Changed<Line | null>[];
  readonly recordedAt: Temporal.Instant;
};

/** In the order in which they were recorded. */
export async function selectAmendmentRows(db: Tables, contractIds: Iterable<string>): Promise<AmendmentRow[]> {
  const { rows } = await sql<AmendmentRow>`
    select id, contract_id as "contractId", kind, effective_on as "effectiveOn", reason, author_id as author, reverses, header, lines,
      recorded_at as "recordedAt"
    from amendment where contract_id in ${idSetOf(contractIds)}
    order by recorded_at, kind <> 'activate', id`.execute(db);
  return rows;
}

export type CoverageRow = DayRange & {
  readonly id: string;
  readonly contractId: string;
  readonly lineId: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly productId: string;
  readonly coversParts: boolean;
  readonly coversSubAccounts: boolean;
  readonly accountId: string;
  readonly planId: string;
  readonly yearlyMinor: string;
  readonly suspended: boolean;
  readonly endReason: EndReason;
  readonly amendmentId: string;
};

const coverageColumns = sql`
  id, contract_id as "contractId", line_id as "lineId", subject_kind as "subjectKind", subject_id as "subjectId",
  product_id as "productId", covers_parts as "coversParts", covers_sub_accounts as "coversSubAccounts", account_id as "accountId",
  plan_id as "planId", yearly_minor::text as "yearlyMinor", suspended, lower(valid) as "startsOn", upper(valid) as "endsBefore",
  end_reason as "endReason", amendment_id as "amendmentId"`;

/** What stands, or stood at `knownAt`. */
export async function selectStanding(
  db: Tables,
  contractIds: Iterable<string>,
  knownAt: Temporal.Instant | undefined,
): Promise<CoverageRow[]> {
  const stands: RawBuilder<unknown> = knownAt === undefined ? sql`upper_inf(recorded)` : sql`recorded @> ${knownAt}::timestamptz`;
  const { rows } = await sql<CoverageRow>`
    select ${coverageColumns} from coverage where contract_id in ${idSetOf(contractIds)} and ${stands}
    order by lower(recorded), id`.execute(db);
  return rows;
}

/** What stood once, and no longer at `knownAt`, in the order in which it was ended. */
export async function selectEnded(
  db: Tables,
  contractIds: Iterable<string>,
  knownAt: Temporal.Instant | undefined,
): Promise<(CoverageRow & { endedBy: string })[]> {
  const by = knownAt === undefined ? sql`true` : sql`upper(recorded) <= ${knownAt}::timestamptz`;
  const { rows } = await sql<CoverageRow & { endedBy: string }>`
    select ${coverageColumns}, ended_by as "endedBy" from coverage
    where contract_id in ${idSetOf(contractIds)} and not upper_inf(recorded) and ${by}
    order by upper(recorded), id`.execute(db);
  return rows;
}
