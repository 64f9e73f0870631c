import { sql } from "kysely";
import type { Context } from "#platform/context.ts";

/**
 * Throws away the list of what has changed, leaving one line that says that everything has: whoever knows facts by heart and has not
 * read the list to its end learns them anew. It is one statement, so that nobody sees the one without the other.
 */
export async function forgetToldChanges({ tx }: Context): Promise<void> {
  await sql`with gone as (delete from fact_change) insert into fact_change default values`.execute(tx);
}
