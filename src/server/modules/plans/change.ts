/** Plans as people make and change them: from terms or a template, in versions from a day on, renamed, retired. */

import type { z } from "zod";
import type * as api from "#api/plans.ts";
import type { BodyOf } from "#api/endpoint.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { spellDay } from "#core/entitlement/words.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { refuseUnsound } from "./sound.ts";
import { standardFrom } from "./standard.ts";
import * as store from "./store.ts";
import { selectTemplate } from "./template-store.ts";
import { dayOf, heldAfter, heldOf } from "./versions.ts";

export type PlanDetail = z.infer<typeof api.planDetail>;

/** A plan with all its versions, the latest day first. Throws `not_found`. */
export async function getPlan(ctx: Context, id: string): Promise<PlanDetail> {
  permit(ctx.actor, "plans.read");
  const plan = await planOf(ctx, id);
  const held = heldOf(await store.selectVersions(ctx.tx, id), dayOf(ctx.now));
  return {
    ...plan,
    retiredAt: plan.retiredAt?.toString() ?? null,
    versions: held.map(({ version: { recordedAt, authorId: _, authorName, terms, ...version }, phase, endsBefore }) => ({
      ...version,
      terms: terms as api.PlanDetail["versions"][number]["terms"],
      phase,
      endsBefore,
      recorded: { at: recordedAt.toString(), by: authorName },
    })),
  };
}

async function planOf(ctx: Context, id: string): Promise<store.PlanHead> {
  const plan = await store.selectPlan(ctx.tx, id);
  if (plan === undefined) throw new Problem("not_found", "There is no such plan.");
  return plan;
}

/**
 * Makes a plan whose first version holds for all days before its second. Throws `not_found` for the template, `conflict` for a name
 * that is taken, `refused` for terms that cannot be promised.
 */
export async function createPlan(ctx: Context, asked: BodyOf<typeof api.createPlan>): Promise<PlanDetail> {
  permit(ctx.actor, "plans.change");
  const terms = await termsFor(ctx, asked);
  await refuseUnsound(ctx, terms);
  const id = ctx.newId();
  if (!(await store.insertPlan(ctx.tx, { id, name: asked.name, nameKey: nameKey(asked.name) }))) throw taken(asked.name);
  await recordVersion(ctx, id, { version: 1, effectiveOn: standardFrom, terms, reason: asked.reason });
  return getPlan(ctx, id);
}

async function termsFor(ctx: Context, { templateId, terms }: BodyOf<typeof api.createPlan>): Promise<PlanTerms> {
  if ((templateId === undefined) === (terms === undefined))
    throw refusal("/body/templateId", "Make it from a template or from terms, one of the two.");
  if (templateId === undefined) return terms as PlanTerms;
  const template = await selectTemplate(ctx.tx, templateId);
  if (template === undefined) throw new Problem("not_found", "There is no such template.");
  return template.terms;
}

/** Renames it, retires it, takes it up again. Throws `not_found`, `stale_version`, and `conflict` for a name that is taken. */
export async function changePlan(
  ctx: Context,
  id: string,
  revision: number,
  { name, isRetired }: BodyOf<typeof api.changePlan>,
): Promise<PlanDetail> {
  permit(ctx.actor, "plans.change");
  const plan = await planOf(ctx, id);
  if (name !== undefined) {
    const other = await store.selectNamed(ctx.tx, nameKey(name));
    if (other !== undefined && other.id !== id) throw taken(other.name);
  }
  if (isRetired === true && plan.isDefault)
    throw refusal("/body/isRetired", `${plan.name} is what unknown callers get. Choose another plan for them first.`);
  const retired = isRetired === undefined ? {} : { retiredAt: isRetired ? (plan.retiredAt ?? ctx.now) : null };
  await revise(ctx, id, revision, { ...(name !== undefined && { name, nameKey: nameKey(name) }), ...retired });
  return getPlan(ctx, id);
}

