/** What happens to tickets, and to checks that hold, as it is written into the ledger (ALW3, ALW4, ALW8). */

import {
  type Allowance,
  dayFor,
  type DrawingTicket,
  type Entry,
  type TicketAllowance,
  ticketEntries,
  type TicketHappening,
} from "#core/allowances/index.ts";
import type { Context } from "#platform/context.ts";
import { publish } from "#platform/events.ts";
import { permit } from "#platform/permit.ts";
import { type Alert, alertsOf, type Book, openBook, withWritten } from "./book.ts";
import * as store from "./book-store.ts";
import { allowanceUnder, type Cover, type Happening, isOfTickets, type Use } from "./use.ts";

/** A check that holds does so for half an hour: as long as it takes to open the ticket. */
export const holdMinutes = 30;

export type Happened = {
  /** Units that it would need and cannot have where the terms refuse: it takes nothing, and what it had it still has. */
  readonly short: number;
  /** Units that it now takes beyond the allowance. */
  readonly over: number;
  /** What is used up by it, told for the first time. */
  readonly alerts: readonly Alert[];
  /** Until when a check holds; null for all else, and where nothing was held. */
  readonly heldUntil: Temporal.Instant | null;
};

const nothing: Happened = { short: 0, over: 0, alerts: [], heldUntil: null };

/**
 * Writes what happened to a use: it draws on the allowances of tickets of what covers it, and gives back what it has of others. All
 * of it, or nothing where there is too little; then the allowances are held until the transaction ends, so that deciding anew on
 * fresh facts stands. An event that was told before changes nothing.
 */
export async function happen(ctx: Context, use: Use, happening: Happening): Promise<Happened> {
  permit(ctx.actor, "allowances.draw");
  const wanted = ticketAllowances(use.cover);
  const ids = await store.holdAllowances(
    ctx.tx,
    wanted.map((allowance) => ({ ...use.cover!, key: keyOf(allowance) })),
    [use.id],
  );
  if (ids.length === 0) return nothing;
  const read = await store.readBooks(ctx.tx, ids, { useId: use.id, event: happening.event }, ctx.now);
  if (read.isTold) return nothing;
  const opened = await openBooks(ctx, ids, wanted, read.lots, happening.at);
  const free = withoutOverdue(opened, read.overdue, ctx.now);
  const { books, short, over, drawn } = withHappening(free, use, read.taken, wanted, happening);
  const heldUntil = happening.kind === "asked" && short === 0 && drawn.length > 0 ? ctx.now.add({ minutes: holdMinutes }) : null;
  const alerts = await write(ctx, short > 0 ? free : books);
  await store.endHolds(ctx.tx, [...new Set(read.overdue.map(({ useId }) => useId))], ids, ctx.now);
  if (heldUntil !== null) await store.insertHolds(ctx.tx, use.id, drawn, heldUntil);
  else if (givesUp.has(happening.kind) && short === 0) await store.endHolds(ctx.tx, [use.id], ids, ctx.now);
  return { short, over, alerts, heldUntil };
}

const givesUp: ReadonlySet<TicketHappening["kind"]> = new Set(["cancelled", "merged", "left"]);

function ticketAllowances(cover: Cover | null): Allowance<TicketAllowance>[] {
  return cover === null ? [] : cover.terms.allowances.map((term) => allowanceUnder(cover, term)).filter(isOfTickets);
}

function keyOf({ id }: Allowance): string {
  return id.split("/")[2]!;
}

/** The books of held allowances of tickets, in order: by the terms that a use is covered by, else by those of the day. */
async function openBooks(
  ctx: Context,
  ids: readonly string[],
  known: readonly Allowance[],
  lots: readonly store.LotRow[],
  at: Temporal.Instant,
): Promise<Book<TicketAllowance>[]> {
  const given = Map.groupBy(lots, ({ allowanceId }) => allowanceId);
  const byId = new Map(known.map((allowance) => [allowance.id, allowance]));
  const others = await store.selectAllowances(
    ctx.tx,
    ids.filter((id) => !byId.has(id)),
    at,
  );
  return ids.flatMap((id) => {
    const allowance = byId.get(id) ?? others.get(id);
    return allowance !== undefined && isOfTickets(allowance) ? [openBook(allowance, (given.get(id) ?? []).map(store.lotOf))] : [];
  });
}

