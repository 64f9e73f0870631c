/** Work entries: who did what on which ticket, when and how long, and to which project it is booked (PRJ2). */

import { z } from "zod";
import type { EnteredWork, WorkEntry } from "#api/projects.ts";
import { firstDayOf, minutesOfDay, parseMinutes, plusMonths } from "#core/budget/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { dateInZone } from "#core/time/zone.ts";
import { workChanged, type WorkDrawn } from "#modules/allowances/allowances.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { may, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { bookingsOf } from "./booking.ts";
import * as store from "./work-store.ts";

export type AddWork = {
  /** "me" or a colleague's id. */
  readonly worker: string;
  /** One of the two. */
  readonly workedOn?: IsoDate | undefined;
  readonly startedAt?: string | undefined;
  /** Whole minutes, or as typed. */
  readonly minutes: number | string;
  /** As plans name kinds of work that draw on allowances, or do not. */
  readonly kind?: string | undefined;
  readonly note: string;
};

/** Entries shown with one ticket: beyond, ask for the list. */
const maxOfTicket = 1000;

/**
 * Enters work on a ticket, booked at once and drawn from what the contract grants. Throws `not_found`, and `refused`
 * (PRJ2) for minutes that are none, a day that has not begun anywhere, more than a day's work of one person on one day, and a worker
 * who cannot have worked; (ENT7) for a ticket that is held.
 */
export async function addWork(ctx: Context, ticketId: string, input: AddWork): Promise<EnteredWork> {
  permit(ctx.actor, "work.record");
  const ticket = found(await store.holdTicket(ctx.tx, ticketId));
  refuseHeld(ticket);
  const worker = await workerFor(ctx, input.worker);
  const minutes = minutesFrom(input.minutes);
  const startedAt = startFrom(ctx, input.startedAt);
  const workedOn = startedAt === null ? dayFrom(ctx, input.workedOn!) : dateInZone(startedAt, ticket.timeZone).toString();
  await refuseLongDay(ctx, worker, workedOn, minutes);
  await store.holdCoverForBooking(ctx.tx);
  const [booking] = await bookingsOf(ctx, [{ ticket, workedOn, startedAt }]);
  const id = ctx.newId();
  const { note, kind = null } = input;
  await store.insertEntry(ctx.tx, { id, ticketId, worker, workedOn, startedAt, minutes, kind, note }, ctx.actor, ctx.now);
  await store.insertBookings(ctx.tx, [{ ...booking!, id: ctx.newId(), entryId: id, amendmentId: null, recordedAt: ctx.now }]);
  const drawn = await drawAnew(ctx, booking!.contractId);
  const [made] = await store.selectEntries(ctx.tx, { id, limit: 1 });
  return { ...entryOf(ctx, made!), ...drawnBy(id, drawn) };
}

/** What work draws of allowances follows from all of a contract's work (ALW5). */
async function drawAnew(ctx: Context, contractId: string | null): Promise<WorkDrawn | null> {
  return contractId === null ? null : workChanged(ctx, [contractId]);
}

function drawnBy(workId: string, drawn: WorkDrawn | null): Pick<EnteredWork, "draws" | "drawnAnew"> {
  const draws = (drawn?.allocations ?? []).filter((one) => one.workId === workId && one.quantity > 0);
  return {
    draws: draws.map(({ allowance, unit, quantity, over, short }) => ({ allowance, unit, quantity, over, short })),
    drawnAnew: (drawn?.moved ?? []).filter((one) => one.workId !== workId).length,
  };
}

/** The work on a ticket, the latest day first, and its minutes. Throws `not_found`. */
export async function listTicketWork(ctx: Context, ticketId: string): Promise<{ rows: WorkEntry[]; minutes: number }> {
  permit(ctx.actor, "work.read");
  found(await store.selectTicket(ctx.tx, ticketId));
  const entries = await store.selectEntries(ctx.tx, { ticketId, limit: maxOfTicket });
  return { rows: entries.map((row) => entryOf(ctx, row)), minutes: entries.reduce((sum, row) => sum + row.minutes, 0) };
}

/** Removes an entry: it counts no more from now on, and stays readable as known before. Throws `not_found`, and `not_allowed` for another's. */
export async function removeWork(ctx: Context, entryId: string): Promise<undefined> {
  permit(ctx.actor, "work.record");
  const owner = await store.selectOwner(ctx.tx, entryId);
  if (owner === undefined) throw new Problem("not_found", "There is no such work. Somebody may have removed it already.");
  if (!isRemovable(ctx, owner)) {
    const detail = "This is a colleague's work. They can remove it, or a manager.";
    throw new Problem("not_allowed", detail, { permission: "work.correct" });
  }
  await store.markRemoved(ctx.tx, entryId, ctx.actor, ctx.now);
  await drawAnew(ctx, owner.contractId);
  return undefined;
}

