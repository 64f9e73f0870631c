/** What recorded decisions would have been: the same, or, with other rules supposed, which ones not, for whom and at what cost. */

import type { BodyOf, ReplyOf } from "#api/endpoint.ts";
import type { replayDecisions as replayEndpoint } from "#api/replays.ts";
import { id, isoInstant } from "#api/values.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { checkPolicy, type Policy } from "#core/policy/index.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import type { Context } from "#platform/context.ts";
import { cursorOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { z } from "zod";
import { toldDifferences } from "./differences.ts";
import { type Draft, draftOf } from "./draft.ts";

type Asked = BodyOf<typeof replayEndpoint>;

/**
 * One page of decisions, made again in the order in which they were made. As they were, each must come out the same in every word; with
 * something supposed, a difference is another outcome, other cover, or another handling of a no. Throws `validation_failed` for a
 * cursor of another list, and `refused` for a policy that could never be meant.
 */
export async function replayDecisions(ctx: Context, asked: Asked): Promise<ReplyOf<typeof replayEndpoint>> {
  permit(ctx.actor, "replays.read");
  const { since, through, limit, cursor, with: supposed } = asked;
  const span = { since: startOf(since), before: through === undefined ? null : startOf(through).add({ hours: 24 }) };
  const place = readCursor(cursor, z.tuple([isoInstant, id]), "/body/cursor");
  const after = place && { decidedAt: Temporal.Instant.from(place[0]), id: place[1] };
  const plan = supposed?.plan && { planId: supposed.plan.planId, terms: supposed.plan.terms as PlanTerms };
  const policy = soundPolicy(supposed?.policy as Policy | undefined);
  let replayed = 0;
  const drafts: Draft[] = [];
  const end = await entitlements.replayInOrder(ctx, span, { after, limit }, { ranking: supposed?.ranking, plan }, (one) => {
    replayed += 1;
    const draft = draftOf(one, supposed !== undefined, policy);
    if (draft !== null) drafts.push(draft);
  });
  const differences = await toldDifferences(ctx, drafts, policy);
  return {
    replayed,
    same: replayed - differences.length,
    differences,
    nextCursor: end === null ? null : cursorOf([end.decidedAt.toString(), end.id]),
  };
}

function startOf(day: string): Temporal.Instant {
  return Temporal.Instant.from(`${day}T00:00:00Z`);
}

function soundPolicy(policy: Policy | undefined): Policy | undefined {
  if (policy === undefined) return undefined;
  const sound = checkPolicy(policy);
  if (sound.ok) return policy;
  const { message, path = [] } = sound.refusal;
  throw new Problem("refused", message, {
    rule: "ENT7",
    errors: [{ pointer: ["/body/with/policy", ...path].join("/"), message }],
  });
}
