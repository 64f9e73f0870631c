/** SQL of what work draws: which contracts grant minutes or money, and the work that is booked to them. */

import { sql, type Kysely } from "kysely";
import type { Work } from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import type { DB } from "#platform/db/database.ts";
import { idSetOf } from "#platform/db/bulk.ts";

/** All but the allowances belong to other modules, and tell what work was done under which terms. */
type Tables = Kysely<
  Pick<DB, "allowance" | "contract" | "plan_version" | "work_entry" | "work_booking" | "ticket" | "account" | "product">
>;

/** A plan of which work of a contract draws, or once drew, with the versions that have come into force. */
export type WorkPlan = {
  readonly contractId: string;
  readonly planId: string;
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate | null;
  readonly timeZone: string;
  /** In the order of their days; of two of one day the later stands. */
  readonly versions: readonly { readonly effectiveOn: IsoDate; readonly terms: Pick<PlanTerms, "hours" | "allowances"> }[];
};

/** The plans of these contracts that grant something to work. Mostly there are none. */
export async function selectWorkPlans(db: Tables, contractIds: Iterable<string>, at: Temporal.Instant): Promise<WorkPlan[]> {
  const ids = idSetOf(contractIds);
  const { rows } = await sql<WorkPlan>`
    with named as (
      select contract_id, plan_id from work_booking where contract_id in ${ids} and plan_id is not null
      union select contract_id, plan_id from allowance where contract_id in ${ids})
    select contract.id as "contractId", named.plan_id as "planId", starts_on as "startsOn",
      least(ends_before, cancelled_on + 1) as "endsBefore", time_zone as "timeZone",
      (select coalesce(json_agg(version order by "effectiveOn"), '[]') from (
        select distinct on (effective_on) effective_on as "effectiveOn",
          jsonb_build_object('hours', terms->'hours', 'allowances', terms->'allowances') as terms
        from plan_version
        where plan_id = named.plan_id and effective_on <= (${at}::timestamptz at time zone contract.time_zone)::date
        order by effective_on, plan_version.version desc) version) as versions
    from named join contract on contract.id = named.contract_id
    where exists (
      select from plan_version
      where plan_id = named.plan_id and terms @? '$.allowances[*] ? (@.unit != "tickets")')`.execute(db);
  return rows;
}

/** Work that stands, with what it was about. */
export type BookedWork = Omit<Work, "outOfHours" | "productPath"> & {
  readonly contractId: string;
  readonly planId: string;
  readonly productId: string | null;
  /** Whose hours the ticket is served in. */
  readonly accountZone: string;
};

/** All work that is booked to these contracts. */
export async function selectBookedWork(db: Tables, contractIds: Iterable<string>): Promise<BookedWork[]> {
  const { rows } = await sql<Omit<BookedWork, "startedAt"> & { startedAt: Temporal.Instant | null }>`
    select entry.id, booking.contract_id as "contractId", booking.plan_id as "planId", booked_on as "on", started_at as "startedAt",
      minutes, entry.kind, ticket.channel, ticket.severity, ticket.product_id as "productId",
      coalesce(account.time_zone, 'UTC') as "accountZone"
    from work_booking booking join work_entry entry on entry.id = entry_id join ticket on ticket.id = ticket_id
    left join account on account.id = ticket.account_id
    where removed_at is null and upper_inf(recorded) and booking.contract_id in ${idSetOf(contractIds)}
      and booking.plan_id is not null`.execute(db);
  return rows.map((row) => ({ ...row, startedAt: row.startedAt?.toString() ?? null }));
}

/** Products as paths: itself, then its ancestors, by its id. */
export async function selectProductPaths(db: Tables, ids: Iterable<string>): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; path: string[] }>`
    with recursive above (id, at, step) as (
      select id, id, 0 from product where id in ${idSetOf(ids)}
      union all select above.id, product.parent_id, step + 1 from above join product on product.id = above.at
      where product.parent_id is not null)
    select id, json_agg(at order by step) as path from above group by id`.execute(db);
  return new Map(rows.map(({ id, path }) => [id, path]));
}
