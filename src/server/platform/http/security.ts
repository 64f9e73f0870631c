import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";

const HEADERS = {
  // Mantine sets sizes and colours as inline styles; nothing inline may run.
  "content-security-policy":
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Security headers on every answer, answers of the API never kept by caches, and no request from another site. */
export function guard(fastify: FastifyInstance): void {
  fastify.addHook("onRequest", (request, reply, next) => {
    reply.headers(HEADERS);
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
    next(
      isForeign(request)
        ? (new Problem("foreign_origin", "Send it from Ambit's own pages, or with an API key.") as Error)
        : undefined,
    );
  });
}

/**
 * Whether a browser sent this from another site's page. A key is never sent by a browser unasked, so that requests with
 * one pass; a cookie is, so that a change with a cookie must name its origin, and every origin named must be our own.
 */
function isForeign(request: FastifyRequest): boolean {
  if (SAFE.has(request.method) || request.headers.authorization !== undefined) return false;
  const { origin, cookie, host } = request.headers;
  if (origin === undefined) return cookie !== undefined && request.headers["sec-fetch-site"] !== "same-origin";
  const originHost = URL.canParse(origin) ? new URL(origin).host : undefined;
  // Behind a proxy the browser's host stands in x-forwarded-host, which no page of another site can set.
  return originHost === undefined || (originHost !== host && originHost !== request.headers["x-forwarded-host"]);
}
