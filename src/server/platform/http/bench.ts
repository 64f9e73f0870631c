import type { App } from "./app.ts";
import { sql } from "kysely";
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

const row = endpoint({
  method: "POST",
  path: "/api/v1/bench/row",
  tag: "bench",
  summary: "One row added, in a transaction like any write: what writing is measured against.",
  body: z.strictObject({ text: z.string().max(200) }),
  reply: z.object({ id: z.string() }),
});

/** The least that an answer from the database, and a row added to it, can cost through this server. Only with AMBIT_BENCH=1. */
export function bench(app: App): void {
  route(
    app,
    floor,
    async (ctx, { query }) =>
      (await ctx.tx.selectFrom("asset").select(["id", "serial"]).where("id", "=", query.id).executeTakeFirst()) ?? null,
  );
  route(app, row, async (ctx, { body }) => {
    const id = ctx.newId();
    await sql`insert into bench_row (id, said_at, text) values (${id}, ${ctx.now}, ${body.text})`.execute(ctx.tx);
    return { id };
  });
}
