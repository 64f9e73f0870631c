import { sql, type Kysely } from "kysely";
import type { ClosedFact, Header, Line, RecordedAmendment } from "#core/amendments/index.ts";
import { idSetOf, inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { Actor } from "#platform/permit.ts";
import type { CoverageRow as StandingRow } from "./facts-store.ts";
import { noProduct } from "./record.ts";

type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "amendment" | "coverage">>;

/** A fact to be written: what is read of it, and what is copied to it from its line and its contract. */
export type CoverageRow = StandingRow & { readonly lineNumber: string; readonly service: string; readonly timeZone: string };

export type LineChange = Line & {
  /** The amendment that added it is taken back. */
  readonly withdrawn: boolean;
  /** Of a line that is new: the one thing that it was made with. */
  readonly madeWith: CoverageRow | null;
};

/** When it is recorded: now, and never at or before an instant that bounds what was believed of the contract, or of these subjects, so far. */
export async function nextInstant(
  db: Tables,
  now: Temporal.Instant,
  contractId: string,
  opened: readonly CoverageRow[],
): Promise<Temporal.Instant> {
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select greatest(${now}::timestamptz,
      (select max(recorded_at) from amendment where contract_id = ${contractId}) + interval '1 microsecond',
      (select max(upper(recorded)) from coverage where not upper_inf(recorded) and subject_id in ${idSetOf(opened.map(({ subjectId }) => subjectId))})
    ) as at`.execute(db);
  return rows[0]!.at;
}

type NewAmendment = {
  readonly contractId: string;
  readonly recorded: RecordedAmendment;
  readonly payload: unknown;
  readonly recordedAt: Temporal.Instant;
};

export async function insertAmendment(
  db: Tables,
  actor: Actor,
  { contractId, recorded, payload, recordedAt }: NewAmendment,
): Promise<void> {
  const { id, kind, effectiveOn, reason, reverses, header, lines } = recorded;
  await db
    .insertInto("amendment")
    .values({
      id,
      kind,
      reason,
      reverses,
      contract_id: contractId,
      effective_on: effectiveOn,
      recorded_at: recordedAt,
      payload: JSON.stringify(payload),
      header: header === null ? null : JSON.stringify(header),
      lines: JSON.stringify(lines),
      author_id: actor.id,
      author_name: actor.name,
      origin: actor.kind === "key" ? "key" : "person",
    })
    .execute();
}

/** What amendments change of the header, where they do; the contract is one revision further in any case. */
export async function updateContract(db: Tables, changed: Header | string): Promise<void> {
  const update = db.updateTable("contract").set((of) => ({ revision: of("revision", "+", 1) }));
  if (typeof changed === "string") {
    await update.where("id", "=", changed).execute();
    return;
  }
  const { contractId, endsBefore, cancelledOn, suspensions, accounts } = changed;
  await update
    .set({ ends_before: endsBefore, cancelled_on: cancelledOn })
    .set({ suspensions: JSON.stringify(suspensions), accounts: JSON.stringify(accounts) })
    .where("id", "=", contractId)
    .execute();
}

/** Adds lines, gives them other days, or withdraws them. */
export async function writeLines(db: Tables, contractId: string, changes: readonly LineChange[]): Promise<void> {
  const rows = changes.map(({ id, number, service, startsOn, endsBefore, withdrawn, madeWith: made }) => ({
    id,
    number,
    service,
    startsOn,
    endsBefore,
    withdrawn,
    subjectKind: made?.subjectKind ?? null,
    assetId: made?.subjectKind === "asset" ? made.subjectId : null,
    siteId: made?.subjectKind === "site" ? made.subjectId : null,
    productId: made === null || made.productId === noProduct ? null : made.productId,
    coversParts: made?.coversParts ?? false,
    coversSubAccounts: made?.coversSubAccounts ?? false,
  }));
  await inChunks(rows, (json) =>
    sql`
      insert into contract_line (id, contract_id, number, service, subject_kind, asset_id, product_id, site_id, covers_parts,
        covers_sub_accounts, starts_on, ends_before, withdrawn)
      select id, ${contractId}::uuid, number, service, "subjectKind", "assetId", "productId", "siteId", "coversParts",
        "coversSubAccounts", "startsOn", "endsBefore", withdrawn
      from json_to_recordset(${json}::json)
        as r(id uuid, number text, service text, "subjectKind" text, "assetId" uuid, "productId" uuid, "siteId" uuid,
             "coversParts" boolean, "coversSubAccounts" boolean, "startsOn" date, "endsBefore" date, withdrawn boolean)
      on conflict (id) do update set
        starts_on = excluded.starts_on, ends_before = excluded.ends_before, withdrawn = excluded.withdrawn`.execute(db),
  );
}

/** Ends the belief in facts; what was believed stays readable (COV9). Returns how many stood until now. */
export async function closeFacts(db: Tables, closed: readonly ClosedFact[], at: Temporal.Instant): Promise<number> {
  let count = 0;
  await inChunks(closed, async (json) => {
    const { numAffectedRows } = await sql`
      update coverage set recorded = tstzrange(lower(recorded), ${at}), ended_by = r."endedBy"
      from json_to_recordset(${json}::json) as r("coverageId" uuid, "endedBy" uuid)
      where coverage.id = r."coverageId" and upper_inf(recorded)`.execute(db);
    count += Number(numAffectedRows);
  });
  return count;
}

/** Adds facts, believed from `at` on. */
export async function openFacts(db: Tables, opened: readonly CoverageRow[], at: Temporal.Instant): Promise<void> {
  await inChunks(opened, (json) =>
    sql`
      insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, product_id, covers_parts,
        covers_sub_accounts, service, plan_id, time_zone, yearly_minor, valid, end_reason, suspended, recorded, amendment_id)
      select id, 'contract', "accountId", "contractId", "lineId", "lineNumber", "subjectKind", "subjectId", "productId", "coversParts",
        "coversSubAccounts", service, "planId", "timeZone", "yearlyMinor", daterange("startsOn", "endsBefore"), "endReason", suspended,
        tstzrange(${at}, null), "amendmentId"
      from json_to_recordset(${json}::json)
        as r(id uuid, "accountId" uuid, "contractId" uuid, "lineId" uuid, "lineNumber" text, "subjectKind" text, "subjectId" uuid,
             "productId" uuid, "coversParts" boolean, "coversSubAccounts" boolean, service text, "planId" uuid, "timeZone" text,
             "yearlyMinor" bigint, "startsOn" date, "endsBefore" date, "endReason" text, suspended boolean, "amendmentId" uuid)`.execute(
      db,
    ),
  );
}
