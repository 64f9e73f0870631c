/** Contracts, their lines and what they cover, as recorded. Identities are changed in place; coverage is only ever added to (COV9). */

import { sql, type Kysely } from "kysely";
import { nameKey } from "#core/identification/keys.ts";
import type { Changed, Header, Line } from "#core/amendments/index.ts";
import type { EndReason, IsoDate, SubjectKind } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { inChunks, type Step } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";

type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "amendment" | "coverage">>;

export type ContractRecord = {
  readonly id: string;
  /** The source's own key; unique but for case and blanks. */
  readonly number: string;
  readonly accountId: string;
  readonly planId: string;
  readonly currency: string;
  /** The zone whose midnights bound its days (COV4). */
  readonly timeZone: string;
  readonly billingEvery: "month" | "quarter" | "year";
  readonly billingTiming: "advance" | "arrears";
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  /** null: still a draft. */
  readonly signedOn: IsoDate | null;
  /** The last day covered (COV3). */
  readonly cancelledOn: IsoDate | null;
  readonly renewalOf: string | null;
};

export type LineRecord = {
  readonly id: string;
  readonly contractId: string;
  readonly number: string;
  readonly service: string;
  readonly subjectKind: SubjectKind;
  /** Each of the three only for a subject of its kind. */
  readonly assetId: string | null;
  readonly productId: string | null;
  readonly siteId: string | null;
  readonly coversParts: boolean;
  readonly coversSubAccounts: boolean;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  /** The last day covered, when the subject left before the line's end. */
  readonly removedOn: IsoDate | null;
};

export type AmendmentRecord = {
  readonly id: string;
  readonly contractId: string;
  readonly kind: "activate" | "correct";
  readonly effectiveOn: IsoDate;
  /** What changed, as JSON. */
  readonly payload: unknown;
  readonly reason: string;
  /** What it changed beside coverage, so that it can be read as it was known before. */
  readonly header?: Changed<Header> | undefined;
  readonly lines?: readonly Changed<Line | null>[];
};

export type CoverageRecord = {
  readonly id: string;
  readonly accountId: string;
  readonly subjectKind: SubjectKind;
  /** The asset, the site or the account; for a product the account that has it. */
  readonly subjectId: string;
  /** For a product subject only. */
  readonly productId: string | null;
  readonly coversParts: boolean;
  readonly coversSubAccounts: boolean;
  readonly service: string;
  readonly planId: string;
  readonly timeZone: string;
  /** The price of a year, in minor units of the contract's currency. */
  readonly yearlyMinor: bigint;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  readonly endReason: EndReason;
  /** null: it came with the product, as a warranty. */
  readonly contract: { readonly contractId: string; readonly lineId: string; readonly amendmentId: string } | null;
};

/** Adds or changes contracts. Their account stays: another account's contract is a transfer, which is an amendment (COV8). */
export async function recordContracts(ctx: Context, contracts: readonly ContractRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "contracts.record");
  const db: Tables = ctx.tx;
  const rows = contracts.map((contract) => ({ ...contract, numberKey: nameKey(contract.number) }));
  await inChunks(rows, (json) => writeContracts(db, json, ctx.now), step);
}

