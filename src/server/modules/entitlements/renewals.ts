/** What covered a subject until it ended, and what that cost: what a renewal would (ENT6). */

import { sql, type Kysely } from "kysely";
import type { Coverage } from "#core/coverage/coverage.ts";
import type { RenewalFact } from "#core/entitlement/facts.ts";
import { compareText } from "#core/order.ts";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

type Tables = Kysely<Pick<DB, "coverage" | "contract">>;

/** The last ones to end that are priced: one at each scope would do, and nobody has more than these. */
const maxLapsed = 4;

/** The ids of what contracts covered last, where none of them covers on `day`; else none. */
export function lapsedOn(coverages: readonly Coverage[], day: string): readonly string[] {
  const ofContracts = coverages.filter(({ source }) => source.kind === "contract");
  const isCovered = ofContracts.some(({ startsOn, endsBefore }) => startsOn <= day && (endsBefore === null || day < endsBefore));
  if (isCovered) return [];
  return ofContracts
    .filter(({ endsBefore }) => endsBefore !== null && endsBefore <= day)
    .toSorted((a, b) => compareText(b.endsBefore!, a.endsBefore!))
    .slice(0, maxLapsed)
    .map(({ id }) => id);
}

/** What they cost a year, by their ids; what cost nothing has no price. */
export async function loadRenewals(db: Tables, coverageIds: Iterable<string>): Promise<ReadonlyMap<string, RenewalFact>> {
  const { rows } = await sql<RenewalFact>`
    select v.id as "coverageId", v.yearly_minor::text as "yearlyMinor", k.currency
    from coverage v join contract k on k.id = v.contract_id where v.id in ${idSetOf(coverageIds)} and v.yearly_minor > 0`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.coverageId, row]));
}
