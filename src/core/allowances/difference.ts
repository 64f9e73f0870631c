/** What to write so that the ledger comes to what it should (ALW2): nothing where it already does. */

import type { IsoDate } from "../coverage/coverage.ts";
import type { Cause, Entry, EntryKind } from "./entry.ts";
import { type LotBalance, nothing } from "./lot.ts";
import type { Lots } from "./lots-on.ts";

/** What one ticket or work entry has of one lot. */
export type Taken = { readonly lotId: string; readonly held: number; readonly consumed: number };

/** What each use has of each lot, by the use's id: uses and lots that come to nothing are left out. */
export function foldUses(ledger: Iterable<Entry>): Map<string, Taken[]> {
  const folded = new Map<string, Map<string, Taken>>();
  for (const entry of ledger) {
    if (entry.useId === null) continue;
    const ofUse = folded.get(entry.useId) ?? new Map<string, Taken>();
    const taken = ofUse.get(entry.lotId) ?? { lotId: entry.lotId, held: 0, consumed: 0 };
    folded.set(entry.useId, ofUse.set(entry.lotId, withTaken(taken, entry)));
  }
  const uses = [...folded].map(([useId, ofUse]) => [useId, [...ofUse.values()].filter(isSomething)] as const);
  return new Map(uses.filter(([, taken]) => taken.length > 0));
}

function withTaken(taken: Taken, { kind, quantity }: Entry): Taken {
  switch (kind) {
    case "hold":
      return { ...taken, held: taken.held + quantity };
    case "release":
      return { ...taken, held: taken.held - quantity };
    case "consume":
      return { ...taken, consumed: taken.consumed + quantity };
    case "give_back":
      return { ...taken, consumed: taken.consumed - quantity };
    default:
      throw new RangeError(`A ${kind} concerns a lot and no use of it.`);
  }
}

function isSomething({ held, consumed }: Taken): boolean {
  return held !== 0 || consumed !== 0;
}

/** What a use had and is to have, lot by lot: first what it gives up, then what it takes. */
export function useEntries(useId: string, had: readonly Taken[], wanted: readonly Taken[], cause: Cause): Entry[] {
  const entries: Entry[] = [];
  for (const lotId of new Set([...had, ...wanted].map((one) => one.lotId))) {
    const before = had.find((one) => one.lotId === lotId);
    const after = wanted.find((one) => one.lotId === lotId);
    const held = (after?.held ?? 0) - (before?.held ?? 0);
    const consumed = (after?.consumed ?? 0) - (before?.consumed ?? 0);
    const write = (kind: EntryKind, quantity: number) => entries.push({ ...cause, kind, lotId, quantity, useId, reason: null });
    if (held < 0) write("release", -held);
    if (consumed < 0) write("give_back", -consumed);
    if (held > 0) write("hold", held);
    if (consumed > 0) write("consume", consumed);
  }
  return freedFirst(entries);
}

/**
 * What is granted, carried over and expires where lots come to other amounts than before; what uses have of them is not among
 * it. It counts on the day from which it is so, whenever it is recorded.
 */
export function lotEntries(before: Lots, after: Iterable<LotBalance>, { event }: Pick<Cause, "event">): Entry[] {
  const entries: Entry[] = [];
  for (const lot of after) {
    const was = before.get(lot.id) ?? { ...lot, ...nothing };
    const write = (kind: EntryKind, quantity: number, on: IsoDate) => {
      if (quantity !== 0) entries.push({ event, on, kind, lotId: lot.id, quantity, useId: null, reason: null });
    };
    write(lot.kind === "carried" ? "carry_in" : "grant", lot.granted - was.granted, lot.startsOn);
    // Only what has ended expires, so that of the two which expires more has an end.
    write("expire", lot.expired - was.expired, (lot.expired > was.expired ? lot : was).endsBefore!);
  }
  return entries;
}

/** In an order in which no lot is drawn below zero on the way. */
export function freedFirst(entries: readonly Entry[]): Entry[] {
  const step = ({ kind }: Entry) =>
    kind === "release" || kind === "give_back" ? 0 : kind === "hold" || kind === "consume" ? 2 : 1;
  return entries.toSorted((a, b) => step(a) - step(b));
}