async function writeContracts(db: Tables, json: string, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into contract (id, number, number_key, account_id, plan_id, currency, time_zone, billing_every, billing_timing,
      starts_on, ends_before, signed_on, cancelled_on, renewal_of, recorded_at)
    select id, number, "numberKey", "accountId", "planId", currency, "timeZone", "billingEvery", "billingTiming",
      "startsOn", "endsBefore", "signedOn", "cancelledOn", "renewalOf", ${now}
    from json_to_recordset(${json}::json)
      as r(id uuid, number text, "numberKey" text, "accountId" uuid, "planId" uuid, currency text, "timeZone" text,
           "billingEvery" text, "billingTiming" text, "startsOn" date, "endsBefore" date, "signedOn" date, "cancelledOn" date, "renewalOf" text)
    on conflict (id) do update set
      number = excluded.number, number_key = excluded.number_key, plan_id = excluded.plan_id, currency = excluded.currency,
      time_zone = excluded.time_zone, billing_every = excluded.billing_every, billing_timing = excluded.billing_timing,
      starts_on = excluded.starts_on, ends_before = excluded.ends_before, signed_on = excluded.signed_on,
      cancelled_on = excluded.cancelled_on, renewal_of = excluded.renewal_of, recorded_at = excluded.recorded_at`.execute(db);
}

/** Adds or changes lines: what they are about, not what they cover on which day, which is for {@link recordCoverages}. */
export async function recordLines(ctx: Context, lines: readonly LineRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "contracts.record");
  const db: Tables = ctx.tx;
  await inChunks(lines, (json) => writeLines(db, json), step);
}

async function writeLines(db: Tables, json: string): Promise<void> {
  await sql`
    insert into contract_line (id, contract_id, number, service, subject_kind, asset_id, product_id, site_id, covers_parts,
      covers_sub_accounts, starts_on, ends_before, removed_on)
    select id, "contractId", number, service, "subjectKind", "assetId", "productId", "siteId", "coversParts",
      "coversSubAccounts", "startsOn", "endsBefore", "removedOn"
    from json_to_recordset(${json}::json)
      as r(id uuid, "contractId" uuid, number text, service text, "subjectKind" text, "assetId" uuid, "productId" uuid, "siteId" uuid,
           "coversParts" boolean, "coversSubAccounts" boolean, "startsOn" date, "endsBefore" date, "removedOn" date)
    on conflict (id) do update set
      service = excluded.service, subject_kind = excluded.subject_kind, asset_id = excluded.asset_id, product_id = excluded.product_id,
      site_id = excluded.site_id, covers_parts = excluded.covers_parts, covers_sub_accounts = excluded.covers_sub_accounts,
      starts_on = excluded.starts_on, ends_before = excluded.ends_before, removed_on = excluded.removed_on`.execute(db);
}

/** Adds amendments, by the actor, as recorded now; each contract's revision is one more. */
export async function recordAmendments(ctx: Context, amendments: readonly AmendmentRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "contracts.record");
  const db: Tables = ctx.tx;
  await inChunks(
    amendments,
    (json) =>
      sql`
      with said as (
        select * from json_to_recordset(${json}::json)
          as r(id uuid, "contractId" uuid, kind text, "effectiveOn" date, payload jsonb, reason text, header jsonb, lines jsonb)),
      counted as (
        update contract set revision = revision + 1 from (select distinct "contractId" from said) as amended where contract.id = amended."contractId")
      insert into amendment (id, contract_id, kind, effective_on, payload, reason, header, lines, author_id, author_name, recorded_at)
      select id, "contractId", kind, "effectiveOn", payload, reason, header, coalesce(lines, '[]'), ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now}
      from said`.execute(db),
    step,
  );
}

/** Adds coverage, believed from now on. The database refuses an overlap (COV2: exclusion `coverage_never_overlaps`). */
export async function recordCoverages(ctx: Context, coverages: readonly CoverageRecord[], step?: Step): Promise<void> {
  permit(ctx.actor, "contracts.record");
  const db: Tables = ctx.tx;
  const rows = coverages.map(({ contract, productId, ...coverage }) => ({
    ...coverage,
    ...contract,
    source: contract === null ? "warranty" : "contract",
    productId: productId ?? noProduct,
  }));
  await inChunks(rows, (json) => writeCoverages(db, json, ctx.now), step);
}

/** Stands for "no product" where a column takes part in a key and so cannot be null. */
export const noProduct = "00000000-0000-0000-0000-000000000000";

async function writeCoverages(db: Tables, json: string, now: Temporal.Instant): Promise<void> {
  await sql`
    insert into coverage (id, source, account_id, contract_id, line_id, line_number, subject_kind, subject_id, product_id, covers_parts,
      covers_sub_accounts, service, plan_id, time_zone, yearly_minor, valid, end_reason, recorded, amendment_id)
    select id, source, "accountId", "contractId", "lineId", (select number from contract_line where id = "lineId"), "subjectKind", "subjectId", "productId", "coversParts",
      "coversSubAccounts", service, "planId", "timeZone", "yearlyMinor", daterange("startsOn", "endsBefore"), "endReason",
      tstzrange(${now}, null), "amendmentId"
    from json_to_recordset(${json}::json)
      as r(id uuid, source text, "accountId" uuid, "contractId" uuid, "lineId" uuid, "subjectKind" text, "subjectId" uuid,
           "productId" uuid, "coversParts" boolean, "coversSubAccounts" boolean, service text, "planId" uuid, "timeZone" text,
           "yearlyMinor" bigint, "startsOn" date, "endsBefore" date, "endReason" text, "amendmentId" uuid)`.execute(db);
}

/** A belief that ends: the coverage, and the amendment that corrects it (null for a warranty). */
export type ClosedBelief = { readonly coverageId: string; readonly endedBy: string | null };

/** Ends the belief in coverages as of now; what was believed stays readable (COV9). */
export async function closeCoverages(ctx: Context, closed: readonly ClosedBelief[], step?: Step): Promise<void> {
  permit(ctx.actor, "contracts.record");
  const db: Tables = ctx.tx;
  await inChunks(
    closed,
    (json) =>
      sql`
      update coverage set recorded = tstzrange(lower(recorded), ${ctx.now}), ended_by = r."endedBy"
      from json_to_recordset(${json}::json) as r("coverageId" uuid, "endedBy" uuid)
      where coverage.id = r."coverageId" and upper_inf(recorded)`.execute(db),
    step,
  );
}
