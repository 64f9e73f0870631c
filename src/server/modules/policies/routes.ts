import * as api from "#api/policy.ts";
import type { Policy } from "#core/policy/index.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as policies from "./policies.ts";

/** The policy for a no, goodwill and confidence. */
export function routes(app: App): void {
  route(app, api.getPolicy, async (ctx, { http }) => {
    const policy = await policies.getPolicy(ctx);
    http.version(policy.version);
    return policy;
  });
  route(app, api.changePolicy, async (ctx, { body, http }) => {
    const change = { policy: body.policy as Policy, reason: body.reason };
    const policy = await policies.changePolicy(ctx, http.changedVersion(), change);
    http.version(policy.version);
    return policy;
  });
  route(app, api.listPolicyVersions, (ctx, { query }) => policies.listPolicyVersions(ctx, query));
  route(app, api.getGoodwill, async (ctx, { params, http }) => {
    const goodwill = await policies.getGoodwill(ctx, params.id);
    http.version(goodwill.version);
    return goodwill;
  });
  route(app, api.setGoodwill, async (ctx, { params, body: { budgetMinor, reason }, http }) => {
    const input = { budgetMinor: budgetMinor === null ? null : BigInt(budgetMinor), reason };
    const goodwill = await policies.setGoodwill(ctx, params.id, http.changedVersion(), input);
    http.version(goodwill.version);
    return goodwill;
  });
  route(app, api.getConfidence, (ctx, { params, query }) => policies.getConfidence(ctx, params.id, query));
  route(app, api.listConfidence, (ctx, { query }) => policies.listConfidence(ctx, query));
}
