import * as api from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { route } from "#platform/http/route.ts";
import * as products from "./read.ts";

/** The product master. */
export function routes(app: App): void {
  route(app, api.listProducts, (ctx, { query }) => products.listProducts(ctx, query));
  route(app, api.getProduct, (ctx, { params }) => products.getProduct(ctx, params.id));
}
