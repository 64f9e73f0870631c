/** One field that finds anything: a serial, a tag, an e-mail, a phone, a ticket or contract number, a name. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id } from "./values.ts";

export const searchHit = z.object({
  kind: z.enum(["asset", "contact", "contract", "account", "ticket"]),
  id,
  /** What names it: the serial, the person, the number. */
  title: z.string(),
  /** What tells it from its neighbours: product and account, say. */
  detail: z.string(),
  /** The question that it answers on the Check page, as clue and value; absent for a ticket. */
  clue: z
    .object({ name: z.enum(["serial", "assetTag", "email", "phone", "contractNumber", "account"]), value: z.string() })
    .nullable(),
  /** Set where it is no more than like the typed serial, which nobody has: to be offered, never assumed (COV12). */
  alike: z.literal(true).optional(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const search = endpoint({
  method: "GET",
  path: "/api/v1/search",
  tag: "search",
  summary: "What the typed text could mean, best first, at most 12.",
  query: z.object({ q: z.string().trim().min(1).max(200) }),
  reply: z.object({ hits: z.array(searchHit) }),
});