/** Released is what checks held and did not come back for, before anybody draws. */
function withoutOverdue(
  books: readonly Book<TicketAllowance>[],
  overdue: readonly store.TakenRow[],
  now: Temporal.Instant,
): Book<TicketAllowance>[] {
  const byUse = Map.groupBy(overdue, ({ allowanceId, useId }) => `${allowanceId} ${useId}`);
  return books.map((book) => {
    let freed = book;
    for (const taken of byUse.values()) {
      const { allowanceId, useId } = taken[0]!;
      if (allowanceId !== book.allowance.id) continue;
      const on = dayFor(book.allowance, now.toString());
      const gone = { ...unknownRequest, id: useId, taken };
      freed = withWritten(freed, ticketEntries(book.allowance, freed.lots, gone, { kind: "cancelled", event: "overdue", on }));
    }
    return freed;
  });
}

/** What gives back need not say what it was about. */
const unknownRequest = { channel: null, severity: null, productPath: [], isOutOfHours: false };

type Written = {
  readonly books: readonly Book[];
  readonly short: number;
  readonly over: number;
  /** The allowances that serve the use. */
  readonly drawn: readonly string[];
};

function withHappening(
  free: readonly Book<TicketAllowance>[],
  use: Use,
  taken: readonly store.TakenRow[],
  wanted: readonly Allowance[],
  happening: Happening,
): Written {
  const serving = new Set(wanted.map(({ id }) => id));
  let [short, over] = [0, 0];
  const books = free.map((book) => {
    const { allowance } = book;
    const on = dayFor(allowance, happening.at.toString());
    const ticket: DrawingTicket = {
      ...use.request,
      id: use.id,
      taken: taken.filter(({ allowanceId }) => allowanceId === allowance.id),
    };
    const told = serving.has(allowance.id) ? happening : ({ kind: "left", event: happening.event } as const);
    const written = ticketEntries(allowance, book.lots, ticket, { ...told, on });
    short += written.short;
    over += written.over;
    return withWritten(book, written);
  });
  return {
    books,
    short,
    over,
    drawn: books.filter(({ allowance }) => serving.has(allowance.id)).map(({ allowance }) => allowance.id),
  };
}

/** Adds what is in the books to the ledger, and tells whoever listens what is used up by it. */
export async function write(ctx: Context, books: readonly Book[]): Promise<readonly Alert[]> {
  const alerts = books.flatMap((book) => alertsOf(book, dayFor(book.allowance, ctx.now.toString())));
  const told = await store.writeBooks(ctx.tx, books, alerts, ctx.actor, ctx.now);
  for (const alert of told) await publish(ctx, { kind: "allowance.used_up", ...alert });
  return told;
}

/**
 * What a check held becomes the ticket's: true. False where it holds nothing (any more): the ticket draws like any other.
 */
export async function handOver(ctx: Context, fromUseId: string, toUseId: string, event: string): Promise<boolean> {
  permit(ctx.actor, "allowances.draw");
  const ids = await store.holdAllowances(ctx.tx, [], [fromUseId]);
  if (ids.length === 0) return false;
  const { lots, taken } = await store.readBooks(ctx.tx, ids, { useId: fromUseId, event }, ctx.now);
  const holding = taken.filter(({ held }) => held > 0);
  if (holding.length === 0 || !(await store.isHolding(ctx.tx, fromUseId, ctx.now))) return false;
  const opened = await openBooks(ctx, ids, [], lots, ctx.now);
  const books = opened.map((book) => {
    const on = dayFor(book.allowance, ctx.now.toString());
    const mine = holding.filter(({ allowanceId }) => allowanceId === book.allowance.id);
    const entries = mine.flatMap(({ lotId, held }): Entry[] => {
      const moved = { lotId, quantity: held, on, event, reason: null };
      return [
        { ...moved, kind: "release", useId: fromUseId },
        { ...moved, kind: "hold", useId: toUseId },
      ];
    });
    return withWritten(book, { entries, lots: book.lots });
  });
  await write(ctx, books);
  await store.endHolds(ctx.tx, [fromUseId], ids, ctx.now);
  return true;
}

/** Releases what checks hold for longer than they were meant to, as each draw does for its own. Whether there was anything. */
export async function releaseOverdue(ctx: Context): Promise<boolean> {
  const named = await store.selectOverdue(ctx.tx, ctx.now);
  const ids = await store.holdAllowances(ctx.tx, named);
  if (ids.length === 0) return false;
  const nobody = { useId: "00000000-0000-0000-0000-000000000000", event: "overdue" };
  const { lots, overdue } = await store.readBooks(ctx.tx, ids, nobody, ctx.now);
  const opened = await openBooks(ctx, ids, [], lots, ctx.now);
  await write(ctx, withoutOverdue(opened, overdue, ctx.now));
  await store.endHolds(ctx.tx, [...new Set(overdue.map(({ useId }) => useId))], ids, ctx.now);
  return true;
}
