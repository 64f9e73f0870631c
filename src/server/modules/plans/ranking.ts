/** Which of several covers is preferred (ENT3), as data with its history; and which plan unknown callers get (ENT10). */

import type { z } from "zod";
import type { BodyOf } from "#api/endpoint.ts";
import type * as api from "#api/plans.ts";
import { defaultRanking } from "#core/entitlement/facts.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { selectPlan } from "./store.ts";
import * as store from "./ranking-store.ts";

type InForce = z.infer<typeof api.rankingInForce>;

/** The order in force, and all that ever held. */
export async function getRanking(ctx: Context): Promise<InForce> {
  permit(ctx.actor, "plans.read");
  const history = (await store.selectRankings(ctx.tx)).map(({ version, ranking, reason, authorName, recordedAt }) => ({
    scopes: [...ranking.scopes],
    sources: [...ranking.sources],
    version,
    reason,
    recorded: { at: recordedAt.toString(), by: authorName },
  }));
  const { scopes, sources, version } = history[0]!;
  return { scopes, sources, version, history };
}

/** Another order from now on. Throws `stale_version`, and `refused` (ENT3) for one that leaves something out or names it twice. */
export async function changeRanking(
  ctx: Context,
  version: number,
  { scopes, sources, reason }: BodyOf<typeof api.changeRanking>,
): Promise<InForce> {
  permit(ctx.actor, "plans.change");
  const errors = [
    ...faultsOf("/body/scopes", scopes, defaultRanking.scopes),
    ...faultsOf("/body/sources", sources, defaultRanking.sources),
  ];
  if (errors.length > 0) throw new Problem("refused", errors[0]!.message, { rule: "ENT3", errors });
  const current = (await store.selectRankings(ctx.tx))[0]!.version;
  const { id: authorId, name: authorName } = ctx.actor;
  const next = { version: version + 1, ranking: { scopes, sources }, reason, authorId, authorName, recordedAt: ctx.now };
  if (version !== current || !(await store.insertRanking(ctx.tx, next)))
    throw new Problem("stale_version", undefined, { currentVersion: Math.max(current, version + 1) });
  await store.writeRanking(ctx.tx, { scopes, sources });
  return getRanking(ctx);
}

function* faultsOf(pointer: string, given: readonly string[], all: readonly string[]) {
  const missing = all.filter((one) => !given.includes(one)).map(inWords);
  if (missing.length > 0) yield { pointer, message: `Say where ${missing.join(", ")} stands, too: each has its place.` };
  for (const [index, one] of given.entries())
    if (given.indexOf(one) < index)
      yield { pointer: `${pointer}/${index}`, message: `${inWords(one)} has two places. Leave it one.` };
}

const inWords = (one: string): string => one.replace("_", " ");

/** Which plan callers get of whom nobody knows who they are; null: none. Throws `not_found`, and `refused` for a retired one. */
export async function setDefaultPlan(ctx: Context, planId: string | null): Promise<void> {
  permit(ctx.actor, "plans.change");
  if (planId !== null) {
    const plan = await selectPlan(ctx.tx, planId);
    if (plan === undefined) throw new Problem("not_found", "There is no such plan.");
    if (plan.retiredAt !== null)
      throw new Problem("refused", `${plan.name} is retired. Choose a plan that is still offered, or take it up again.`);
  }
  await store.writeDefaultPlan(ctx.tx, planId);
}
