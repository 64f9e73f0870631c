import { sql, type Kysely } from "kysely";
import { idSetOf } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";

/** The rate of tax of a line of these contracts, in basis points, as it stands now. */
export async function taxRates(
  db: Kysely<Pick<DB, "contract_line">>,
  contractIds: Iterable<string>,
): Promise<(lineId: string) => number> {
  const { rows } = await sql<{ id: string; taxBp: number }>`
    select id, tax_bp as "taxBp" from contract_line where contract_id in ${idSetOf(contractIds)} and tax_bp <> 0`.execute(db);
  const taxed = new Map(rows.map(({ id, taxBp }) => [id, taxBp]));
  return (lineId) => taxed.get(lineId) ?? 0;
}
