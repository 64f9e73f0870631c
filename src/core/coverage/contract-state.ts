/** The state of a contract, worked out when it is asked for (COV5): nothing waits for a nightly job. */

import type { IsoDate } from "./coverage.ts";
import { endsBeforeOf } from "./days.ts";
import type { DayRange } from "./in-force.ts";

/** What a person did to a contract. `on` is the day from which it holds; for a cancellation, the last covered day (COV3). */
export type ContractAct = { readonly kind: "signed" | "suspended" | "resumed" | "cancelled"; readonly on: IsoDate };

export type ContractState = "draft" | "future" | "in_force" | "suspended" | "ended" | "cancelled";

/**
 * The state on a day of the contract's own zone. Unsigned, it is a draft whatever its dates. A cancellation for a day on
 * or after the last one of the term changes nothing. Acts are in the order in which they were done: the last one of a day holds.
 */
export function contractState(term: DayRange, acts: readonly ContractAct[], today: IsoDate): ContractState {
  if (!acts.some(({ kind, on }) => kind === "signed" && on <= today)) return "draft";
  const cancelled = acts.findLast(({ kind }) => kind === "cancelled");
  if (cancelled !== undefined && cancelled.on < today && cutsShort(cancelled, term)) return "cancelled";
  if (today < term.startsOn) return "future";
  if (term.endsBefore !== null && today >= term.endsBefore) return "ended";
  return isSuspended(acts, today) ? "suspended" : "in_force";
}

function cutsShort(cancelled: ContractAct, { endsBefore }: DayRange): boolean {
  return endsBefore === null || endsBeforeOf(cancelled.on) < endsBefore;
}

function isSuspended(acts: readonly ContractAct[], today: IsoDate): boolean {
  const pauses = acts.filter(({ kind, on }) => (kind === "suspended" || kind === "resumed") && on <= today);
  // toSorted keeps acts of one day in the order in which they were done.
  return pauses.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1)).at(-1)?.kind === "suspended";
}
