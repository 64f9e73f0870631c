/** What the house offers beside the standard plans: plans from templates, a plan that changes soon, and a rule that proposes the larger one. */

import * as plans from "#modules/plans/plans.ts";
import * as products from "#modules/products/products.ts";
import * as tiers from "#modules/tiers/tiers.ts";
import type { Context } from "#platform/context.ts";
import { catalogue } from "./catalogue.ts";
import type { Draw } from "./estate.ts";

/** The plan that network gear in such number calls for. */
const manyDevices = 8;

/** Decided by the manager at the end of the two years. */
export async function makeOffers(ctx: Context, draw: Draw): Promise<void> {
  const templates = new Map((await plans.listPlanTemplates(ctx)).rows.map(({ name, id }) => [name, id]));
  const fromTemplate = (name: string, reason: string) =>
    plans.createPlan(ctx, { name, templateId: templates.get(name)!, reason });
  const premium = await fromTemplate("Premium", "For customers with much of everything");
  await fromTemplate("Standard", "For customers with little");
  await fromTemplate("Hours", "Asked for by customers who want work rather than tickets");
  await openSilverToChat(ctx, draw);
  await proposePremium(ctx, premium.id);
}

/** From the first of next month on. */
async function openSilverToChat(ctx: Context, { today }: Draw): Promise<void> {
  const silver = (await plans.listPlans(ctx)).find(({ name }) => name === "Silver")!;
  await plans.addPlanVersion(ctx, silver.id, silver.revision, {
    effectiveOn: today.with({ day: 1 }).add({ months: 1 }).toString(),
    terms: { ...silver.terms, channels: { only: ["email", "portal", "phone", "chat"] } } as WrittenTerms,
    reason: "The chat is staffed in office hours",
    kind: "change",
  });
  await plans.createPlanTemplate(ctx, {
    name: "Silver for groups",
    description: "Silver as it is today, to be fitted to a group of companies.",
    planId: silver.id,
  });
}

type WrittenTerms = Parameters<typeof plans.addPlanVersion>[3]["terms"];

async function proposePremium(ctx: Context, premiumId: string): Promise<void> {
  const gear = catalogue.filter(({ maker }) => maker === "Corvane Networks").map(({ name }) => name);
  const [first, ...others] = (await products.productsCalled(ctx, gear)).map(({ id }) => id);
  const all = await plans.listPlans(ctx);
  const named = (name: string) => all.find((plan) => plan.name === name)!.id;
  await tiers.createTierRule(ctx, {
    key: "network-devices",
    noun: "network devices",
    counts: { only: [first!, ...others] },
    moves: { only: [named("Silver"), named("Bronze")] },
    active: true,
    tiers: [{ atLeast: manyDevices, planId: premiumId }],
  });
}
