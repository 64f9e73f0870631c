/** Core speaks of lines and subjects by their ids; people know them by numbers and names. */

import type { Line } from "#core/amendments/index.ts";
import type { Context } from "#platform/context.ts";
import { namesOf } from "./names.ts";

const someId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The message with each id of a line, subject or account in the words that people know it by. */
export async function spelledOut(ctx: Context, message: string, lines: readonly Line[]): Promise<string> {
  const numbers = new Map(lines.map(({ id, number }) => [id, number]));
  const names = await namesOf(ctx.tx, [], new Set(message.match(someId) ?? []));
  return message.replace(someId, (id) => numbers.get(id) ?? (names.of(id) || id));
}
