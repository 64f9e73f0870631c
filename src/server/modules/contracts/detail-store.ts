import { sql, type Kysely } from "kysely";
import type { Activation } from "#core/amendments/index.ts";
import type { SubjectKind } from "#core/coverage/coverage.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import { dayAt, holderOn } from "./day-sql.ts";

/** `plan` and `asset` belong to other modules and only lend what they say here. */
type Tables = Kysely<
  Pick<
    DB,
    | "contract"
    | "contract_line"
    | "contract_change"
    | "contract_draft"
    | "contract_reconciliation"
    | "amendment"
    | "plan"
    | "asset"
  >
>;

export type RenewalMode = "automatic" | "manual" | "ends";

/** What of a contract is no dated fact. */
export type Terms = {
  readonly renewalOf: string | null;
  readonly renewalMode: RenewalMode;
  readonly noticeDays: number;
};

export type HeaderRow = Terms & {
  readonly id: string;
  readonly number: string;
  readonly plan: string;
  readonly signedOn: string | null;
  readonly revision: number;
  readonly reconciledOn: string | null;
  readonly today: string;
  /** Whose it is today. */
  readonly holder: string;
  /** When its first amendment was recorded; null: none was. */
  readonly activatedAt: Temporal.Instant | null;
  /** Whether a contract follows it. */
  readonly isRenewed: boolean;
};

export async function selectHeader(db: Tables, id: string, now: Temporal.Instant): Promise<HeaderRow | undefined> {
  const today = dayAt(now, undefined);
  const { rows } = await sql<HeaderRow>`
    select contract.id, contract.number, plan.name as plan, signed_on as "signedOn", contract.revision, ${today} as today,
      ${holderOn(today)} as holder, renewal_of as "renewalOf", renewal_mode as "renewalMode", notice_days as "noticeDays",
      (select max(reconciled_on) from contract_reconciliation where contract_id = contract.id) as "reconciledOn",
      (select min(recorded_at) from amendment where contract_id = contract.id) as "activatedAt",
      exists (select from contract as next where upper(next.renewal_of) = upper(contract.number)) as "isRenewed"
    from contract join plan on plan.id = contract.plan_id where contract.id = ${id}`.execute(db);
  return rows[0];
}

export type LineTerms = {
  readonly id: string;
  readonly taxBp: number;
  /** The last day covered, of a line that was recorded as ended before its time. */
  readonly removedOn: string | null;
  /** What it was made with; null where that were several things. */
  readonly subjectKind: SubjectKind | null;
  readonly assetId: string | null;
  readonly productId: string | null;
  readonly siteId: string | null;
};

export async function selectLineTerms(db: Tables, contractId: string): Promise<LineTerms[]> {
  const { rows } = await sql<LineTerms>`
    select id, tax_bp as "taxBp", removed_on as "removedOn", subject_kind as "subjectKind", asset_id as "assetId",
      product_id as "productId", site_id as "siteId"
    from contract_line where contract_id = ${contractId}`.execute(db);
  return rows;
}

export type ChangeRow = {
  readonly id: string;
  readonly field: "notice_days" | "renewal_mode" | "renewal_of" | "tax_bp";
  readonly lineId: string | null;
  readonly line: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly authorName: string;
  readonly recordedAt: Temporal.Instant;
};

/** Changes of terms recorded after an instant, or all, the latest first. */
export async function selectChanges(db: Tables, contractId: string, after?: Temporal.Instant): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select changed.id, field, line_id as "lineId", line.number as line, before, after, author_name as "authorName",
      changed.recorded_at as "recordedAt"
    from contract_change as changed left join contract_line as line on line.id = changed.line_id
    where changed.contract_id = ${contractId} ${after === undefined ? sql`` : sql`and changed.recorded_at > ${after}::timestamptz`}
    order by changed.recorded_at desc, changed.id desc`.execute(db);
  return rows;
}

export type DraftCover = Activation["covers"][number];

/** What a draft would cover; undefined where there is none, or it is signed. */
export async function selectDraft(db: Tables, contractId: string): Promise<DraftCover[] | undefined> {
  const row = await db.selectFrom("contract_draft").select("covers").where("contract_id", "=", contractId).executeTakeFirst();
  return row?.covers as DraftCover[] | undefined;
}

export async function countRetired(db: Tables, assetIds: Iterable<string>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from asset where id in ${idSetOf(assetIds)} and status = 'retired'`.execute(db);
  return rows[0]!.n;
}
