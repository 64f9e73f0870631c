import { sql, type Kysely } from "kysely";
import { inChunks } from "#platform/db/bulk.ts";
import type { DB } from "#platform/db/database.ts";
import type { ChangeRow } from "./detail-store.ts";

type Tables = Kysely<Pick<DB, "contract" | "contract_line" | "contract_change">>;

export type ChangeToWrite = Pick<ChangeRow, "id" | "field" | "lineId" | "before" | "after"> & {
  readonly authorId: string;
  readonly authorName: string;
  readonly at: string;
};

/** Records the changes and makes them; the contract's revision is one more. */
export async function writeChanges(db: Tables, contractId: string, changes: readonly ChangeToWrite[]): Promise<void> {
  await inChunks(changes, (json) =>
    sql`
      insert into contract_change (id, contract_id, line_id, field, before, after, author_id, author_name, recorded_at)
      select id, ${contractId}::uuid, "lineId", field, before, after, "authorId", "authorName", at
      from json_to_recordset(${json}::json)
        as r(id uuid, "lineId" uuid, field text, before text, after text, "authorId" text, "authorName" text, at timestamptz)`.execute(
      db,
    ),
  );
  const rates = changes.filter(({ field }) => field === "tax_bp");
  await inChunks(rates, (json) =>
    sql`
      update contract_line set tax_bp = r.after
      from json_to_recordset(${json}::json) as r("lineId" uuid, after integer) where contract_line.id = r."lineId"`.execute(db),
  );
  const said = new Map(changes.map(({ field, after }) => [field, after]));
  await db
    .updateTable("contract")
    .set((of) => ({ revision: of("revision", "+", 1) }))
    .$if(said.has("notice_days"), (update) => update.set({ notice_days: Number(said.get("notice_days")) }))
    .$if(said.has("renewal_mode"), (update) => update.set({ renewal_mode: said.get("renewal_mode")! }))
    .$if(said.has("renewal_of"), (update) => update.set({ renewal_of: said.get("renewal_of")! }))
    .where("id", "=", contractId)
    .execute();
}
