import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Database } from "../db/database.ts";

/** `/healthz`: the process answers, asking nothing of the database. `/readyz`: the database answers too. */
export function health(fastify: FastifyInstance, database: Database): void {
  fastify.get("/healthz", { schema: { hide: true } as never }, async () => ({ status: "ok" }));
  fastify.get("/readyz", { schema: { hide: true } as never }, async () => {
    await sql`select 1`.execute(database.db);
    return { status: "ready" };
  });
}
