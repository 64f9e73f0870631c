/** The small values that cross the wire everywhere: identities, days, instants, money, pages. */

import { z } from "zod";

export const id = z.uuid();
/** A day, "2026-03-20". */
export const isoDate = z.iso.date();
/** An instant in UTC, "2026-03-20T23:30:00Z". */
export const isoInstant = z.iso.datetime({ offset: true });
/** Of the years that a register speaks of, 1900 to 2999, as far as it begins with a year at all. Others are slips, and days end with year 9999. */
export const inCountedYears = /^((19|2\d)\d\d-|(?!\d{4}-))/;

/** Minor units as a string of digits (pence, cents, yen) and an ISO 4217 currency: never a float. */
export const money = z.object({ minor: z.string().regex(/^-?\d+$/), currency: z.string().length(3) });

export const channel = z.enum(["portal", "email", "phone", "fax", "api", "chat"]);
export const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** Rows that one page may hold: enough for a screen, small enough to answer at once. */
export const maxPageSize = 200;

export const pageQuery = z.object({
  /** Where the page before ended, as its `nextCursor` said. */
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(50),
});

export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), nextCursor: z.string().nullable() });
export const byId = z.object({ id });

/** Who did something, and when. */
export const trace = z.object({ at: isoInstant, by: z.string() });
