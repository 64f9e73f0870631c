import type { App } from "./app.ts";
import { z } from "zod";
import { endpoint } from "#api/endpoint.ts";
import { route } from "./route.ts";

const floor = endpoint({
  method: "GET",
  path: "/api/v1/bench/floor",
  tag: "bench",
  summary: "One row by its primary key: what the benchmark measures others against.",
  query: z.object({ id: z.uuid() }),
  reply: z.object({ id: z.string(), serial: z.string().nullable() }).nullable(),
  transaction: "none",
});

/** The least that an answer from the database can cost through this server. Only with AMBIT_BENCH=1. */
export function bench(app: App): void {
  route(
    app,
    floor,
    async (ctx, { query }) =>
      (await ctx.tx.selectFrom("asset").select(["id", "serial"]).where("id", "=", query.id).executeTakeFirst()) ?? null,
  );
}
