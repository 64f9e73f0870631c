/** Tickets that were opened before the ledger could know of them, brought into it as if it had been told then. */

import { type Allowance, type DrawingTicket, foldUses, type TicketAllowance, ticketEntries } from "#core/allowances/index.ts";
import { compareText } from "#core/order.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { type Book, openBook, withWritten } from "./book.ts";
import { holdAllowances, lotOf, readAllTaken } from "./book-store.ts";
import { write } from "./happen.ts";
import { OpeningHours } from "./hours.ts";
import * as store from "./take-up-store.ts";
import { type AllowanceName, allowanceUnder, idOf } from "./use.ts";
import { selectProductPaths } from "./work-store.ts";

/** Entries that are written at once. */
const entriesAtOnce = 5_000;

/**
 * Brings into the ledger the tickets that are still to be: those from before there was one, at the first start with it, and those
 * given, which were recorded at once with their past. Each draws by the terms of the day on which it was opened, in the order in which
 * they were; where the terms refuse, what was served beyond draws nothing. Says how many tickets there were; doing it again does nothing.
 */
export async function takeUp(ctx: Context, ticketIds: readonly string[] = []): Promise<number> {
  permit(ctx.actor, "allowances.draw");
  if (ticketIds.length > 0) await store.insertToTakeUp(ctx.tx, ticketIds);
  if (!(await store.holdToTakeUp(ctx.tx))) return 0;
  const tickets = await store.selectToTakeUp(ctx.tx);
  const past = await readPast(ctx, tickets);
  const drawing = Map.groupBy(
    tickets.flatMap((ticket) => drawsOf(past, ticket)),
    ({ name }) => idOf(name),
  );
  await draw(ctx, past, [...drawing.values()]);
  await store.clearToTakeUp(ctx.tx);
  return tickets.length;
}

type Past = {
  readonly frames: ReadonlyMap<string, store.ContractFrame>;
  readonly versions: ReadonlyMap<string, readonly store.PlanVersion[]>;
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly opening: OpeningHours;
};

async function readPast(ctx: Context, tickets: readonly store.PastTicket[]): Promise<Past> {
  const setOf = (tell: (ticket: store.PastTicket) => string | null) => new Set(tickets.flatMap((one) => tell(one) ?? []));
  return {
    frames: await store.selectFrames(
      ctx.tx,
      setOf(({ contractId }) => contractId),
    ),
    versions: await store.selectTicketVersions(
      ctx.tx,
      setOf(({ planId }) => planId),
    ),
    paths: await selectProductPaths(
      ctx.tx,
      setOf(({ productId }) => productId),
    ),
    opening: new OpeningHours(),
  };
}

/** A ticket and an allowance on which it drew. */
type Drawing = { readonly name: AllowanceName; readonly ticket: store.PastTicket };

function drawsOf(past: Past, ticket: store.PastTicket): Drawing[] {
  const { contractId, planId } = ticket;
  return (termsFor(past, ticket)?.allowances ?? []).flatMap(({ key, unit }) =>
    unit === "tickets" ? [{ name: { contractId, planId, key }, ticket }] : [],
  );
}

/** The plan's terms on the day on which the ticket was opened; undefined for plans that never granted tickets. */
function termsFor(past: Past, { planId, openedOn }: store.PastTicket) {
  return past.versions.get(planId)?.findLast(({ effectiveOn }) => effectiveOn <= openedOn)?.terms;
}

/** What the contract granted on the day on which the ticket was opened. */
function grantedTo(past: Past, { name, ticket }: Drawing): Allowance<TicketAllowance> {
  const frame = past.frames.get(name.contractId)!;
  const term = termsFor(past, ticket)!.allowances.find(({ key }) => key === name.key)!;
  return allowanceUnder({ ...frame, ...name, anchorOn: frame.startsOn }, term) as Allowance<TicketAllowance>;
}

async function draw(ctx: Context, past: Past, drawings: readonly (readonly Drawing[])[]): Promise<void> {
  const ids = await holdAllowances(
    ctx.tx,
    drawings.map(([first]) => first!.name),
  );
  const lots = Map.groupBy((await readAllTaken(ctx.tx, ids)).lots, ({ allowanceId }) => allowanceId);
  let books: Book[] = [];
  const land = async () => {
    await write(ctx, books);
    books = [];
  };
  for (const tickets of drawings) {
    books.push(bookOf(past, tickets, (lots.get(idOf(tickets[0]!.name)) ?? []).map(lotOf)));
    if (books.reduce((sum, { entries }) => sum + entries.length, 0) >= entriesAtOnce) await land();
  }
  await land();
}

type Event = {
  readonly kind: "opened" | "resolved";
  readonly at: Temporal.Instant;
  readonly on: IsoDate;
  readonly drawing: Drawing;
};

/** The book of one allowance with all that happened to tickets that drew on it, one after the other. */
function bookOf(past: Past, drawings: readonly Drawing[], given: Book["given"]): Book {
  const taken = new Map<string, DrawingTicket["taken"]>();
  let book: Book = openBook(grantedTo(past, drawings[0]!), given);
  for (const { kind, on, drawing } of eventsOf(drawings)) {
    const { ticket } = drawing;
    const allowance = grantedTo(past, drawing);
    const had = taken.get(ticket.id) ?? [];
    const drawer = { ...requestOf(past, ticket, allowance), id: ticket.id, taken: had };
    const written = ticketEntries(allowance, book.lots, drawer, { kind, event: `taken up ${kind}`, on });
    if (written.short > 0) continue;
    book = { ...withWritten(book, written), allowance };
    taken.set(ticket.id, summed([...had, ...(foldUses(written.entries).get(ticket.id) ?? [])]));
  }
  return book;
}

function eventsOf(drawings: readonly Drawing[]): Event[] {
  const events = drawings.flatMap((drawing): Event[] => {
    const { openedAt, resolvedAt, openedOn, resolvedOn } = drawing.ticket;
    const opened: Event = { kind: "opened", at: openedAt, on: openedOn, drawing };
    if (resolvedAt === null || resolvedOn === null) return [opened];
    return [opened, { kind: "resolved", at: resolvedAt, on: resolvedOn, drawing }];
  });
  return events.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || compareText(a.drawing.ticket.id, b.drawing.ticket.id));
}

function summed(parts: DrawingTicket["taken"]): DrawingTicket["taken"] {
  return [...Map.groupBy(parts, ({ lotId }) => lotId)].map(([lotId, some]) => ({
    lotId,
    held: some.reduce((sum, { held }) => sum + held, 0),
    consumed: some.reduce((sum, { consumed }) => sum + consumed, 0),
  }));
}

function requestOf(past: Past, ticket: store.PastTicket, { terms }: Allowance<TicketAllowance>) {
  const { channel, severity, productId, accountZone, openedAt } = ticket;
  return {
    channel,
    severity,
    productPath: productId === null ? [] : (past.paths.get(productId) ?? []),
    isOutOfHours: terms.outOfHoursPercent !== 100 && past.opening.isOutside(termsFor(past, ticket)!.hours, accountZone, openedAt),
  };
}
