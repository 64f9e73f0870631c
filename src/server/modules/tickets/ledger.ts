/** What happened to tickets, told to the ledger of allowances: what each draws, gives back, or takes again (ALW4). */

import { isClosed } from "#core/entitlement/targets.ts";
import * as allowances from "#modules/allowances/allowances.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";
import { covering } from "./cover.ts";
import { isDone } from "./status.ts";
import type { Acted } from "./store.ts";
import type { InHand, Ticket } from "./ticket.ts";

/** What can happen to a ticket after it was opened: opening draws with the decision itself. */
type Happened = { readonly kind: "resolved" | "cancelled" | "reopened" | "merged" } | Repointed;
type Repointed = { readonly kind: "re_pointed"; readonly stage: "open" | "resolved" };

/**
 * Tells the ledger what acts came to, each by the ticket's revision, so that it is taken once (ALW2). Throws `refused` (ALW3) where
 * what would be drawn is not there: then nothing of the act is.
 */
export async function tellLedger(ctx: Context, acted: readonly Acted[]): Promise<void> {
  for (const { before, after } of acted) {
    if (before === null || (before.ticket.contractId === null && after.ticket.contractId === null)) continue;
    const happened = happenedTo(before.ticket, after.ticket);
    if (happened.length === 0) continue;
    const use = await useOf(ctx, after);
    for (const one of happened) {
      const event = `${one.kind} ${after.ticket.revision}`;
      const { short } = await allowances.happen(ctx, use, { ...one, event, at: after.ticket.changedAt });
      if (short > 0) throw usedUp(one.kind);
    }
  }
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

/** What draws: by the cover that the ticket has, for what it is about now. */
async function useOf(ctx: Context, { ticket, decided }: InHand): Promise<allowances.Use> {
  const { decision, basis } = await entitlements.recordedFor(ctx, ticket.decisionId);
  const { facts } = basis;
  const found = covering(decision, facts, ticket.chosenCoverageId);
  const contract = facts.contracts.find(({ id }) => id === found?.candidate.contractId);
  const asked = await lastAsked(ctx, decided, { decision, basis });
  const request = { channel: ticket.channel, severity: ticket.severity, productPath: asked };
  if (found === null || contract === undefined)
    return { id: ticket.id, cover: null, request: { ...request, isOutOfHours: false } };
  const { plan } = found;
  const { id: contractId, startsOn, endsBefore, timeZone } = contract;
  const opening = { at: facts.at, knownAt: facts.knownAt, timeZone: decision.account?.timeZone ?? timeZone };
  return {
    id: ticket.id,
    cover: { contractId, planId: plan.id, terms: plan.terms, anchorOn: startsOn, startsOn, endsBefore, timeZone },
    request: { ...request, isOutOfHours: isClosed(plan, opening) },
  };
}

type Made = Pick<entitlements.Recorded, "decision" | "basis">;

/** The product that it is about, as a path: that of the last decision, whether or not it was taken. */
async function lastAsked(ctx: Context, decided: InHand["decided"], present: Made): Promise<readonly string[]> {
  const last = decided.findLast(({ taken }) => !taken);
  const { decision, basis } = last === undefined ? present : await entitlements.recordedFor(ctx, last.decisionId);
  const { productPath } = basis.facts;
  const own = decision.subject?.productPath ?? [];
  return own.length === 0 || productPath.includes(own[0]!) ? productPath : own;
}

function usedUp(kind: Happened["kind"]): Problem {
  const detail =
    kind === "reopened"
      ? "What it had drawn was given back, and nothing is left now. Open a new ticket and name this one there."
      : "Nothing is left that it could draw on like this. Look at what the change would decide, and choose again.";
  return new Problem("refused", detail, { rule: "ALW3" });
}
