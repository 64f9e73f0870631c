/** The question as the address holds it: a link reproduces it. */

import { z } from "zod";
import { moment, type AskedQuestion } from "#api/entitlements.ts";
import { channel } from "#api/values.ts";

/** The most letters that a clue may have. */
export const LONGEST_CLUE = 200;

const clue = z.string().trim().min(1).max(LONGEST_CLUE).optional().catch(undefined);

export const questionSearch = z.object({
  serial: clue,
  assetTag: clue,
  contractNumber: clue,
  account: clue,
  phone: clue,
  email: clue,
  product: clue,
  channel: channel.optional().catch(undefined),
  severity: z.coerce
    .number()
    .pipe(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]))
    .optional()
    .catch(undefined),
  at: moment.optional().catch(undefined),
  knownAt: moment.optional().catch(undefined),
});
export type QuestionSearch = z.infer<typeof questionSearch>;

/** What may stand in the one field, the first present being the subject; a contact's address may come beside any of the others. */
export const clueNames = ["serial", "assetTag", "contractNumber", "account", "phone", "product", "email"] as const;
export type ClueName = (typeof clueNames)[number];
export type Clue = { readonly name: ClueName; readonly value: string };

/** What the field holds for this question, or null when it asks about nothing. */
export function mainClue(search: QuestionSearch): Clue | null {
  for (const name of clueNames) {
    const value = search[name];
    if (value !== undefined) return { name, value };
  }
  return null;
}

/** The question with another clue in its field; conditions such as the channel stay. */
export function withClue(search: QuestionSearch, clue: Clue | null): QuestionSearch {
  const { channel: by, severity, at, knownAt } = search;
  const caller = search.email !== undefined && mainClue(search)?.name !== "email" ? { email: search.email } : {};
  return { ...caller, channel: by, severity, at, knownAt, ...(clue ? { [clue.name]: clue.value } : {}) };
}

/** The question as a customer's contact asks it: through the portal and for themselves, whatever a link to it says. */
export function inOwnWay(search: QuestionSearch): QuestionSearch {
  const email = mainClue(search)?.name === "email" ? search.email : undefined;
  return { ...search, channel: "portal", email };
}

/** The question for the wire: what is undefined is left out. */
export function askedOf(search: QuestionSearch): AskedQuestion {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** What a typed text most likely is, when nothing known matches it: decided by its looks alone. */
export function clueOf(text: string): Clue {
  const value = text.trim();
  if (value.includes("@")) return { name: "email", value };
  if (/^\+[\d\s().-]{6,}$/.test(value)) return { name: "phone", value };
  if (/\s/.test(value) && !/\d/.test(value)) return { name: "account", value };
  return { name: "serial", value };
}
