import * as api from "#api/contracts.ts";
import { getAccount } from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import { listCovered } from "./covered.ts";
import { getContract } from "./detail.ts";
import { getAccountWithContracts, listContracts } from "./list.ts";

/** Contracts, and an account as its contracts show it. */
export function routes(app: App): void {
  route(app, api.listContracts, (ctx, { query }) => listContracts(ctx, { ...query, attention: query.attention === "true" }));
  route(app, api.getContract, async (ctx, { params, query, http }) => {
    const contract = await getContract(ctx, params.id, asOf(query));
    http.version(contract.revision);
    return contract;
  });
  route(app, api.listCovered, (ctx, { params, query }) => listCovered(ctx, params.id, { ...query, ...asOf(query) }));
  route(app, getAccount, (ctx, { params }) => getAccountWithContracts(ctx, params.id));
}

type Asked = { readonly at?: string | undefined; readonly knownAt?: string | undefined };

function asOf({ at, knownAt }: Asked): { at: string | undefined; knownAt: Temporal.Instant | undefined } {
  return { at, knownAt: knownAt === undefined ? undefined : Temporal.Instant.from(knownAt) };
}
