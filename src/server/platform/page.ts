import type { z } from "zod";
import { Problem } from "./problem.ts";

/** One page of a list on the wire. `nextCursor` is null on the last. */
export type Page<Row> = { readonly rows: Row[]; readonly nextCursor: string | null };

/**
 * The place after which a page begins, as read from a cursor: the values that the list is sorted by, ending with an id, so
 * that rows with equal values keep their order from page to page. Undefined for the first page.
 * Throws `validation_failed` for a cursor that this list did not give.
 */
export function readCursor<T extends z.ZodType>(
  cursor: string | undefined,
  place: T,
  pointer = "/query/cursor",
): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const read = place.safeParse(placeIn(cursor));
  if (read.success) return read.data;
  throw new Problem("validation_failed", "This cursor is not from this list. Start again without one.", {
    errors: [{ pointer, message: "take it from nextCursor of the page before, with the same filters" }],
  });
}

/** A page of the first `limit` of `found`, which was read with one row more than that to see whether others follow. */
export function pageOf<Found, Row>(
  found: readonly Found[],
  limit: number,
  placeOf: (last: Found) => unknown,
  rowOf: (one: Found) => Row,
): Page<Row> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const more = found.length > limit && last !== undefined;
  return { rows: shown.map(rowOf), nextCursor: more ? cursorOf(placeOf(last)) : null };
}

/** The cursor of a page that ends at a place, to be read by {@link readCursor}. */
export function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Undefined for what no list gave. */
function placeIn(cursor: string): unknown {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return JSON.stringify(values).includes("\\u0000") ? undefined : values;
  } catch {
    return undefined;
  }
}

/** A key as a part of a LIKE pattern that means only itself. */
export const likeLiteral = (key: string): string => key.replace(/[\\%_]/g, "\\$&");
