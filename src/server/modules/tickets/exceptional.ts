/** What tickets tell renewals and the desk: served without cover (ENT9), undecided (ENT4), of nobody known (ENT10), or covered after all. */

import * as entitlements from "#modules/entitlements/entitlements.ts";
import * as exceptions from "#modules/exceptions/exceptions.ts";
import type { Context } from "#platform/context.ts";
import { type Acted, selectNumbers } from "./store.ts";
import type { Ticket } from "./ticket.ts";

/** Opens and settles exceptions and tasks by what acts came to. */
export async function tellDesk(ctx: Context, acted: readonly Acted[]): Promise<void> {
  await serve(ctx, acted);
  await stopWaiting(ctx, acted);
  for (const { kind, isOpen, note } of leftOpen) {
    const became = acted.filter(({ before, after }) => isOpen(after.ticket) && (before === null || !isOpen(before.ticket)));
    const ceased = acted.filter(({ before, after }) => before !== null && isOpen(before.ticket) && !isOpen(after.ticket));
    if (became.length > 0) await exceptions.askToSettle(ctx, await toSettle(ctx, kind, became));
    const ids = ceased.map(({ after }) => after.ticket.id);
    await exceptions.settled(ctx, ids, kind, note);
  }
}

async function toSettle(
  ctx: Context,
  kind: exceptions.ToSettle["kind"],
  acted: readonly Acted[],
): Promise<exceptions.ToSettle[]> {
  const tickets = acted.map(({ after }) => after.ticket);
  const ids = tickets.map(({ id }) => id);
  const numbers = await selectNumbers(ctx.tx, ids);
  const answers = await answersFor(ctx, acted);
  return tickets.map(({ id, decisionId, openedAt }) => ({
    kind,
    ticketId: id,
    ticketName: `T-${numbers.get(id)}`,
    decision: answers.get(decisionId)!,
    at: openedAt,
  }));
}

/** What is answered by the decisions that tickets go by, by the decision's id. */
function answersFor(ctx: Context, acted: readonly Acted[]): ReturnType<typeof entitlements.answersOf> {
  return entitlements.answersOf(
    ctx,
    acted.map(({ after }) => after.ticket.decisionId),
  );
}

const isGone = ({ status, mergedInto }: Ticket): boolean => status === "cancelled" || mergedInto !== null;

/** What a ticket leaves open for people to settle. */
const leftOpen = [
  {
    kind: "undecided",
    isOpen: (ticket: Ticket) => ticket.outcome === "undecided" && !isGone(ticket),
    note: "The ticket is decided, or is no more.",
  },
  {
    kind: "identify",
    isOpen: (ticket: Ticket) => ticket.accountId === null && !isGone(ticket),
    note: "It is known whose the ticket is, or it is no more.",
  },
] as const;

/** Exceptions of what is served, with a word to renewals; and to renewals alone what waits. */
async function serve(ctx: Context, acted: readonly Acted[]): Promise<void> {
  const served: exceptions.Served[] = [];
  const waiting: exceptions.Served[] = [];
  const covered: string[] = [];
  const answers = await answersFor(
    ctx,
    acted.filter(({ after }) => after.ticket.handling !== null),
  );
  for (const { before, after } of acted) {
    const { ticket, decided } = after;
    if (before?.ticket.outcome === "not_entitled" && ticket.outcome === "entitled") covered.push(ticket.id);
    if (ticket.handling === null || (before !== null && isHandledAlike(before.ticket, ticket))) continue;
    const { id: ticketId, decisionId, handling, changedAt: at } = ticket;
    const one = { ticketId, decisionId, decision: answers.get(decisionId)!, handling, at };
    const override = decided.findLast(({ cause }) => cause === "overridden");
    if (override !== undefined) await exceptions.overrideApproved(ctx, { ...one, reason: override.reason! });
    else if (ticket.held === null) served.push(one);
    else if (waits(ticket)) waiting.push(one);
  }
  if (served.length > 0) await exceptions.openExceptions(ctx, served);
  if (waiting.length > 0) await exceptions.sendToRenewals(ctx, waiting);
  await exceptions.coveredAfterAll(ctx, covered, "The ticket was decided anew, and is covered.");
}

function isHandledAlike(before: Ticket, after: Ticket): boolean {
  const isHeldAlike = before.held === after.held && waits(before) === waits(after);
  return isHeldAlike && before.handling === after.handling && before.decisionId === after.decisionId;
}

/** Whether renewals is to see to it, that somebody may work on it. */
const waits = (ticket: Ticket): boolean => ticket.held !== null && !isGone(ticket);

/** What waited for cover, or for a quote, and was cancelled or merged, is nothing to renew for. */
async function stopWaiting(ctx: Context, acted: readonly Acted[]): Promise<void> {
  const gone = acted.filter(({ before, after }) => before !== null && waits(before.ticket) && isGone(after.ticket));
  if (gone.length === 0) return;
  const merged = gone.flatMap(({ after }) => after.ticket.mergedInto ?? []);
  const numbers = await selectNumbers(ctx.tx, merged);
  const becameOf = ({ mergedInto }: Ticket): string =>
    mergedInto === null
      ? "The ticket was cancelled."
      : `The ticket was merged into T-${numbers.get(mergedInto)}, and goes on there.`;
  for (const [note, some] of Map.groupBy(gone, ({ after }) => becameOf(after.ticket))) {
    const ids = some.map(({ after }) => after.ticket.id);
    await exceptions.settled(ctx, ids, "renewal", note);
  }
}
