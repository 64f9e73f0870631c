/** What people decide about tickets: which cover it is (ENT4), that it is served all the same (ENT9), and that two are one matter. */

import type { ReplyOf } from "#api/endpoint.ts";
import type * as api from "#api/ticket-decisions.ts";
import type { Ticket as TicketReply } from "#api/tickets.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { accountScope, permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { carryOut } from "./carry-out.ts";
import { coverOf, equalsOf } from "./cover.ts";
import { chosen, merged, overridden } from "./decided.ts";
import { actOf, hold } from "./hold.ts";
import * as list from "./list-store.ts";
import { letThrough } from "./notice.ts";
import { getTicket } from "./read.ts";
import { isDone, refused } from "./status.ts";
import * as store from "./store.ts";
import type { InHand } from "./ticket.ts";

/**
 * Settles an undecided ticket under the one of the equals that a person chose, with their reason; its promises count from the opening.
 * Throws `not_found`, and `refused` (ENT4) where there is nothing to choose, or not this.
 */
export async function chooseCover(
  ctx: Context,
  id: string,
  { coverageId, reason }: { readonly coverageId: string; readonly reason: string },
): Promise<TicketReply> {
  permit(ctx.actor, "tickets.work");
  const before = await hold(ctx, id);
  const { ticket } = before;
  if (ticket.outcome !== "undecided") throw nothingToChoose("This ticket is not undecided: there is nothing to choose.");
  const { decision, basis } = await entitlements.recordedFor(ctx, ticket.decisionId);
  const equals = equalsOf(decision);
  if (equals.length === 0)
    throw nothingToChoose("It is undecided because its clues do not lead to one thing. Say what it is about instead.");
  const one = equals.find((candidate) => candidate.coverageId === coverageId);
  if (one === undefined) throw nothingToChoose("This is none of those that cover it. Choose one of them.", "/body/coverageId");
  const { contractId, promised } = coverOf(decision, basis.facts, ticket.severity, coverageId);
  const words = `Settled: it is covered by ${one.contractNumber ?? one.kind} (${one.plan}).`;
  const after = chosen(before, { coverageId, contractId, words, reason }, promised, actOf(ctx, before), ctx.newId);
  await carryOut(ctx, [{ before, after }]);
  return getTicket(ctx, id);
}

/**
 * Lets a held ticket be served all the same, on the actor's word: the decision counts as overturned (ENT8), and the service as an
 * exception (ENT9). For one that waits for a quote it says that the quote is approved. Throws `not_found`, and `refused` (ENT9).
 */
export async function overrideTicket(ctx: Context, id: string, reason: string): Promise<TicketReply> {
  permit(ctx.actor, "exceptions.approve");
  const before = await hold(ctx, id);
  const after = overridden(before, reason, letThrough, actOf(ctx, before));
  await carryOut(ctx, [{ before, after }]);
  return getTicket(ctx, id);
}

/**
 * Closes a ticket whose matter goes on in another, named by id or number: of the same account, or of one that nobody knew. Throws
 * `not_found`, and `refused` (TIC5) where one of them is done or they are of two accounts.
 */
export async function mergeTicket(ctx: Context, id: string, into: string): Promise<TicketReply> {
  permit(ctx.actor, "tickets.work");
  const number = list.ticketNumber(into);
  const which = number === undefined ? { id: into } : { number };
  const found = await store.lockTickets(ctx.tx, [{ id }, which], accountScope(ctx.actor));
  const from = found.find(({ inHand }) => inHand.ticket.id === id);
  if (from === undefined) throw new Problem("not_found", "There is no such ticket.");
  const target = found.find((one) => ("id" in which ? one.inHand.ticket.id === which.id : one.number === which.number));
  if (target === undefined) throw cannotMerge(`There is no ticket ${into}.`);
  requireOneMatter(from.inHand, target.inHand);
  const act = actOf(ctx, from.inHand, target.inHand);
  const numbers = { from: `T-${from.number}`, into: `T-${target.number}` };
  const after = merged({ from: from.inHand, into: target.inHand }, numbers, act);
  await carryOut(ctx, [
    { before: from.inHand, after: after.from },
    { before: target.inHand, after: after.into },
  ]);
  return getTicket(ctx, id);
}

function requireOneMatter({ ticket: from }: InHand, { ticket: into }: InHand): void {
  if (from.id === into.id) throw cannotMerge("A ticket cannot be merged into itself.");
  if (isDone(from.status)) throw cannotMerge("This ticket is done: only what is open can go on in another.");
  if (isDone(into.status)) throw cannotMerge("The other ticket is done. Reopen it first, or merge the other way round.");
  if (from.accountId !== null && from.accountId !== into.accountId)
    throw cannotMerge("The other ticket is another account's. What one customer writes is not another's to read.");
}

/** What was decided about a ticket, in its order (ENT11). For the desk: reasons of people are in it. Throws `not_found`. */
export async function listTicketDecisions(ctx: Context, id: string): Promise<ReplyOf<typeof api.listTicketDecisions>> {
  permit(ctx.actor, "ticket_decisions.read");
  const entries = await list.selectDecided(ctx.tx, id);
  if (entries.length === 0) throw new Problem("not_found", "There is no such ticket.");
  const decisions = await entitlements.decisionsFor(
    ctx,
    entries.map(({ decisionId }) => decisionId),
  );
  const rows = entries.map((entry) => ({ ...entry, at: entry.at.toString(), decision: decisions.get(entry.decisionId)! }));
  return { rows: rows as ReplyOf<typeof api.listTicketDecisions>["rows"] };
}

function nothingToChoose(detail: string, pointer?: string): Problem {
  const errors = pointer === undefined ? {} : { errors: [{ pointer, message: detail }] };
  return new Problem("refused", detail, { rule: "ENT4", ...errors });
}

function cannotMerge(detail: string): Problem {
  return refused(detail, { rule: "TIC5", errors: [{ pointer: "/body/into", message: detail }] });
}
