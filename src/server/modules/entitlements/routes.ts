import * as api from "#api/entitlements.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as entitlements from "./entitlements.ts";

/** Checks, and decisions that were recorded. */
export function routes(app: App): void {
  route(app, api.checkEntitlement, async (ctx, { body: { hold, ...asked } }) => {
    if (hold !== true) return { ...(await entitlements.checkEntitlement(ctx, asked)), held: null };
    const { decision, until } = await entitlements.checkAndHold(app.shell, ctx, asked);
    return { ...decision, held: until && { until: until.toString() } };
  });
  route(app, api.checkEntitlements, async (ctx, { body, http }) => {
    http.sendJson(await entitlements.checkManyAsJson(ctx, body.questions));
    return undefined as never;
  });
  route(app, api.getDecision, async (ctx, { params }) => {
    const { decidedAt, ...recorded } = await entitlements.getDecision(ctx, params.id);
    return { ...recorded, decidedAt: decidedAt.toString() };
  });
  route(app, api.replayDecision, (ctx, { params }) => entitlements.replayDecision(ctx, params.id));
}
