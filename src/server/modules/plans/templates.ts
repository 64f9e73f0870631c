/** Templates to make plans from. A plan made from one is its own: what becomes of the template does not touch it. */

import type { z } from "zod";
import type { BodyOf } from "#api/endpoint.ts";
import type * as api from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { nameKey } from "#core/identification/keys.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { refuseUnsound } from "./sound.ts";
import * as plans from "./store.ts";
import * as store from "./template-store.ts";
import { dayOf, heldOf } from "./versions.ts";

type Row = z.infer<typeof api.planTemplateRow>;

/** By name. There are few: no pages. */
export async function listPlanTemplates(ctx: Context): Promise<{ rows: Row[] }> {
  permit(ctx.actor, "plans.read");
  return { rows: (await store.selectTemplates(ctx.tx)).map(rowOf) };
}

/**
 * Makes one from a plan's terms in force today, or from terms. Throws `not_found` for the plan, `conflict` for a name that is taken,
 * `refused` for terms that cannot be promised.
 */
export async function createPlanTemplate(ctx: Context, asked: BodyOf<typeof api.createPlanTemplate>): Promise<Row> {
  permit(ctx.actor, "plans.change");
  const terms = await termsFor(ctx, asked);
  await refuseUnsound(ctx, terms);
  const template: store.TemplateRow = {
    id: ctx.newId(),
    name: asked.name,
    description: asked.description,
    terms,
    isBuiltIn: false,
    authorId: ctx.actor.id,
    authorName: ctx.actor.name,
    recordedAt: ctx.now,
  };
  if (await store.insertTemplate(ctx.tx, { ...template, nameKey: nameKey(asked.name) })) return rowOf(template);
  const message = `There is a template ${asked.name} already. Give this one another name.`;
  throw new Problem("conflict", message, { errors: [{ pointer: "/body/name", message }] });
}

async function termsFor(ctx: Context, { planId, terms }: BodyOf<typeof api.createPlanTemplate>): Promise<PlanTerms> {
  if ((planId === undefined) === (terms === undefined)) {
    const message = "Make it from a plan or from terms, one of the two.";
    throw new Problem("refused", message, { errors: [{ pointer: "/body/planId", message }] });
  }
  if (planId === undefined) return terms as PlanTerms;
  const held = heldOf(await plans.selectVersions(ctx.tx, planId), dayOf(ctx.now)).find(({ phase }) => phase === "now");
  if (held === undefined) throw new Problem("not_found", "There is no such plan.");
  return held.version.terms;
}

/** Removes one that people made. Throws `not_found`, and `conflict` for one that came with the installation. */
export async function removePlanTemplate(ctx: Context, id: string): Promise<void> {
  permit(ctx.actor, "plans.change");
  const template = await store.selectTemplate(ctx.tx, id);
  if (template === undefined) throw new Problem("not_found", "There is no such template.");
  if (template.isBuiltIn)
    throw new Problem(
      "conflict",
      `${template.name} came with the installation and would be back at the next start. Leave it be.`,
    );
  await store.deleteTemplate(ctx.tx, id);
}

function rowOf({ id, name, description, terms, isBuiltIn, authorName, recordedAt }: store.TemplateRow): Row {
  const recorded = { at: recordedAt.toString(), by: authorName };
  return { id, name, description, terms: terms as Row["terms"], isBuiltIn, recorded };
}
