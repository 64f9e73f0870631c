import { flat } from "../flat.ts";
import type { Reason } from "./decision.ts";

/** A sentence, and the rule that speaks in it. A decision has dozens, and is mostly written as JSON. */
export function say(rule: string, text: string): Reason {
  return { rule, text: flat(text) };
}
