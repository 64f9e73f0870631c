/** Contracts that were found to be as finance has them (ENT8). */

import { sql, type Kysely } from "kysely";
import type { Context } from "#platform/context.ts";
import { inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";

type Tables = Kysely<Pick<DB, "contract" | "contract_reconciliation">>;

export type Compared = {
  /** The day on which somebody compared; today, in UTC, when left out. */
  readonly on?: string | undefined;
  readonly note: string;
};

export type Reconciled = {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly on: string;
  readonly by: string;
};

/** Records that the contract is as finance has it. Throws `not_found`, and `refused` for a draft or a day to come. */
export async function reconcileContract(ctx: Context, id: string, compared: Compared): Promise<Reconciled> {
  permit(ctx.actor, "contracts.reconcile");
  const db: Tables = ctx.tx;
  const contract = await db.selectFrom("contract").where("id", "=", id).select(["number", "signed_on"]).executeTakeFirst();
  if (contract === undefined) throw new Problem("not_found", "There is no such contract.");
  if (contract.signed_on === null) throw refused("/body", "A draft is not in finance's books yet. Sign it first.");
  const on = compared.on ?? todayOf(ctx);
  if (on > todayOf(ctx)) throw refused("/body/on", "Nobody has compared it yet on a day to come.");
  await reconcileContracts(ctx, [id], { on, note: compared.note });
  return { contractId: id, contractNumber: contract.number, on, by: ctx.actor.name };
}

/**
 * The same for many contracts at once, such as those of a register that was imported: drafts are left out, and those of which it is
 * recorded for that day already.
 */
export async function reconcileContracts(
  ctx: Context,
  ids: readonly string[],
  { on = todayOf(ctx), note }: Compared,
): Promise<void> {
  permit(ctx.actor, "contracts.reconcile");
  const rows = [...new Set(ids)].map((contractId) => ({ id: ctx.newId(), contractId }));
  await inChunks(rows, (json) => write(ctx, json, on, note));
}

async function write(ctx: Context, json: string, on: string, note: string): Promise<void> {
  const db: Tables = ctx.tx;
  await sql`
    insert into contract_reconciliation (id, contract_id, reconciled_on, note, author_id, author_name, recorded_at)
    select r.id, contract.id, ${on}::date, ${note}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now}
    from json_to_recordset(${json}::json) as r (id uuid, "contractId" uuid)
      join contract on contract.id = r."contractId" and contract.signed_on is not null
    where not exists (
      select from contract_reconciliation known where known.contract_id = contract.id and known.reconciled_on = ${on}::date)`.execute(
    db,
  );
}

function todayOf({ now }: Context): string {
  return now.toZonedDateTimeISO("UTC").toPlainDate().toString();
}

function refused(pointer: string, message: string): Problem {
  return new Problem("refused", message, { rule: "ENT8", errors: [{ pointer, message }] });
}
