import * as api from "#api/search.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import { search } from "./search.ts";

/** The one field. */
export function routes(app: App): void {
  route(app, api.search, async (ctx, { query }) => ({ hits: await search(ctx, query.q) }));
}
