/** Many rows in few statements: a set goes in as one JSON text, which PostgreSQL reads as a table. */

import { sql, type RawBuilder } from "kysely";

/** Rows of one statement: enough that the round trip costs nothing, few enough to be told of progress several times a second. */
const CHUNK = 2_000;

/** Told after each statement how many rows it wrote. Throws to break off, and the transaction with it. */
export type Step = (rows: number) => void;

/**
 * Gives `rows` to `write` in their order, some thousand at a time, as a JSON array for `json_to_recordset`. Instants and
 * days go as text, bigints as digits, as PostgreSQL reads them. Between two statements others get their turn.
 */
export async function inChunks<T>(rows: readonly T[], write: (json: string) => Promise<unknown>, step?: Step): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK);
    await write(jsonOf(chunk));
    step?.(chunk.length);
  }
}

/** Rows as a JSON array for `json_to_recordset`. */
export function jsonOf(rows: readonly unknown[]): string {
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

/** `keys` as a set to join with or to look into: `where name_key in ${setOf(keys)}`. */
export function setOf(keys: Iterable<string>): RawBuilder<unknown> {
  return sql`(select json_array_elements_text(${JSON.stringify([...new Set(keys)])}::json))`;
}

/** The same for identities. */
export function idSetOf(ids: Iterable<string>): RawBuilder<unknown> {
  return sql`(select json_array_elements_text(${JSON.stringify([...new Set(ids)])}::json)::uuid)`;
}
