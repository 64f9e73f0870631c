/** Which work draws on what (ALW5), worked out anew whenever work is entered, removed or back-dated; and what to write then. */

import type { IsoDate } from "../coverage/coverage.ts";
import { plusDays } from "../coverage/days.ts";
import { compareText } from "../order.ts";
import { type Work, workQuantity } from "./counting.ts";
import { freedFirst, lotEntries, type Taken, useEntries } from "./difference.ts";
import { draw, type Drawn } from "./draw.ts";
import type { Cause, Entry } from "./entry.ts";
import { type LotBalance, nothing } from "./lot.ts";
import { dayReached, lotsOn } from "./lots-on.ts";
import type { Allowance, WorkAllowance } from "./terms.ts";

/** What a piece of work comes to, and from where. */
export type Allocation = Drawn & { readonly workId: string; readonly quantity: number };

export type Allocated = { readonly lots: readonly LotBalance[]; readonly allocations: readonly Allocation[] };

/** A piece of work that now draws otherwise than before. Empty: it drew, or draws, nothing. */
export type Moved = { readonly workId: string; readonly before: readonly Taken[]; readonly after: readonly Taken[] };

export type WorkWritten = Allocated & {
  /** What to add to the ledger, in this order: all of it or nothing. */
  readonly entries: readonly Entry[];
  readonly moved: readonly Moved[];
};

/** What held before an allowance's terms, on the days before this one and from the one before it on. */
export type EarlierTerms = { readonly terms: WorkAllowance; readonly before: IsoDate };

/**
 * Draws all work of an allowance by the day on which it was done, then by when it began, those of which only the day is known
 * first, then by id; so the order in which it was entered makes no difference. Where the terms refuse what is beyond, work
 * draws what there is and is `short` of the rest, which is to be served as an exception. `lots` are all that the allowance ever
 * had. Where other terms held on days before, in order, work and periods of those days go by them (ALW2).
 */
export function allocate(
  allowance: Allowance<WorkAllowance>,
  lots: Iterable<LotBalance>,
  works: readonly Work[],
  on: IsoDate,
  earlier: readonly EarlierTerms[] = [],
): Allocated {
  const ordered = works.toSorted(
    (a, b) => compareText(a.on, b.on) || compareText(a.startedAt ?? "", b.startedAt ?? "") || compareText(a.id, b.id),
  );
  let standing = new Map([...lots].map((lot) => [lot.id, { ...lot, consumed: 0 }]));
  let today = "";
  const changes = [...earlier];
  const reach = (day: IsoDate) => {
    for (; changes[0] !== undefined && changes[0].before <= day; changes.shift())
      standing = lotsOn(inForce(), standing.values(), plusDays(changes[0].before, -1), allowance.startsOn);
    standing = lotsOn(inForce(), standing.values(), (today = day), allowance.startsOn);
  };
  const inForce = () => ({ ...allowance, terms: changes[0]?.terms ?? allowance.terms });
  const allocations = ordered.map((work) => {
    if (work.on !== today) reach(work.on);
    const current = inForce();
    const quantity = workQuantity(current.terms, work);
    const drawn = draw(current, standing, work, work.on, quantity);
    for (const { lot, quantity } of drawn.draws) {
      const before = standing.get(lot.id) ?? { ...nothing, ...lot };
      standing.set(lot.id, { ...before, consumed: before.consumed + quantity });
    }
    return { workId: work.id, quantity, ...drawn };
  });
  reach(dayReached(allowance, standing.values(), on > today ? on : today));
  return { lots: [...standing.values()], allocations };
}

/**
 * What to write so that the ledger holds this work and no other. `taken` is what it holds so far, by the work's id. `cause.on`
 * is the day by which periods have begun: the day on which it is recorded. Entries for a piece of work count on the day of the
 * work.
 */
export function workEntries(
  allowance: Allowance<WorkAllowance>,
  lots: Iterable<LotBalance>,
  taken: ReadonlyMap<string, readonly Taken[]>,
  works: readonly Work[],
  cause: Cause,
  earlier: readonly EarlierTerms[] = [],
): WorkWritten {
  const given = new Map([...lots].map((lot) => [lot.id, lot]));
  const allocated = allocate(allowance, given.values(), works, cause.on, earlier);
  const wanted = new Map(allocated.allocations.map(({ workId, draws }) => [workId, draws.map(takenBy)]));
  const days = new Map(works.map(({ id, on }) => [id, on]));
  const entries: Entry[] = lotEntries(given, allocated.lots, cause);
  const moved: Moved[] = [];
  for (const workId of new Set([...wanted.keys(), ...taken.keys()])) {
    const before = taken.get(workId) ?? [];
    const after = wanted.get(workId) ?? [];
    const written = useEntries(workId, before, after, { event: cause.event, on: days.get(workId) ?? cause.on });
    if (written.length > 0) moved.push({ workId, before, after });
    entries.push(...written);
  }
  return { ...allocated, entries: freedFirst(entries), moved };
}

function takenBy({ lot, quantity }: Drawn["draws"][number]): Taken {
  return { lotId: lot.id, held: 0, consumed: quantity };
}
