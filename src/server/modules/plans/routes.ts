import * as api from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as plans from "./plans.ts";

/** Support plans. */
export function routes(app: App): void {
  route(app, api.listPlans, async (ctx) => ({ rows: await plans.listPlans(ctx) }));
}
