import { sql } from "kysely";
import type { Context } from "./context.ts";

let made = 0;

/** Marks a point within the open transaction. What comes back undoes all that was written since, also after a statement failed. */
export async function savepoint({ tx }: Pick<Context, "tx">): Promise<() => Promise<void>> {
  made += 1;
  const name = sql.id(`point_${made}`);
  await sql`savepoint ${name}`.execute(tx);
  return async () => {
    await sql`rollback to savepoint ${name}`.execute(tx);
  };
}
