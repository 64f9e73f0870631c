import { sql, type Kysely } from "kysely";
import type { ConfidenceFacts } from "#core/confidence/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { jsonOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

/** Read as their modules record them; none of it is this module's own, but the decisions that were overturned. */
type Tables = Kysely<
  Pick<
    DB,
    | "account"
    | "asset"
    | "asset_verification"
    | "product"
    | "contract"
    | "contract_reconciliation"
    | "amendment"
    | "decision"
    | "decision_overturn"
    | "ticket"
  >
>;

/** A day, and the instant before which something was recorded that counts on it. */
export type Moment = { readonly on: IsoDate; readonly before: Temporal.Instant };

/** Decisions of so many days count: what was wrong years ago has been put right, or shows elsewhere. */
const decisionDays = 365;

export type FactsOfAccount = ConfidenceFacts & { readonly accountId: string; readonly accountName: string; readonly on: IsoDate };

/**
 * What the records of accounts were like at these moments, in one statement, however many there are: of all accounts where none are
 * named. Assets that are retired do not count; contracts count on the days on which they are in force; verifications and
 * reconciliations from when they were recorded. A serial that was seen counts until another is recorded.
 */
export async function selectFacts(
  db: Tables,
  accountIds: readonly string[] | "all",
  moments: readonly Moment[],
): Promise<FactsOfAccount[]> {
  const within = (column: string) => (accountIds === "all" ? sql`true` : sql`${sql.ref(column)} = any(${accountIds}::uuid[])`);
  const { rows } = await sql<FactsOfAccount>`
    with moment as materialized (
      select m."on", m.before from json_to_recordset(${jsonOf(moments)}::json) as m ("on" date, before timestamptz)
    ), known_assets as (
      select asset.account_id, moment."on", count(*)::int as assets, count(*) filter (where exists (
          select from asset_verification seen
          where seen.asset_id = asset.id and seen.recorded_at < moment.before
            and (seen.serial_plain is not distinct from asset.serial_plain or asset.recorded_at >= moment.before)
        ))::int as verified
      from asset join moment on asset.known_since < moment.before
      where asset.status <> 'retired' and ${within("asset.account_id")}
      group by 1, 2
    ), agreed as (
      select contract_account_on(contract, moment."on") as account_id, moment."on", json_agg((
          select max(found.reconciled_on) from contract_reconciliation found
          where found.contract_id = contract.id and found.recorded_at < moment.before)) as reconciled
      from contract join moment on contract.signed_on is not null and contract.starts_on <= moment."on"
        and coalesce(moment."on" < least(contract.ends_before, contract.cancelled_on + 1), true)
      where (${within("contract.account_id")} or contract.accounts is not null)
        and exists (select from amendment where amendment.contract_id = contract.id and amendment.recorded_at < moment.before)
      group by 1, 2
    ), decided as (
      select decision.account_id, moment."on", count(*)::int as decisions, count(overturned.decision_id)::int as overturned
      from moment join decision on decision.decided_at < moment.before
          and decision.decided_at >= moment.before - make_interval(days => ${decisionDays}) and ${within("decision.account_id")}
        left join decision_overturn overturned on overturned.decision_id = decision.id and overturned.recorded_at < moment.before
      group by 1, 2
    )
    select account.id as "accountId", account.name as "accountName", moment."on",
      coalesce(known_assets.assets, 0) as assets, coalesce(known_assets.verified, 0) as "assetsVerified",
      coalesce(agreed.reconciled, '[]') as "reconciledOn",
      coalesce(decided.decisions, 0) as decisions, coalesce(decided.overturned, 0) as "decisionsOverturned"
    from account cross join moment
      left join known_assets on known_assets.account_id = account.id and known_assets."on" = moment."on"
      left join agreed on agreed.account_id = account.id and agreed."on" = moment."on"
      left join decided on decided.account_id = account.id and decided."on" = moment."on"
    where ${within("account.id")}
    order by account.name_key, account.id, moment."on"`.execute(db);
  return rows;
}

export type UnverifiedRow = {
  readonly assetId: string;
  readonly serial: string | null;
  readonly tag: string | null;
  readonly productName: string | null;
};

/** Assets whose serial nobody has seen; first those that tickets of the last year were about most. */
export async function selectUnverified(
  db: Tables,
  accountId: string,
  since: Temporal.Instant,
  limit: number,
): Promise<UnverifiedRow[]> {
  const { rows } = await sql<UnverifiedRow>`
    select asset.id as "assetId", asset.serial, asset.tag, product.name as "productName"
    from asset left join product on product.id = asset.product_id
      left join lateral (
        select count(*) as tickets from ticket where ticket.asset_id = asset.id and ticket.opened_at >= ${since}) asked on true
    where asset.account_id = ${accountId} and asset.status <> 'retired' and not exists (
      select from asset_verification seen where seen.asset_id = asset.id and seen.serial_plain is not distinct from asset.serial_plain)
    order by asked.tickets desc, coalesce(asset.serial_plain, '~' || asset.tag_key), asset.id limit ${limit}`.execute(db);
  return rows;
}

export type UnreconciledRow = {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly reconciledOn: IsoDate | null;
};

/** Contracts in force on the day that were not reconciled on `since` or later; those never reconciled first. */
export async function selectUnreconciled(
  db: Tables,
  accountId: string,
  { on, since, limit }: { readonly on: IsoDate; readonly since: IsoDate; readonly limit: number },
): Promise<UnreconciledRow[]> {
  const { rows } = await sql<UnreconciledRow>`
    select contract.id as "contractId", contract.number as "contractNumber", last.on as "reconciledOn"
    from contract left join lateral (
      select max(found.reconciled_on) as on from contract_reconciliation found where found.contract_id = contract.id) last on true
    where (contract.account_id = ${accountId} or contract.accounts is not null)
      and contract_account_on(contract, ${on}::date) = ${accountId} and contract.signed_on is not null and contract.starts_on <= ${on}::date
      and coalesce(${on}::date < least(contract.ends_before, contract.cancelled_on + 1), true)
      and (last.on is null or last.on < ${since}::date)
    order by last.on nulls first, contract.number_key limit ${limit}`.execute(db);
  return rows;
}
