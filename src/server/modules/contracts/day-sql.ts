/** What a contract is on a day, in SQL, where lists are filtered and sorted by it. Each speaks of a row named `contract`. */

import { sql, type RawBuilder } from "kysely";
import type { ContractState } from "#core/coverage/state.ts";

export type DaySql = RawBuilder<string>;

/** The day asked for, or the one that it is at `now` by the contract's own midnights (COV4). */
export const dayAt = (now: Temporal.Instant, at: string | undefined): DaySql =>
  at === undefined ? sql`(${now}::timestamptz at time zone contract.time_zone)::date` : sql`${at}::date`;

/** Whose it is on the day, by its transfers. */
export const holderOn = (day: DaySql): RawBuilder<string> => sql`contract_account_on(contract, ${day})`;

/** Leaves out, by an index, most of what {@link holderOn} cannot say of the account on any day. */
export const mayBeHeldBy = (accountId: string): RawBuilder<boolean> =>
  sql`(contract.account_id = ${accountId} or contract.accounts is not null)`;

/** The first day no longer covered: of the term, or after the cancellation (COV3); null: open-ended. */
export const lastsBefore: RawBuilder<string | null> = sql`least(contract.ends_before, contract.cancelled_on + 1)`;

/** COV5 in SQL; `contractState` of core says the same of a row. */
export const stateOn = (day: DaySql): RawBuilder<ContractState> => sql`case
  when contract.signed_on is null then 'draft'
  when contract.cancelled_on < ${day} and (contract.ends_before is null or contract.cancelled_on < contract.ends_before - 1) then 'cancelled'
  when contract.ends_before <= ${day} then 'ended'
  when ${day} < contract.starts_on then 'signed'
  when exists (select from jsonb_to_recordset(contract.suspensions) as days("startsOn" date, "endsBefore" date)
    where days."startsOn" <= ${day} and (days."endsBefore" is null or ${day} < days."endsBefore")) then 'suspended'
  else 'in_force' end`;

/** What is agreed for the day, a year: of a contract to come for its first day, of one that is over for its last. */
export const yearlyOn = (day: DaySql): RawBuilder<bigint> => sql`coalesce((
  select sum(yearly_minor)::bigint from coverage
  where coverage.contract_id = contract.id and upper_inf(coverage.recorded)
    and coverage.valid @> greatest(contract.starts_on, least(${day}, ${lastsBefore} - 1))), 0::bigint)`;

/** In its notice period, and no other contract follows it. */
export const noticeDueOn = (day: DaySql): RawBuilder<boolean> => sql`coalesce(
  ${stateOn(day)} in ('in_force', 'suspended') and contract.cancelled_on is null and contract.ends_before - contract.notice_days <= ${day}
    and not exists (select from contract as next where upper(next.renewal_of) = upper(contract.number)), false)`;

/** Lines in their days that cover nothing on this day or later, other than by having been removed. */
export const idleLinesOn = (day: DaySql): RawBuilder<number> => sql`case when ${stateOn(day)} <> 'in_force' then 0 else (
  select count(*)::int from contract_line as line
  where line.contract_id = contract.id and not line.withdrawn and line.removed_on is null
    and line.starts_on <= ${day} and (line.ends_before is null or ${day} < line.ends_before)
    and not exists (select from coverage where coverage.line_id = line.id and upper_inf(coverage.recorded)
      and (upper_inf(coverage.valid) or upper(coverage.valid) > ${day} or coverage.end_reason <> 'term'))) end`;

export const retiredAssetsOn = (day: DaySql): RawBuilder<number> => sql`(
  select count(distinct asset.id)::int from coverage join asset on asset.id = coverage.subject_id and asset.status = 'retired'
  where coverage.contract_id = contract.id and upper_inf(coverage.recorded) and coverage.valid @> ${day} and not coverage.suspended)`;

/** Amendments that stand and take effect after the day. One that was taken back stands again when that was taken back. */
export const amendmentsAfter = (day: DaySql): RawBuilder<number> => sql`(
  select count(*)::int from amendment
  where amendment.contract_id = contract.id and amendment.effective_on > ${day} and amendment.kind not in ('activate', 'reverse')
    and not exists (select from amendment as back where back.reverses = amendment.id
      and not exists (select from amendment as again where again.reverses = back.id)))`;
