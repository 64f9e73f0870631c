/** A ticket's clocks as it moves: what its status does to them, and what another decision promises (SLA2 to SLA4). */

import { type Clock, happened, isMet, isPaused, type Promised, retarget, startClock } from "./clock.ts";
import { isDone, standsStill } from "./status.ts";
import type { Ticket } from "./ticket.ts";

/** Solving meets whatever is still owed, at that instant. Reopening owes the resolution again. */
export function clocksAfter(clocks: readonly Clock[], from: Ticket, to: Ticket, at: Temporal.Instant): readonly Clock[] {
  if (to.status === "solved" && from.status !== "solved") return meet(clocks, () => true, at);
  const isReopened = isDone(from.status) && !isDone(to.status);
  return clocks.map((clock) => {
    const stands = standsStill(clock.name, to);
    if (isMet(clock)) return isReopened && clock.name === "resolution" && !stands ? happened(clock, "resumed", at) : clock;
    if (isPaused(clock) === stands) return clock;
    return happened(clock, stands ? "paused" : "resumed", at);
  });
}

/** Meets those of the clocks that are asked for, unless they are met. */
export function meet(clocks: readonly Clock[], which: (clock: Clock) => boolean, at: Temporal.Instant): readonly Clock[] {
  return clocks.map((clock) => (which(clock) && !isMet(clock) ? happened(clock, "met", at) : clock));
}

/**
 * Each clock under its new promise; a promise not made before counts from the opening too, and stands if its ticket does.
 * A ticket that is done is owed nothing that it was not promised.
 */
export function retargeted(
  clocks: readonly Clock[],
  ticket: Ticket,
  promised: readonly Promised[],
  at: Temporal.Instant,
  newId: () => string,
): Clock[] {
  const kept = clocks.map((clock) => {
    const promise = promised.find(({ target }) => target.name === clock.name);
    return promise === undefined ? clock : retarget(clock, promise, at);
  });
  const added = isDone(ticket.status) ? [] : promised.filter(({ target }) => !clocks.some(({ name }) => name === target.name));
  return [...kept, ...added.map((promise) => startedLate(newId(), promise, ticket))];
}

function startedLate(id: string, promise: Promised, ticket: Ticket): Clock {
  const clock = startClock(id, promise, ticket.openedAt);
  return standsStill(clock.name, ticket) ? happened(clock, "paused", ticket.statusSince) : clock;
}
