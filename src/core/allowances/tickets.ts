/** What to write for each thing that happens to a ticket under an allowance of tickets (ALW3, ALW4). */

import type { IsoDate } from "../coverage/coverage.ts";
import { ticketQuantity } from "./counting.ts";
import { freedFirst, lotEntries, type Taken, useEntries } from "./difference.ts";
import { draw } from "./draw.ts";
import type { Cause, Entry } from "./entry.ts";
import { isOwn, type Lot, type LotBalance, withEntries } from "./lot.ts";
import { dayReached, type Lots, lotsOn } from "./lots-on.ts";
import { admitsRequest, type Allowance, type Request, type TicketAllowance } from "./terms.ts";

/**
 * What can happen, told of one allowance:
 * - `asked`: a check that holds a unit; there may be no ticket yet.
 * - `opened`, `resolved`, `cancelled`, `reopened`; `merged`: it went into another ticket.
 * - `left`: it was re-pointed to what another allowance serves, or to nothing.
 * - `re_pointed`: it was decided anew, and this allowance serves it, whether it did before or not: at its `stage`.
 */
export type TicketHappening = {
  /** The day on which it happened, in the contract's zone. */
  readonly on: IsoDate;
  /** The id of the event. */
  readonly event: string;
} & (
  | { readonly kind: "asked" | "opened" | "resolved" | "cancelled" | "reopened" | "merged" | "left" }
  | { readonly kind: "re_pointed"; readonly stage: "open" | "resolved" }
);

export type DrawingTicket = Request & {
  readonly id: string;
  readonly isOutOfHours: boolean;
  /** What it has of the allowance's lots so far. */
  readonly taken: readonly Taken[];
};

export type TicketWritten = {
  /** What to add to the ledger, in this order: all of it or nothing. */
  readonly entries: readonly Entry[];
  /** The lots as they then are. */
  readonly lots: readonly LotBalance[];
  /** Units that it would need and cannot have: it is to be refused or held back, and takes nothing. */
  readonly short: number;
  /** Units that it now takes beyond the allowance. */
  readonly over: number;
};

/**
 * What to write when something happens to a ticket, given the allowance's lots and what the ticket has of them. A ticket that
 * was never granted a unit is none of the allowance's business when it is resolved: it draws when asked about, opened, reopened
 * or re-pointed. What is told late counts on the first day of the period that the lots have reached.
 */
export function ticketEntries(
  allowance: Allowance<TicketAllowance>,
  lots: Iterable<LotBalance>,
  ticket: DrawingTicket,
  happening: TicketHappening,
): TicketWritten {
  const given = new Map([...lots].map((lot) => [lot.id, lot]));
  const cause: Cause = { event: happening.event, on: dayReached(allowance, given.values(), happening.on) };
  const current = lotsOn(allowance, given.values(), cause.on);
  const { wanted, made, short, over } = wantedBy(allowance, current, ticket, { ...happening, on: cause.on });
  const entries = useEntries(ticket.id, ticket.taken, wanted, cause);
  const after = lotsOn(allowance, withEntries(current, made, entries).values(), cause.on);
  return {
    entries: freedFirst([...lotEntries(given, after.values(), cause), ...entries]),
    lots: [...after.values()],
    short,
    over,
  };
}

type Wanted = { readonly wanted: readonly Taken[]; readonly made: readonly Lot[]; readonly short: number; readonly over: number };
type Standing = "held" | "consumed";

/** What the ticket is to have. */
function wantedBy(allowance: Allowance<TicketAllowance>, lots: Lots, ticket: DrawingTicket, happening: TicketHappening): Wanted {
  const opened = allowance.terms.drawnAt === "opening" ? "consumed" : "held";
  const { taken } = ticket;
  const isDrawing = taken.length > 0;
  switch (happening.kind) {
    case "asked":
      return isDrawing ? keeping(taken) : drawn(allowance, lots, ticket, happening.on, "held");
    case "opened":
      if (!isDrawing) return drawn(allowance, lots, ticket, happening.on, opened);
      return keeping(opened === "consumed" ? taken.map(as("consumed")) : taken);
    case "reopened":
      return isDrawing ? keeping(taken.map(as(opened))) : drawn(allowance, lots, ticket, happening.on, opened);
    case "re_pointed": {
      const standing = happening.stage === "resolved" ? "consumed" : opened;
      if (isDrawing && mayKeep(allowance, lots, ticket)) return keeping(taken.map(as(standing)));
      const freed = withEntries(lots, [], useEntries(ticket.id, taken, [], happening));
      return drawn(allowance, freed, ticket, happening.on, standing);
    }
    case "cancelled":
    case "merged":
    case "left":
      return keeping([]);
    default: // resolved
      return keeping(taken.map(as("consumed")));
  }
}

function keeping(wanted: readonly Taken[]): Wanted {
  return { wanted, made: [], short: 0, over: 0 };
}

function drawn(
  allowance: Allowance<TicketAllowance>,
  lots: Lots,
  ticket: DrawingTicket,
  on: IsoDate,
  standing: Standing,
): Wanted {
  const { draws, short, over } = draw(allowance, lots, ticket, on, ticketQuantity(allowance.terms, ticket.isOutOfHours));
  if (short > 0) return { wanted: [], made: [], short, over: 0 };
  const wanted = draws.map(({ lot, quantity }) => ({ lotId: lot.id, held: 0, consumed: 0, [standing]: quantity }));
  return { wanted, made: draws.map(({ lot }) => lot), short, over };
}

function as(standing: Standing): (taken: Taken) => Taken {
  return ({ lotId, held, consumed }) => ({ lotId, held: 0, consumed: 0, [standing]: held + consumed });
}

/** Whether the ticket, as it is now, may draw what it has: of the same buckets under the same limits. */
function mayKeep({ terms }: Allowance, lots: Lots, ticket: DrawingTicket): boolean {
  const has = ticket.taken.map(({ lotId }) => lots.get(lotId)!);
  return has.every((lot) => {
    const bucket = terms.buckets.find(({ key }) => key === lot.bucketKey);
    if (bucket === undefined || !admitsRequest(bucket, ticket)) return false;
    return (
      !isOwn(lot) ||
      bucket.limits.every(
        (limit) =>
          admitsRequest(limit, ticket) ===
          has.some(({ bucketKey, limitKey }) => bucketKey === bucket.key && limitKey === limit.key),
      )
    );
  });
}
