/** What a change of what a ticket is about would decide, shown before anything is saved (ENT11). */

import type { ReplyOf } from "#api/endpoint.ts";
import type { redecideTicket, TicketStanding } from "#api/ticket-decisions.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import * as policies from "#modules/policies/policies.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { savepoint } from "#platform/savepoint.ts";
import type { AskedAbout } from "./about.ts";
import { covering } from "./cover.ts";
import { redecided } from "./decided.ts";
import { actOf, hold } from "./hold.ts";
import { targetOf } from "./read.ts";
import { decideAnew } from "./redecide.ts";
import type { InHand } from "./ticket.ts";

export type Redecision = ReplyOf<typeof redecideTicket>;

/**
 * The ticket as it stands, and as it would stand by the new decision or with its cover kept. It is decided as a change would decide it,
 * and taken back. Throws `not_found`, and `refused` (ENT11) for what does not go together.
 */
export async function previewRedecision(ctx: Context, id: string, to: AskedAbout): Promise<Redecision> {
  permit(ctx.actor, "tickets.work");
  const before = await hold(ctx, id);
  const standing = standingOf(ctx, before, await entitlements.recordedFor(ctx, before.ticket.decisionId));
  const policy = await policies.coverOnRedecision(ctx, null);
  return inTrial(ctx, async () => {
    const anew = await decideAnew(ctx, before, to);
    if (anew === null) return { differs: false, policy, before: standing, switched: standing, kept: standing };
    const act = actOf(ctx, before);
    const switched = standingOf(ctx, redecided(before, anew.ways.switch, act, ctx.newId), anew.recorded);
    if (!anew.differs) return { differs: false, policy, before: standing, switched, kept: switched };
    const kept = redecided(before, anew.ways.keep, act, ctx.newId);
    const first = await entitlements.recordedFor(ctx, before.ticket.decisionId);
    return { differs: true, policy, before: standing, switched, kept: standingOf(ctx, kept, first) };
  });
}

/** Whatever is written is unwritten. */
async function inTrial<T>(ctx: Context, act: () => Promise<T>): Promise<T> {
  const undo = await savepoint(ctx);
  const result = await act();
  await undo();
  return result;
}

/** A ticket in hand as a standing on the wire, under the decision that it goes by. */
function standingOf(
  ctx: Context,
  { ticket, clocks }: InHand,
  { id, decision, basis, handled }: entitlements.Recorded,
): TicketStanding {
  const handling = policies.shownKept(ctx.actor, handled);
  const found = covering(decision, basis.facts, ticket.chosenCoverageId);
  return {
    decision: { ...decision, id, handling } as TicketStanding["decision"],
    outcome: ticket.outcome,
    plan: found?.plan.name ?? null,
    contractNumber: found?.candidate.contractNumber ?? null,
    targets: clocks.map((clock) => targetOf(clock, ctx.now)),
    handling: ticket.handling,
    held: ticket.held,
  };
}
