import * as api from "#api/amendments.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as amendments from "./amendments.ts";

/** Amendments of large estates name every asset. */
const bodyLimit = 16 * 1024 * 1024;

export function routes(app: App): void {
  route(app, api.previewAmendment, (ctx, { params, body }) => amendments.previewAmendment(ctx, params.id, body), { bodyLimit });
  route(
    app,
    api.amendContract,
    async (ctx, { params, body, http }) => {
      const recorded = await amendments.amendContract(ctx, params.id, body);
      http.location(`/api/v1/contracts/${params.id}/amendments`);
      return recorded;
    },
    { bodyLimit },
  );
  route(app, api.listAmendments, (ctx, { params }) => amendments.listAmendments(ctx, params.id));
}
