/** What happened to tickets, told to the ledger of allowances: what each draws, gives back, or takes again (ALW4). */

import * as allowances from "#modules/allowances/allowances.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { selectMadeLast } from "./list-store.ts";
import { isDone } from "./status.ts";
import type { Acted } from "./store.ts";
import { type InHand, isMade, type Ticket } from "./ticket.ts";

/** What can happen to a ticket after it was opened: opening draws with the decision itself. */
type Happened = { readonly kind: "resolved" | "cancelled" | "reopened" | "merged" } | Repointed;
type Repointed = { readonly kind: "re_pointed"; readonly stage: "open" | "resolved" };

/**
 * Tells the ledger what acts came to, each by the ticket's revision, so that it is taken once (ALW2). Throws `refused` (ALW3) where what
 * would be drawn is not there: then nothing of the act is.
 */
export async function tellLedger(ctx: Context, acted: readonly Acted[]): Promise<void> {
  for (const one of acted) {
    const short = await shortOf(ctx, one);
    if (short !== null) throw usedUp(short);
  }
}

/** Draws what an act comes to, before it is carried out: false where it is not there. Then nobody else takes of it until the transaction ends. */
export async function canDraw(ctx: Context, acted: Acted): Promise<boolean> {
  return (await shortOf(ctx, acted)) === null;
}

/** By what an event is known to the ledger. */
export function eventOf(kind: Happened["kind"], { revision }: Pick<Ticket, "revision">): string {
  return `${kind} ${revision}`;
}

/** What happened for which there is too little; null where there is enough. */
async function shortOf(ctx: Context, { before, after }: Acted): Promise<Happened["kind"] | null> {
  if (before === null || (before.ticket.contractId === null && after.ticket.contractId === null)) return null;
  const happened = happenedTo(before.ticket, after.ticket);
  if (happened.length === 0) return null;
  const use = await useOf(ctx, after);
  for (const one of happened) {
    if (!concerns(use, one)) continue;
    const event = eventOf(one.kind, after.ticket);
    const { short } = await allowances.happen(ctx, use, { ...one, event, at: after.ticket.changedAt });
    if (short > 0) return one.kind;
  }
  return null;
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
  if (after.mergedInto !== null && before.mergedInto === null) return [...happened, { kind: "merged" }];
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
  const madeLast = decided.findLast(isMade)?.decisionId ?? (await selectMadeLast(ctx.tx, ticket));
  if (madeLast === decisionId) return use;
  const { productPath } = entitlements.useOf(await entitlements.recordedFor(ctx, madeLast), id).request;
  return { ...use, request: { ...use.request, channel, severity, productPath } };
}

function usedUp(kind: Happened["kind"]): Problem {
  const detail =
    kind === "reopened"
      ? "What it had drawn was given back, and nothing is left now. Open a new ticket and name this one there."
      : "Nothing is left that it could draw on like this. Look at what the change would decide, and choose again.";
  return new Problem("refused", detail, { rule: "ALW3" });
}
