import type { Context } from "#platform/context.ts";
import type { AskedQuestion } from "./asked.ts";
import { selectContactEmail } from "./store.ts";

/** A contact who names no caller asks for themselves. */
export async function asTheirOwn(ctx: Context, questions: readonly AskedQuestion[]): Promise<readonly AskedQuestion[]> {
  const { contactId } = ctx.actor;
  if (contactId === null) return questions;
  const email = await selectContactEmail(ctx.tx, contactId);
  if (email === null) return questions;
  return questions.map((asked) => (asked.email === undefined && asked.phone === undefined ? { ...asked, email } : asked));
}
