/** What is recorded under contract numbers and subjects that somebody else brings, a whole sheet of them at once. */

import { sql } from "kysely";
import { nameKey } from "#core/identification/keys.ts";
import type { EndReason, IsoDate } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { idSetOf, setOf } from "#platform/db/bulk.ts";
import { permit } from "#platform/permit.ts";
import { noProduct, type ContractRecord, type LineRecord } from "./record.ts";

/** The contracts with these numbers, by their {@link nameKey}. */
export async function contractsByNumber(ctx: Context, numbers: Iterable<string>): Promise<Map<string, ContractRecord>> {
  permit(ctx.actor, "contracts.read");
  const { rows } = await sql<ContractRecord>`
    select id, number, account_id as "accountId", plan_id as "planId", currency, time_zone as "timeZone",
      billing_every as "billingEvery", billing_timing as "billingTiming", starts_on as "startsOn", ends_before as "endsBefore",
      signed_on as "signedOn", cancelled_on as "cancelledOn", renewal_of as "renewalOf"
    from contract where number_key in ${setOf(Array.from(numbers, nameKey))}`.execute(ctx.tx);
  return new Map(rows.map((row) => [nameKey(row.number), row]));
}

/** The lines of these contracts. */
export async function linesOfContracts(ctx: Context, contractIds: Iterable<string>): Promise<LineRecord[]> {
  permit(ctx.actor, "contracts.read");
  const { rows } = await sql<LineRecord>`
    select id, contract_id as "contractId", number, service, subject_kind as "subjectKind", asset_id as "assetId",
      product_id as "productId", site_id as "siteId", covers_parts as "coversParts", covers_sub_accounts as "coversSubAccounts",
      starts_on as "startsOn", ends_before as "endsBefore", removed_on as "removedOn"
    from contract_line where contract_id in ${idSetOf(contractIds)}`.execute(ctx.tx);
  return rows;
}

/** A coverage as believed now. */
export type BelievedCoverage = {
  readonly id: string;
  /** null for a warranty, as are the two numbers. */
  readonly lineId: string | null;
  readonly contractNumber: string | null;
  readonly lineNumber: string | null;
  readonly subjectId: string;
  /** null unless a product at an account is covered. */
  readonly productId: string | null;
  readonly service: string;
  readonly planId: string;
  readonly timeZone: string;
  readonly yearlyMinor: bigint;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  readonly endReason: EndReason;
};

const believed = sql`
  select coverage.id, line_id as "lineId", contract.number as "contractNumber", contract_line.number as "lineNumber",
    subject_id as "subjectId", nullif(coverage.product_id, ${noProduct}) as "productId", coverage.service, coverage.plan_id as "planId",
    coverage.time_zone as "timeZone", yearly_minor as "yearlyMinor", lower(valid) as "startsOn", upper(valid) as "endsBefore",
    end_reason as "endReason"
  from coverage left join contract on contract.id = coverage.contract_id left join contract_line on contract_line.id = coverage.line_id
  where upper_inf(recorded)`;

/** What contracts are believed to cover of these subjects, and all that these contracts cover. */
export async function contractCoverage(
  ctx: Context,
  subjectIds: Iterable<string>,
  contractIds: Iterable<string>,
): Promise<BelievedCoverage[]> {
  permit(ctx.actor, "contracts.read");
  const { rows } = await sql<BelievedCoverage>`
    ${believed} and coverage.source = 'contract' and subject_id in ${idSetOf(subjectIds)}
    union
    ${believed} and coverage.source = 'contract' and coverage.contract_id in ${idSetOf(contractIds)}`.execute(ctx.tx);
  return rows;
}

/** The warranties that these assets are believed to have. */
export async function warrantiesOfAssets(ctx: Context, assetIds: Iterable<string>): Promise<BelievedCoverage[]> {
  permit(ctx.actor, "contracts.read");
  const { rows } = await sql<BelievedCoverage>`
    ${believed} and coverage.source = 'warranty' and subject_id in ${idSetOf(assetIds)}`.execute(ctx.tx);
  return rows;
}

/** The price of a year last recorded for lines that cover no day at present. */
export async function lastPrices(ctx: Context, lineIds: Iterable<string>): Promise<Map<string, bigint>> {
  permit(ctx.actor, "contracts.read");
  const { rows } = await sql<{ lineId: string; yearlyMinor: bigint }>`
    select distinct on (line_id) line_id as "lineId", yearly_minor as "yearlyMinor"
    from coverage where line_id in ${idSetOf(lineIds)} order by line_id, lower(recorded) desc`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.lineId, row.yearlyMinor]));
}
