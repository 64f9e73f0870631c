/** Whom a plan lets ask that lets named callers only (ENT5). */

import type { ContactFact } from "./facts.ts";
import type { PlanTerms } from "./terms.ts";

/** Whether the plan takes the contact for a named caller: marked as one, and among the first so many where it limits them. */
export function isNamedUnder({ namedAtMost }: PlanTerms, { namedCaller, namedPlace = 1 }: ContactFact): boolean {
  return namedCaller && (namedAtMost === undefined || namedPlace <= namedAtMost);
}
