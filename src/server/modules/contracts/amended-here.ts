/** What people changed here since it was imported: another import of the same must not silently take it back. */

import { sql } from "kysely";
import type { Context } from "#platform/context.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import { permit } from "#platform/permit.ts";

/** Who changed it last, and on which day (UTC). */
export type ChangedBy = { readonly by: string; readonly on: string };

export type AmendedHere = {
  /** Contracts that were made, amended or given other terms here. */
  readonly contracts: ReadonlyMap<string, ChangedBy>;
  /** Lines of which amendments made here recorded or ended something. */
  readonly lines: ReadonlyMap<string, ChangedBy>;
  /** Contracts of which a line by itself says too little: drafts made here, what is suspended on some days, what changed hands. */
  readonly closed: ReadonlySet<string>;
};

type Row = { readonly id: string; readonly by: string; readonly at: Temporal.Instant };

/** What of these contracts was changed here, by people or by programs with their keys. */
export async function amendedHere(ctx: Context, contractIds: Iterable<string>): Promise<AmendedHere> {
  permit(ctx.actor, "contracts.read");
  const ids = [...contractIds];
  const { rows: contracts } = await sql<Row>`
    select distinct on (id) id, by, at from (
      select contract_id as id, author_name as by, recorded_at as at from amendment
        where contract_id in ${idSetOf(ids)} and origin <> 'import'
      union all
      select contract_id, author_name, recorded_at from contract_change
        where contract_id in ${idSetOf(ids)} and field = 'renewal_of'
      union all
      select contract_id, 'whoever drafted it', contract.recorded_at from contract_draft join contract on contract.id = contract_id
        where contract_id in ${idSetOf(ids)}) as changed
    order by id, at desc`.execute(ctx.tx);
  const { rows: lines } = await sql<Row>`
    select distinct on (coverage.line_id) coverage.line_id as id, amendment.author_name as by, amendment.recorded_at as at
    from coverage join amendment on amendment.id in (coverage.amendment_id, coverage.ended_by)
    where coverage.contract_id in ${idSetOf(ids)} and amendment.origin <> 'import'
    order by coverage.line_id, amendment.recorded_at desc`.execute(ctx.tx);
  const { rows: closed } = await sql<{ id: string }>`
    select id from contract where id in ${idSetOf(ids)}
      and (suspensions <> '[]' or accounts is not null or exists (select from contract_draft where contract_id = contract.id))`.execute(
    ctx.tx,
  );
  return { contracts: byId(contracts), lines: byId(lines), closed: new Set(closed.map(({ id }) => id)) };
}

function byId(rows: readonly Row[]): Map<string, ChangedBy> {
  return new Map(rows.map(({ id, by, at }) => [id, { by, on: at.toZonedDateTimeISO("UTC").toPlainDate().toString() }]));
}
