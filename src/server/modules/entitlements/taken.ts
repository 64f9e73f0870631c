/** What one use has of allowances, and facts without it: nothing stands in its own way. */

import { sql, type Kysely } from "kysely";
import type { LotBalance } from "#core/allowances/index.ts";
import { localDays } from "#core/coverage/in-force.ts";
import type { Facts } from "#core/entitlement/facts.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "allowance_entry">>;

/** What a use has of a lot by entries that count on one day. */
export type TakenOn = { readonly lotId: string; readonly on: string; readonly held: number; readonly consumed: number };

/** What these uses have of lots, by the use's id. */
export async function selectTaken(db: Tables, useIds: Iterable<string>): Promise<Map<string, TakenOn[]>> {
  const { rows } = await sql<Omit<TakenOn, "held" | "consumed"> & { useId: string; held: unknown; consumed: unknown }>`
    select use_id as "useId", lot_id as "lotId", on_day as "on",
      sum(case kind when 'hold' then quantity when 'release' then -quantity else 0 end) as held,
      sum(case kind when 'consume' then quantity when 'give_back' then -quantity else 0 end) as consumed
    from allowance_entry where use_id in ${idSetOf(useIds)} group by use_id, lot_id, on_day`.execute(db);
  const numbered = rows.map(({ held, consumed, ...row }) => ({ ...row, held: Number(held), consumed: Number(consumed) }));
  return Map.groupBy(numbered, ({ useId }) => useId);
}

/** The facts without what the use has of the lots, on the day asked about. */
export function withoutTaken(facts: Facts, taken: readonly TakenOn[]): Facts {
  if (taken.length === 0) return facts;
  const [dayIn, knownOn] = [localDays(facts.at), localDays(facts.knownAt)];
  const zones = new Map(facts.contracts.map(({ id, timeZone }) => [id, timeZone]));
  const lots = facts.lots.map((of) => {
    const timeZone = zones.get(of.contractId)!;
    const [on, today] = [dayIn(timeZone), knownOn(timeZone)];
    const own = taken.filter((one) => on >= today || one.on <= on);
    return { ...of, lots: of.lots.map((lot) => without(lot, own)) };
  });
  return { ...facts, lots };
}

function without(lot: LotBalance, taken: readonly TakenOn[]): LotBalance {
  let { held, consumed } = lot;
  for (const own of taken) {
    if (own.lotId !== lot.id) continue;
    held -= own.held;
    consumed -= own.consumed;
  }
  return { ...lot, held, consumed };
}
