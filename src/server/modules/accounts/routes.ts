import * as api from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as accounts from "./read.ts";

/** The list of accounts. A single one comes with its contracts, so the contracts module serves it. */
export function routes(app: App): void {
  route(app, api.listAccounts, (ctx, { query }) => accounts.listAccounts(ctx, query));
}
