import { existsSync } from "node:fs";
import { join } from "node:path";
import staticFiles from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built pages. Every address that is no file and no API answers with the page, which finds its way itself.
 * Files under /_built bear their content's hash in their names and may be kept for ever; the page itself never.
 */
export async function web(fastify: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) {
    fastify.get("/", { schema: { hide: true } as never }, (_, reply) =>
      reply.code(503).type("text/plain").send("The pages are not built yet. Run: npm run build\n"),
    );
    return;
  }
  await fastify.register(staticFiles, {
    root: folder,
    wildcard: false,
    serveDotFiles: false,
    setHeaders(reply, path) {
      reply.header("cache-control", path.includes("/_built/") ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
    },
  });
  fastify.get("/*", { schema: { hide: true } as never }, (request, reply) => {
    const path = request.url.split("?")[0]!;
    if (path.startsWith("/api/") || path.startsWith("/_built/")) throw new Problem("not_found", `Nothing answers GET ${path}.`);
    return reply.sendFile("index.html");
  });
}