export type WorkAsked = {
  readonly contractId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly booked: "any" | store.EntryRow["kind"];
  readonly from?: string | undefined;
  readonly through?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const place = z.tuple([z.iso.date(), z.uuid()]);

/** Work by the day it is booked on, the latest first: the rows behind a figure. */
export async function listWork(ctx: Context, asked: WorkAsked): Promise<Page<WorkEntry>> {
  permit(ctx.actor, "work.read");
  const entries = await store.selectEntries(ctx.tx, {
    contractId: asked.contractId,
    accountId: asked.accountId,
    kind: asked.booked === "any" ? undefined : asked.booked,
    from: asked.from === undefined ? undefined : firstDayOf(asked.from),
    before: asked.through === undefined ? undefined : firstDayOf(plusMonths(asked.through, 1)),
    knownAt: asked.knownAt === undefined ? undefined : Temporal.Instant.from(asked.knownAt),
    after: readCursor(asked.cursor, place),
    limit: asked.limit + 1,
  });
  return pageOf(
    entries,
    asked.limit,
    (last) => [last.bookedOn, last.id],
    (row) => entryOf(ctx, row),
  );
}

function found(ticket: store.TicketToWorkOn | undefined): store.TicketToWorkOn {
  if (ticket === undefined) throw new Problem("not_found", "There is no such ticket.");
  return ticket;
}

function refuseHeld({ held }: store.TicketToWorkOn): void {
  if (held === null) return;
  const waits = held === "quote" ? "waits for an approved quote" : "is refused by the policy until it is covered";
  const detail = `This ticket is not covered and ${waits}: nobody works on it. It can be put under what covers it, or let through by a manager.`;
  throw new Problem("refused", detail, { rule: "ENT7", held });
}

async function workerFor(ctx: Context, asked: string): Promise<{ id: string; name: string }> {
  if (asked === "me") return { id: ctx.actor.id, name: ctx.actor.name };
  const worker = await store.selectWorker(ctx.tx, asked);
  if (worker !== undefined) return worker;
  throw refusal("worker", "Work is done by agents, managers and administrators who can sign in. Choose one of them.");
}

function minutesFrom(asked: number | string): number {
  const read = parseMinutes(String(asked));
  if (read.ok) return read.value;
  throw refusal("minutes", read.refusal.message);
}

function startFrom(ctx: Context, asked: string | undefined): Temporal.Instant | null {
  if (asked === undefined) return null;
  const startedAt = Temporal.Instant.from(asked);
  if (Temporal.Instant.compare(startedAt, ctx.now) <= 0) return startedAt;
  throw refusal("startedAt", "That is still to come. Enter work when it is done.");
}

/** Where days begin first. */
const firstZone = "Pacific/Kiritimati";

function dayFrom(ctx: Context, day: IsoDate): IsoDate {
  if (day <= dateInZone(ctx.now, firstZone).toString()) return day;
  throw refusal("workedOn", `${day} is still to come. Enter work when it is done.`);
}

async function refuseLongDay(ctx: Context, worker: { id: string; name: string }, day: IsoDate, minutes: number): Promise<void> {
  const before = await store.holdMinutesOn(ctx.tx, worker.id, day);
  if (before + minutes <= minutesOfDay) return;
  const detail = `${worker.name} already has ${before} minutes on ${day}; with ${minutes} more it would be over the ${minutesOfDay} of a day.`;
  throw refusal("minutes", detail);
}

function refusal(field: keyof AddWork, detail: string): Problem {
  return new Problem("refused", detail, { rule: "PRJ2", errors: [{ pointer: `/body/${field}`, message: detail }] });
}

function isRemovable(ctx: Context, { workerId, recordedBy }: { workerId: string; recordedBy: string }): boolean {
  const own = workerId === ctx.actor.id || recordedBy === ctx.actor.id;
  return may(ctx.actor, "work.correct") || (own && may(ctx.actor, "work.record"));
}

function entryOf(ctx: Context, row: store.EntryRow): WorkEntry {
  const { kind, contractId, contractNumber, bookedOn, rule, reason, since, amendmentId } = row;
  return {
    id: row.id,
    ticketId: row.ticketId,
    ticketNumber: `T-${row.ticketNumber}`,
    workerId: row.workerId,
    workerName: row.workerName,
    workedOn: row.workedOn,
    startedAt: row.startedAt?.toString() ?? null,
    minutes: row.minutes,
    kind: row.workKind,
    note: row.note,
    recordedAt: row.recordedAt.toString(),
    recordedByName: row.recordedByName,
    booking: { kind, contractId, contractNumber, bookedOn, rule, reason, since: since.toString(), amendmentId },
    removable: isRemovable(ctx, row),
  };
}
