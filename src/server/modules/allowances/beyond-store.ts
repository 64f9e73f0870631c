/** SQL of use beyond allowances. */

import { sql, type Kysely } from "kysely";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { PlanAllowance } from "#core/entitlement/terms.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

/** `plan_version` belongs to plans and tells the rates. */
type Tables = Kysely<Pick<DB, "allowance" | "allowance_lot" | "allowance_entry" | "plan_version">>;

export type UsedRow = {
  readonly contractId: string;
  readonly planId: string;
  readonly key: string;
  readonly lotId: string;
  readonly on: IsoDate;
  readonly quantity: number;
};

/** What stands as consumed beyond the allowances of these contracts, by lot and the day on which each use last drew. */
export async function selectUsedBeyond(db: Tables, contractIds: Iterable<string>): Promise<UsedRow[]> {
  const { rows } = await sql<Omit<UsedRow, "quantity"> & { quantity: bigint }>`
    with drawn as (
      select entry.lot_id, max(on_day) filter (where entry.kind = 'consume') as on_day,
        sum(case entry.kind when 'consume' then quantity when 'give_back' then -quantity else 0 end) as quantity
      from allowance join allowance_lot lot on lot.allowance_id = allowance.id and lot.kind = 'beyond' and lot.consumed > 0
      join allowance_entry entry on entry.allowance_id = allowance.id and entry.lot_id = lot.id
      where contract_id in ${idSetOf(contractIds)} and entry.use_id is not null
      group by entry.lot_id, entry.use_id)
    select contract_id as "contractId", plan_id as "planId", key, lot.id as "lotId", on_day as "on", sum(quantity)::bigint as quantity
    from drawn join allowance_lot lot on lot.id = drawn.lot_id join allowance on allowance.id = lot.allowance_id
    where quantity > 0
    group by contract_id, plan_id, key, lot.id, on_day order by lot.id, on_day`.execute(db);
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
}

export type AllowancesFrom = { readonly effectiveOn: IsoDate; readonly allowances: readonly PlanAllowance[] };

/** The allowances of plans by version, in the order of their days; of two of one day the later stands last. */
export async function selectVersions(db: Tables, planIds: Iterable<string>): Promise<Map<string, AllowancesFrom[]>> {
  const { rows } = await sql<AllowancesFrom & { planId: string }>`
    select plan_id as "planId", effective_on as "effectiveOn", terms->'allowances' as allowances from plan_version
    where plan_id in ${idSetOf(planIds)} order by effective_on, version`.execute(db);
  return Map.groupBy(rows, ({ planId }) => planId);
}
