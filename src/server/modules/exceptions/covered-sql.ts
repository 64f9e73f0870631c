/** What covers, or covered, that which an exception was about, in SQL. Each speaks of rows named `exception`, `asset` and `ticket`. */

import { sql, type RawBuilder } from "kysely";

/** The product that it is about and those above it. */
const branch: RawBuilder<string> = sql`(
  with recursive up (id, parent_id) as (
    select id, parent_id from product where id = coalesce(asset.product_id, ticket.product_id)
    union select product.id, product.parent_id from product join up on product.id = up.parent_id)
  select id from up)`;

/** Whether a row named `coverage` reaches it: the asset itself, its site, its account, or its product at the account. */
export const reaches: RawBuilder<boolean> = sql`(
  coverage.subject_id = any (array[asset.id, asset.site_id, exception.account_id]) and case coverage.subject_kind
    when 'asset' then coverage.subject_id = asset.id
    when 'site' then coverage.subject_id = asset.site_id
    when 'account' then coverage.subject_id = exception.account_id
    else coverage.subject_id = exception.account_id and coverage.product_id in ${branch} end)`;

/** The day on which it was opened, as the zone of a row named `coverage` has it. */
const openedOn = sql`(exception.opened_at at time zone coverage.time_zone)::date`;

/**
 * The contract that covers an open exception after all, its id or null: one that was recorded after it, and of which nothing covered that
 * subject as was known when it was opened. It may have begun before, or on a day to come.
 */
export const coveredBy: RawBuilder<string | null> = sql`(
  select coverage.contract_id from coverage
  where exception.status = 'open' and coverage.source = 'contract' and upper_inf(coverage.recorded)
    and lower(coverage.recorded) > exception.opened_at and not coverage.suspended
    and (upper_inf(coverage.valid) or upper(coverage.valid) > ${openedOn}) and ${reaches}
    and not exists (
      select from coverage was
      where was.subject_id = coverage.subject_id and was.product_id = coverage.product_id and was.service = coverage.service
        and was.source = 'contract' and was.recorded @> exception.opened_at and was.valid @> ${openedOn})
  order by lower(coverage.valid), coverage.contract_id limit 1)`;
