import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { z } from "zod";
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from "#api/endpoint.ts";
import { problems, type ProblemCode } from "#api/problems.ts";
import { inSnapshot, inTransaction, openContext, type Context } from "../context.ts";
import { anonymous, type Actor } from "../permit.ts";
import { Problem } from "../problem.ts";
import type { App } from "./app.ts";
import { Exchange } from "./exchange.ts";
import { once } from "./idempotency.ts";
import { refuseBrokenText } from "./text.ts";

/** What a request says, already validated, and the exchange for the little that is not data: versions, cookies, streams. */
export type Call<E> = {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly http: Exchange;
};

/** The same value, promised not to be changed: what the core gives back can be sent as it is. */
type Unchanging<T> = T extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Unchanging<T[Key]> }
    : T;

export type Handler<E> = (ctx: Context, call: Call<E>) => Promise<Unchanging<ReplyOf<E>>>;

/** Refusals that every route may give without saying so. */
const EVERYWHERE: readonly ProblemCode[] = [
  "validation_failed",
  "not_signed_in",
  "not_allowed",
  "too_large",
  "internal",
  "unavailable",
];

/**
 * Serves an endpoint: authenticates, opens what the endpoint asks for (a transaction, a snapshot, or neither), calls the
 * handler with a context, and sends what it gives back.
 */
export function route<E extends Endpoint>(
  app: App,
  endpoint: E,
  handler: Handler<E>,
  options: Pick<RouteOptions, "bodyLimit"> = {},
): void {
  app.fastify.route({
    ...options,
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ":$1"),
    schema: schemaOf(endpoint) as never,
    handler: async (request, reply) => {
      const exchange = new Exchange(request, reply);
      const actor = await whoAsks(app, endpoint, exchange);
      refuseBrokenText(request);
      const call = { params: request.params, query: request.query, body: request.body, http: exchange } as Call<E>;
      reply.code(endpoint.status);
      const result = await perform(app, endpoint, actor, request, reply, (ctx) => handler(ctx, call));
      exchange.committed();
      return exchange.isTaken ? reply : reply.send(result);
    },
  });
}

function perform<T>(
  app: App,
  endpoint: Endpoint,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  useCase: (ctx: Context) => Promise<T>,
): Promise<T> {
  const { shell } = app;
  const key = endpoint.creates ? request.headers["idempotency-key"] : undefined;
  if (key !== undefined) return once(shell, endpoint, actor, request, reply, String(key), useCase);
  if (endpoint.transaction === "write") return inTransaction(shell, actor, useCase);
  if (endpoint.transaction === "read") return inSnapshot(shell, actor, useCase);
  return useCase(openContext(shell, actor));
}

/** The scheme's name in any case (RFC 9110), the key after it. */
const BEARER = /^bearer +(\S+)$/i;

async function whoAsks(app: App, endpoint: Endpoint, exchange: Exchange): Promise<Actor> {
  const { authorization, cookie } = exchange.request.headers;
  if (authorization !== undefined) {
    const actor = await app.authenticator.byKey(BEARER.exec(authorization)?.[1] ?? "");
    if (actor !== undefined) return actor;
    exchange.header("www-authenticate", "Bearer");
    throw new Problem("not_signed_in", "This API key is unknown, revoked or expired. Send: Authorization: Bearer KEY");
  }
  const session = cookie === undefined ? undefined : await app.authenticator.bySession(cookie);
  exchange.cookies(session?.setCookies ?? []);
  if (session !== undefined) return session.actor;
  if (endpoint.access === "none") return anonymous;
  throw new Problem("not_signed_in");
}

const problemBody = z
  .object({ type: z.string(), title: z.string(), status: z.number(), code: z.string(), detail: z.string() })
  .catchall(z.unknown());
z.globalRegistry.add(problemBody, { id: "Problem" });

/** The endpoint in the words of Fastify and OpenAPI. */
function schemaOf(endpoint: Endpoint): Record<string, unknown> {
  const byStatus = Object.groupBy([...EVERYWHERE, ...endpoint.problems], (code) => problems[code].status);
  const refusals = Object.entries(byStatus).map(([status, codes]) => {
    const description = [...new Set(codes)].map((code) => `${code}: ${problems[code].title}`).join(" ");
    return [status, { description, content: { "application/problem+json": { schema: problemBody } } }];
  });
  const good = endpoint.reply === undefined ? { description: "Done.", type: "null" } : endpoint.reply;
  return {
    summary: endpoint.summary,
    tags: [endpoint.tag],
    operationId: operationId(endpoint),
    ...(endpoint.access === "none" && { security: [] }),
    ...(endpoint.params && { params: endpoint.params }),
    ...(endpoint.query && { querystring: endpoint.query }),
    ...(endpoint.body && { body: endpoint.body }),
    response: {
      [endpoint.status]: endpoint.reply === undefined ? z.null().describe("Done.") : good,
      ...Object.fromEntries(refusals),
    },
  };
}

/** `POST /api/v1/tickets/{id}/messages` is postTicketsIdMessages. */
function operationId({ method, path }: Endpoint): string {
  const words = path
    .replace("/api/v1/", "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}
