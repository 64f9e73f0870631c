import { verifyAsset, verifyAssets } from "#api/policy.ts";
import * as api from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { asOf } from "#platform/http/as-of.ts";
import { route } from "#platform/http/route.ts";
import * as assets from "./assets.ts";

/** The installed base. */
export function routes(app: App): void {
  route(app, api.listAssets, (ctx, { query }) => assets.listAssets(ctx, { ...query, ...asOf(query) }));
  route(app, api.getAsset, (ctx, { params, query }) => assets.getAsset(ctx, params.id, asOf(query)));
  route(app, verifyAsset, (ctx, { params, body }) => assets.verifyAsset(ctx, params.id, body));
  route(app, verifyAssets, (ctx, { body }) => assets.verifyAssets(ctx, body));
}
