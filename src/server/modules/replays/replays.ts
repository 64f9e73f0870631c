/** What recorded decisions would have been: the same, or, with other rules supposed, which ones not, for whom and at what cost. */

import type { replayDecisions as replayEndpoint, ReplayDifference } from "#api/replays.ts";
import type { BodyOf, ReplyOf } from "#api/endpoint.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import type { Context } from "#platform/context.ts";
import { cursorOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { z } from "zod";
import { id, isoInstant } from "#api/values.ts";

/** One page of decisions, made again in the order in which they were made. Throws `validation_failed` for a cursor of another list. */
export async function replayDecisions(
  ctx: Context,
  { since, through, limit, cursor }: BodyOf<typeof replayEndpoint>,
): Promise<ReplyOf<typeof replayEndpoint>> {
  permit(ctx.actor, "replays.read");
  const span = { since: startOf(since), before: through === undefined ? null : startOf(through).add({ hours: 24 }) };
  const place = readCursor(cursor, z.tuple([isoInstant, id]), "/body/cursor");
  const after = place && { decidedAt: Temporal.Instant.from(place[0]), id: place[1] };
  let replayed = 0;
  const differing: entitlements.Replayed[] = [];
  const end = await entitlements.replayInOrder(ctx, span, { after, limit }, {}, (one) => {
    replayed += 1;
    if (!entitlements.isSameJson(one.replayed, one.answer)) differing.push(one);
  });
  return {
    replayed,
    same: replayed - differing.length,
    differences: await told(ctx, differing),
    nextCursor: end === null ? null : cursorOf([end.decidedAt.toString(), end.id]),
  };
}

function startOf(day: string): Temporal.Instant {
  return Temporal.Instant.from(`${day}T00:00:00Z`);
}

async function told(ctx: Context, differing: readonly entitlements.Replayed[]): Promise<ReplayDifference[]> {
  const ofDecisions = await tickets.ticketsOfDecisions(
    ctx,
    differing.map((one) => one.id),
  );
  return differing.map(({ id: decisionId, decidedAt, answer, replayed }) => {
    const ticket = ofDecisions.get(decisionId);
    return {
      decisionId,
      decidedAt: decidedAt.toString(),
      accountName: replayed.account?.name ?? null,
      serial: replayed.subject?.serial ?? null,
      ticket: ticket === undefined ? null : { id: ticket.id, number: `T-${ticket.number}`, subject: ticket.subject },
      before: entitlements.saidBy(answer),
      after: entitlements.saidBy(replayed),
      reason: replayed.reasons[0]!.text,
    };
  });
}
