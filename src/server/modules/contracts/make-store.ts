import { sql, type Kysely } from "kysely";
import { inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { DraftCover } from "./detail-store.ts";

type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "contract_draft">>;

export type HeaderToWrite = {
  readonly id: string;
  readonly number: string;
  readonly numberKey: string;
  readonly accountId: string;
  readonly planId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly billingEvery: string;
  readonly billingTiming: string;
  readonly anchorOn: string | null;
  readonly anchorDay: number | null;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly noticeDays: number;
  readonly renewalMode: string;
  readonly suspensionMovesEnd: boolean;
  readonly renewalOf: string | null;
};

/** Adds a draft, or writes it anew; its revision is one more. */
export async function writeHeader(db: Tables, header: HeaderToWrite, now: Temporal.Instant): Promise<void> {
  const columns = {
    number: header.number,
    number_key: header.numberKey,
    account_id: header.accountId,
    plan_id: header.planId,
    currency: header.currency,
    time_zone: header.timeZone,
    billing_every: header.billingEvery,
    billing_timing: header.billingTiming,
    anchor_on: header.anchorOn,
    anchor_day: header.anchorDay,
    starts_on: header.startsOn,
    ends_before: header.endsBefore,
    notice_days: header.noticeDays,
    renewal_mode: header.renewalMode,
    suspension_moves_end: header.suspensionMovesEnd,
    renewal_of: header.renewalOf,
    recorded_at: now,
  };
  await db
    .insertInto("contract")
    .values({ id: header.id, ...columns })
    .onConflict((is) => is.column("id").doUpdateSet((of) => ({ ...columns, revision: of("contract.revision", "+", 1) })))
    .execute();
}

/** Whose number it is; undefined for one that is free. */
export async function selectByNumber(db: Tables, numberKey: string): Promise<{ id: string; number: string } | undefined> {
  return db.selectFrom("contract").select(["id", "number"]).where("number_key", "=", numberKey).executeTakeFirst();
}

export type LineToWrite = {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly taxBp: number;
  /** What it is made with, where that is one thing. */
  readonly subjectKind: string | null;
  readonly assetId: string | null;
  readonly productId: string | null;
  readonly siteId: string | null;
  readonly coversParts: boolean;
  readonly coversSubAccounts: boolean;
};

/** The ids that a draft's lines have, by number: a line written anew keeps its own. */
export async function selectLineIds(db: Tables, contractId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom("contract_line").select(["id", "number"]).where("contract_id", "=", contractId).execute();
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** A draft's lines as they are now; those that it no longer has are withdrawn. */
export async function writeLines(db: Tables, contractId: string, lines: readonly LineToWrite[]): Promise<void> {
  await db.updateTable("contract_line").set({ withdrawn: true }).where("contract_id", "=", contractId).execute();
  await inChunks(lines, (json) =>
    sql`
      insert into contract_line (id, contract_id, number, service, subject_kind, asset_id, product_id, site_id, covers_parts,
        covers_sub_accounts, starts_on, ends_before, tax_bp)
      select id, ${contractId}::uuid, number, service, "subjectKind", "assetId", "productId", "siteId", "coversParts",
        "coversSubAccounts", "startsOn", "endsBefore", "taxBp"
      from json_to_recordset(${json}::json)
        as r(id uuid, number text, service text, "subjectKind" text, "assetId" uuid, "productId" uuid, "siteId" uuid,
             "coversParts" boolean, "coversSubAccounts" boolean, "startsOn" date, "endsBefore" date, "taxBp" integer)
      on conflict (id) do update set
        service = excluded.service, subject_kind = excluded.subject_kind, asset_id = excluded.asset_id, product_id = excluded.product_id,
        site_id = excluded.site_id, covers_parts = excluded.covers_parts, covers_sub_accounts = excluded.covers_sub_accounts,
        starts_on = excluded.starts_on, ends_before = excluded.ends_before, tax_bp = excluded.tax_bp, withdrawn = false`.execute(
      db,
    ),
  );
}

export async function writeDraft(db: Tables, contractId: string, covers: readonly DraftCover[]): Promise<void> {
  const said = { covers: JSON.stringify(covers) };
  await db
    .insertInto("contract_draft")
    .values({ contract_id: contractId, ...said })
    .onConflict((is) => is.column("contract_id").doUpdateSet(said))
    .execute();
}

/** A draft is no more once it is signed. */
export async function sign(db: Tables, contractId: string, signedOn: string): Promise<void> {
  await db.updateTable("contract").set({ signed_on: signedOn }).where("id", "=", contractId).execute();
  await db.deleteFrom("contract_draft").where("contract_id", "=", contractId).execute();
}

/** Holds the contract until the transaction ends, and says how it stands. */
export async function lockContract(db: Tables, id: string): Promise<{ signedOn: string | null; revision: number } | undefined> {
  return db
    .selectFrom("contract")
    .select(["signed_on as signedOn", "revision"])
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
}
