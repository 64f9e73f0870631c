/** What the addresses of lists and records may hold. What cannot be read is left out rather than refused: a link cut short still opens. */

import { z } from "zod";
import { contractState } from "#api/register.ts";

const text = z.string().max(200).optional().catch(undefined);

const listSearch = z.object({
  q: text,
  /** A column's id, with "-" before it for the greatest first. */
  sort: z
    .string()
    .regex(/^-?\w+$/)
    .optional()
    .catch(undefined),
});

export const accountsSearch = listSearch;
export const assetsSearch = listSearch.extend({
  status: z.enum(["in_use", "spare", "retired"]).optional().catch(undefined),
});
export const contractsSearch = listSearch.extend({ state: contractState.optional().catch(undefined) });

/** The lens of a record's timeline: what was known at that moment. */
export const lensSearch = z.object({ knownAt: z.iso.datetime({ offset: true }).optional().catch(undefined) });
