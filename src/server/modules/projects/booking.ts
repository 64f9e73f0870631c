/** To which project a piece of work belongs: the desk's decision on the ticket's subject, on the day worked (PRJ2). */

import type { IsoDate } from "#core/coverage/coverage.ts";
import { coverAgain, type CoverFound, type Supposition } from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import type { Booking, WorkedTicket } from "./work-store.ts";

/** Work as far as booking needs to know it. */
export type Worked = {
  readonly ticket: WorkedTicket;
  readonly workedOn: IsoDate;
  readonly startedAt: Temporal.Instant | null;
};

/** Where each piece of work belongs, in their order: as contracts stand, or as they would with one as supposed. */
export async function bookingsOf(
  ctx: Context,
  work: readonly Worked[],
  supposition: Supposition | null = null,
): Promise<Booking[]> {
  const asked = work.map(({ ticket: { id: useId, decisionId, contractId }, workedOn, startedAt }) => ({
    decisionId,
    moment: startedAt === null ? { day: workedOn } : { at: startedAt },
    useId,
    contractId,
  }));
  return (await coverAgain(ctx, asked, supposition)).map(bookingOf);
}

const kinds = { contract: "project", warranty: "warranty", none: "exception" } as const;

function bookingOf({ kind, contractId, planId, accountId, day, reason }: CoverFound): Booking {
  return { kind: kinds[kind], contractId, planId, accountId, bookedOn: day, rule: reason.rule, reason: reason.text };
}
