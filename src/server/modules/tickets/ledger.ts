/** What happened to tickets, told to the ledger of allowances: what each draws, gives back, or takes again (ALW4). */

import * as allowances from "#modules/allowances/allowances.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { isDone } from "./status.ts";
import type { Acted } from "./store.ts";
import type { InHand, Ticket } from "./ticket.ts";

/** What can happen to a ticket after it was opened: opening draws with the decision itself. */
type Happened = { readonly kind: "resolved" | "cancelled" | "reopened" | "merged" } | Repointed;
type Repointed = { readonly kind: "re_pointed"; readonly stage: "open" | "resolved" };

/**
 * Tells the ledger what acts came to, each by the ticket's revision, so that it is taken once (ALW2). Gives back the acts as they are
 * to be saved. Throws `refused` (ALW3) where what would be drawn is not there: then nothing of the act is. Only what a customer writes
 * is never refused for that: their ticket is reopened without a unit, and a note tells the desk.
 */
export async function tellLedger(ctx: Context, acted: readonly Acted[]): Promise<Acted[]> {
  const told: Acted[] = [];
  for (const one of acted) told.push((await isShort(ctx, one)) ? { ...one, after: withoutUnit(one.after) } : one);
  return told;
}

/** Whether there is too little for what a customer's words bring about. Throws `refused` where somebody of the desk brought it about. */
async function isShort(ctx: Context, { before, after }: Acted): Promise<boolean> {
  if (before === null || (before.ticket.contractId === null && after.ticket.contractId === null)) return false;
  const happened = happenedTo(before.ticket, after.ticket);
  if (happened.length === 0) return false;
  const use = await useOf(ctx, after);
  for (const one of happened) {
    if (!concerns(use, one)) continue;
    const event = `${one.kind} ${after.ticket.revision}`;
    const { short } = await allowances.happen(ctx, use, { ...one, event, at: after.ticket.changedAt });
    if (short > 0 && isCustomers(after)) return true;
    if (short > 0) throw usedUp(one.kind);
  }
  return false;
}

const isCustomers = ({ said }: InHand): boolean => said.some(({ kind }) => kind === "customer_reply");

function withoutUnit(inHand: InHand): InHand {
  const body =
    "The customer's reply reopened this ticket, but the unit of the allowance that it had was given back, and nothing is left to draw. It has none.";
  const note = { kind: "note", body, authorId: null, authorName: "Support", at: inHand.ticket.changedAt } as const;
  return { ...inHand, said: [...inHand.said, note] };
}

/** What covers it may grant no tickets, and what is drawn on opening stays drawn when it is resolved; another cover may give back of the one before. */
function concerns({ cover }: allowances.Use, { kind }: Happened): boolean {
  if (kind === "re_pointed") return true;
  const ofTickets = (cover?.terms.allowances ?? []).filter((one) => one.unit === "tickets");
  return ofTickets.some(({ drawnAt }) => kind !== "resolved" || drawnAt === "resolution");
}

/** In the order in which they count: what it is about first, then where it stands. */
function happenedTo(before: Ticket, after: Ticket): Happened[] {
  const happened: Happened[] = [];
  const hasGivenBack = before.status === "cancelled" || before.mergedInto !== null;
  if (isRepointed(before, after) && !hasGivenBack)
    happened.push({ kind: "re_pointed", stage: isDone(before.status) ? "resolved" : "open" });
  if (after.mergedInto !== before.mergedInto) return [...happened, { kind: "merged" }];
  if (after.status === before.status) return happened;
  if (after.status === "cancelled") return [...happened, { kind: "cancelled" }];
  if (isDone(before.status) && !isDone(after.status)) return [...happened, { kind: "reopened" }];
  if (isDone(after.status) && !isDone(before.status)) return [...happened, { kind: "resolved" }];
  return happened;
}

function isRepointed(before: Ticket, after: Ticket): boolean {
  const keys = ["decisionId", "chosenCoverageId", "channel", "severity", "productId"] as const;
  return keys.some((key) => before[key] !== after[key]);
}

/** What draws: by the cover that the ticket has, for what it is about now, which after a kept cover another decision was about. */
async function useOf(ctx: Context, { ticket, decided }: InHand): Promise<allowances.Use> {
  const { id, decisionId, chosenCoverageId, channel, severity } = ticket;
  const use = entitlements.useOf(await entitlements.recordedFor(ctx, decisionId), id, chosenCoverageId);
  const last = decided.findLast(({ taken }) => !taken);
  if (last === undefined) return { ...use, request: { ...use.request, channel, severity } };
  const { productPath } = entitlements.useOf(await entitlements.recordedFor(ctx, last.decisionId), id).request;
  return { ...use, request: { ...use.request, channel, severity, productPath } };
}

function usedUp(kind: Happened["kind"]): Problem {
  const detail =
    kind === "reopened"
      ? "What it had drawn was given back, and nothing is left now. Open a new ticket and name this one there."
      : "Nothing is left that it could draw on like this. Look at what the change would decide, and choose again.";
  return new Problem("refused", detail, { rule: "ALW3" });
}