/**
 * Gives the plan other terms from a day on. Throws `not_found`; `stale_version` where somebody else changed it meanwhile; `refused`
 * for terms that cannot be promised, for a past day on whose terms decisions rest (SLA4) unless it is a correction, and where
 * versions of later days are recorded and nothing is said of them (COV13).
 */
export async function addPlanVersion(
  ctx: Context,
  id: string,
  revision: number,
  asked: BodyOf<typeof api.addPlanVersion>,
): Promise<PlanDetail> {
  permit(ctx.actor, "plans.change");
  await planOf(ctx, id);
  await revise(ctx, id, revision);
  const { effectiveOn, reason } = asked;
  const terms = asked.terms as PlanTerms;
  await refuseUnsound(ctx, terms);
  const versions = await store.selectVersions(ctx.tx, id);
  const later = heldAfter(versions, effectiveOn);
  if (later.length > 0 && asked.laterVersions === undefined) throw undecided(later);
  const replaced = asked.laterVersions === "supersede" ? later : [];
  await refuseDecided(ctx, id, asked, replaced.length > 0 ? null : (later[0]?.effectiveOn ?? null));
  let version = Math.max(...versions.map((one) => one.version));
  for (const day of [effectiveOn, ...replaced.map((one) => one.effectiveOn)])
    await recordVersion(ctx, id, { version: (version += 1), effectiveOn: day, terms, reason });
  return getPlan(ctx, id);
}

/** What rests on the terms of days gone by is not changed by the way. */
async function refuseDecided(
  ctx: Context,
  id: string,
  { effectiveOn, kind }: Pick<BodyOf<typeof api.addPlanVersion>, "effectiveOn" | "kind">,
  endsBefore: string | null,
): Promise<void> {
  if (effectiveOn >= dayOf(ctx.now) || kind === "correct") return;
  const decisions = await store.countDecisions(ctx.tx, id, effectiveOn, endsBefore);
  if (decisions === 0) return;
  const count = decisions === 1 ? "One recorded decision rests" : `${decisions} recorded decisions rest`;
  throw new Problem(
    "refused",
    `${count} on the terms since ${spellDay(effectiveOn)}. Let the change hold from today on, or say that it is a correction: decisions then stay as they were made, and who asks about these days from now on is answered by the corrected terms.`,
    { rule: "SLA4", decisions, errors: [{ pointer: "/body/effectiveOn", message: "Decisions rest on the terms of that day." }] },
  );
}

function undecided(later: readonly store.VersionRow[]): Problem {
  const days = later.map(({ version, effectiveOn }) => `version ${version} from ${spellDay(effectiveOn)}`).join(", ");
  return refusal(
    "/body/laterVersions",
    `Recorded for later is ${days}. Say whether it stays, or whether the new terms take its place.`,
    "COV13",
  );
}

async function revise(ctx: Context, id: string, revision: number, change: Parameters<typeof store.reviseIfStill>[3] = {}) {
  const still = await store.reviseIfStill(ctx.tx, id, revision, change).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "23505") throw taken(change.name!);
    throw error;
  });
  if (still) return;
  const { revision: currentVersion } = await planOf(ctx, id);
  throw new Problem("stale_version", undefined, { currentVersion });
}

type Recorded = Pick<store.VersionRow, "version" | "effectiveOn" | "terms" | "reason">;

function recordVersion(ctx: Context, planId: string, recorded: Recorded): Promise<void> {
  const { actor, now } = ctx;
  const trace = { recordedAt: now, authorId: actor.id, authorName: actor.name };
  return store.insertVersion(ctx.tx, { ...recorded, ...trace, id: ctx.newId(), planId });
}

function taken(name: string): Problem {
  const message = `There is a plan ${name} already. Give this one another name.`;
  return new Problem("conflict", message, { errors: [{ pointer: "/body/name", message }] });
}

function refusal(pointer: string, message: string, rule?: string): Problem {
  return new Problem("refused", message, { ...(rule !== undefined && { rule }), errors: [{ pointer, message }] });
}
