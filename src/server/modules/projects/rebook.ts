/** What an amendment does to work that is booked already: it belongs where the coverage says now, and the record keeps where it was (PRJ2). */

import type { Rebooked } from "#api/amendment-effects.ts";
import type { ContractFacts, CoverageChange } from "#core/amendments/index.ts";
import { workChanged } from "#modules/allowances/allowances.ts";
import type { Supposition } from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { bookingsOf } from "./booking.ts";
import * as store from "./rebook-store.ts";
import { touchedBy } from "./touched.ts";
import { type Booking, closeBookings, holdBookings, insertBookings } from "./work-store.ts";

/** Work that is booked elsewhere after an amendment, as shown, and where it then belongs. */
export type WorkMove = {
  readonly workId: string;
  /** null where it stays with its contract and only the plan is another, of whose allowances it then draws. */
  readonly shown: Rebooked | null;
  /** The contract that it was booked to, or null. */
  readonly from: string | null;
  readonly booking: Booking;
};

/**
 * The work that one contract's change from `before` to `after` books elsewhere, by the day worked. Writes nothing. With `forUpdate` no
 * work is entered until the transaction ends, so that {@link rebook} moves what was found.
 */
export async function rebookings(
  ctx: Context,
  before: ContractFacts,
  after: ContractFacts,
  { forUpdate = false, changes }: { readonly forUpdate?: boolean | undefined; readonly changes?: readonly CoverageChange[] } = {},
): Promise<WorkMove[]> {
  permit(ctx.actor, "work.read");
  if (forUpdate) await holdBookings(ctx.tx);
  const touched = touchedBy(before, after, changes);
  if (touched === null) return [];
  const { contractId } = after.header;
  const number = (await store.selectContractNumbers(ctx.tx, [contractId])).get(contractId) ?? "";
  return movesOf(ctx, await store.selectTouched(ctx.tx, touched), { number, facts: after });
}

/**
 * Books work anew after coverage was recorded otherwise than by one amendment, such as by an import: what was recorded from `since` on
 * in this transaction. Whoever may record coverage may do this.
 */
export async function rebookSince(ctx: Context, since: Temporal.Instant): Promise<void> {
  permit(ctx.actor, "contracts.record");
  await holdBookings(ctx.tx);
  const moves = await movesOf(ctx, await store.selectTouchedSince(ctx.tx, since), null);
  if (moves.length === 0) return;
  const amendments = await store.selectAmendmentsSince(ctx.tx, since);
  const by = Map.groupBy(
    moves,
    ({ from, booking }) => amendments.get(booking.contractId ?? "") ?? amendments.get(from ?? "") ?? null,
  );
  for (const [amendmentId, some] of by) await rebook(ctx, some, { amendmentId });
}

/** Books the work on tickets anew after they were decided anew, or settled (ENT11). Whether the actor may do that is the caller's affair. */
export async function rebookTickets(ctx: Context, ticketIds: readonly string[]): Promise<void> {
  if (!(await store.isWorkedOn(ctx.tx, ticketIds))) return;
  await holdBookings(ctx.tx);
  const moves = await movesOf(ctx, await store.selectOfTickets(ctx.tx, ticketIds), null);
  await rebook(ctx, moves, { amendmentId: null });
}

async function movesOf(ctx: Context, work: readonly store.BookedWork[], supposition: Supposition | null): Promise<WorkMove[]> {
  if (work.length === 0) return [];
  const bookings = await bookingsOf(ctx, work, supposition);
  const moved = work.flatMap((one, index) => {
    const booking = bookings[index]!;
    const stays = booking.kind === one.kind && booking.contractId === one.contractId && booking.bookedOn === one.bookedOn;
    return stays && booking.planId === one.planId ? [] : [{ one, booking, stays }];
  });
  const numbers = await store.selectContractNumbers(
    ctx.tx,
    moved.flatMap(({ booking }) => booking.contractId ?? []),
  );
  return moved.map(({ one, booking, stays }) => ({
    workId: one.entryId,
    shown: stays
      ? null
      : {
          workId: one.entryId,
          ticketId: one.ticket.id,
          number: `T-${one.ticketNumber}`,
          workedOn: one.workedOn,
          minutes: one.minutes,
          before: one.contractNumber,
          after: booking.contractId === null ? null : numbers.get(booking.contractId)!,
        },
    from: one.contractId,
    booking,
  }));
}

/**
 * Books work where an amendment moved it, as of `recordedAt`; where it was booked until then stays readable (COV9). What it draws of
 * allowances moves with it (ALW5).
 */
export async function rebook(
  ctx: Context,
  moves: readonly WorkMove[],
  {
    amendmentId,
    recordedAt = ctx.now,
  }: { readonly amendmentId: string | null; readonly recordedAt?: Temporal.Instant | undefined },
): Promise<void> {
  if (moves.length === 0) return;
  const entryIds = moves.map(({ workId }) => workId);
  const ended = await closeBookings(ctx.tx, entryIds, recordedAt);
  const bookings = moves.map(({ workId, booking }) => ({
    ...booking,
    id: ctx.newId(),
    entryId: workId,
    amendmentId,
    recordedAt: ended.get(workId)!,
  }));
  await insertBookings(ctx.tx, bookings);
  const contractIds = moves.flatMap(({ from, booking }) => [from, booking.contractId].filter((id) => id !== null));
  await workChanged(ctx, new Set(contractIds));
}
