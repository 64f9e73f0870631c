import * as api from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as contracts from "./read.ts";

/** Contracts, and an account as its contracts show it. */
export function routes(app: App): void {
  route(app, api.listContracts, (ctx, { query }) => contracts.listContracts(ctx, query));
  route(app, api.getContract, (ctx, { params }) => contracts.getContract(ctx, params.id));
  route(app, api.getAccount, (ctx, { params }) => contracts.getAccountWithContracts(ctx, params.id));
}
