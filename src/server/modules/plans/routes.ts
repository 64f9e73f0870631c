import * as api from "#api/plans.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as plans from "./plans.ts";

/** Support plans, their templates, and the order of preference. */
export function routes(app: App): void {
  route(app, api.listPlans, async (ctx) => ({
    rows: (await plans.listPlans(ctx)).map(({ retiredAt, ...plan }) => ({ ...plan, retiredAt: retiredAt?.toString() ?? null })),
  }));
  route(app, api.getPlan, async (ctx, { params, http }) => {
    const plan = await plans.getPlan(ctx, params.id);
    http.version(plan.revision);
    return plan;
  });
  route(app, api.createPlan, async (ctx, { body, http }) => {
    const plan = await plans.createPlan(ctx, body);
    http.location(`/api/v1/plans/${plan.id}`);
    http.version(plan.revision);
    return plan;
  });
  route(app, api.changePlan, async (ctx, { params, body, http }) => {
    const plan = await plans.changePlan(ctx, params.id, http.changedVersion(), body);
    http.version(plan.revision);
    return plan;
  });
  route(app, api.addPlanVersion, async (ctx, { params, body, http }) => {
    const plan = await plans.addPlanVersion(ctx, params.id, http.changedVersion(), body);
    http.version(plan.revision);
    return plan;
  });
  route(app, api.tryPlan, (ctx, { body }) => plans.tryPlan(ctx, body));
  route(app, api.listPlanTemplates, (ctx) => plans.listPlanTemplates(ctx));
  route(app, api.createPlanTemplate, (ctx, { body }) => plans.createPlanTemplate(ctx, body));
  route(app, api.removePlanTemplate, async (ctx, { params }) => {
    await plans.removePlanTemplate(ctx, params.id);
    return undefined;
  });
  route(app, api.getRanking, async (ctx, { http }) => {
    const ranking = await plans.getRanking(ctx);
    http.version(ranking.version);
    return ranking;
  });
  route(app, api.changeRanking, async (ctx, { body, http }) => {
    const ranking = await plans.changeRanking(ctx, http.changedVersion(), body);
    http.version(ranking.version);
    return ranking;
  });
  route(app, api.setDefaultPlan, async (ctx, { body }) => {
    await plans.setDefaultPlan(ctx, body.planId);
    return undefined;
  });
}
