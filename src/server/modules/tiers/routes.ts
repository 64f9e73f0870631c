import * as api from "#api/tiers.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as tiers from "./tiers.ts";

/** Tier rules and what they propose. */
export function routes(app: App): void {
  route(app, api.listTierRules, (ctx) => tiers.listTierRules(ctx));
  route(app, api.createTierRule, async (ctx, { body, http }) => {
    const rule = await tiers.createTierRule(ctx, body);
    http.version(rule.revision);
    return rule;
  });
  route(app, api.changeTierRule, async (ctx, { params, body, http }) => {
    const rule = await tiers.changeTierRule(ctx, params.id, http.changedVersion(), body);
    http.version(rule.revision);
    return rule;
  });
  route(app, api.listTierProposals, (ctx, { query }) => tiers.listTierProposals(ctx, query));
  route(app, api.previewTierProposal, (ctx, { params, body }) => tiers.previewTierProposal(ctx, params.id, body));
  route(app, api.applyTierProposal, async (ctx, { params, body, http }) => {
    const { contractId, ...recorded } = await tiers.applyTierProposal(ctx, params.id, body);
    http.location(`/api/v1/contracts/${contractId}/amendments`);
    return recorded;
  });
  route(app, api.declineTierProposal, (ctx, { params, body }) => tiers.declineTierProposal(ctx, params.id, body.reason));
}
