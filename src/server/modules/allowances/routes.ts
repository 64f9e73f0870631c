import * as api from "#api/allowances.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as allowances from "./allowances.ts";

/** What contracts grant, what is left, and what became of it. */
export function routes(app: App): void {
  route(app, api.listContractAllowances, async (ctx, { params }) => ({
    rows: await allowances.contractAllowances(ctx, params.id),
  }));
  route(app, api.listAccountAllowances, async (ctx, { params }) => ({
    rows: await allowances.accountAllowances(ctx, params.id),
  }));
  route(app, api.getAllowanceStatement, (ctx, { params: { id, ...name }, query }) =>
    allowances.allowanceStatement(ctx, { contractId: id, ...name, ...query }),
  );
  route(app, api.topUpAllowance, (ctx, { params: { id, ...name }, body }) =>
    allowances.topUpAllowance(ctx, { contractId: id, ...name, ...body }),
  );
  route(app, api.adjustAllowance, (ctx, { params: { id, ...name }, body }) =>
    allowances.adjustAllowance(ctx, { contractId: id, ...name, ...body }),
  );
}
