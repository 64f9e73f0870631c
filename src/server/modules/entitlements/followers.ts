/** What followed a contract: those that say they renew it, those that renew these, and so on. */

import { sql } from "kysely";
import type { ContractFact } from "#core/entitlement/facts.ts";
import type { Context } from "#platform/context.ts";

/** By the id of each contract: contracts of the same account, by their start. A circle of renewals ends where it began. */
export async function loadFollowers(
  ctx: Context,
  contractIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ContractFact[]>> {
  const { rows } = await sql<ContractFact & { readonly first: string }>`
    with recursive chain (first, id, number, account_id) as (
      select id, id, number, account_id from contract where id = any(${contractIds}::uuid[])
      union
      select c.first, f.id, f.number, f.account_id from chain c
      join contract f on f.account_id = c.account_id and upper(f.renewal_of) = upper(c.number)
    )
    select c.first, k.id, k.number, k.starts_on as "startsOn", least(k.ends_before, k.cancelled_on + 1) as "endsBefore", k.account_id as "accountId",
      k.time_zone as "timeZone"
    from chain c join contract k on k.id = c.id where c.id <> c.first order by k.starts_on, k.number`.execute(ctx.tx);
  const byFirst = Map.groupBy(rows, ({ first }) => first);
  return new Map([...byFirst].map(([first, followers]) => [first, followers.map(({ first: _, ...contract }) => contract)]));
}
