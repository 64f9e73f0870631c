import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { FieldError } from "#api/problems.ts";
import type { Log } from "../log.ts";
import { Problem } from "../problem.ts";

type Thrown = Error & {
  code?: string;
  statusCode?: number;
  validation?: { instancePath: string; message?: string }[];
  validationContext?: string;
};

/** Every error becomes a problem in one place. What is nobody's declared refusal is a bug: an opaque id goes out, the detail into the log. */
export function handleErrors(fastify: FastifyInstance, log: Log): void {
  fastify.setErrorHandler((error: Thrown, request, reply) => {
    const problem = declared(error);
    if (problem !== undefined) return sendProblem(reply, problem);
    const id = randomUUID();
    log.error({ err: error, id, method: request.method, path: request.url.split("?")[0] }, "a bug");
    return sendProblem(reply, new Problem("internal", `Tell your administrator this number: ${id}`, { id }));
  });
  fastify.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new Problem("not_found", `Nothing answers ${request.method} ${request.url.split("?")[0]}.`)),
  );
}

/** Writes a problem as RFC 9457 says, in place of an answer that may have been about to be sent compressed. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  reply.removeHeader("content-encoding");
  if (problem.status === 429 && typeof problem.extra["retryAfterSeconds"] === "number")
    reply.header("retry-after", problem.extra["retryAfterSeconds"]);
  return reply.code(problem.status).type("application/problem+json").serializer(JSON.stringify).send(problem.toJSON());
}

function declared(error: Thrown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error.validation !== undefined) return invalid(error);
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE" || error.statusCode === 413)
    return new Problem("too_large", "The request's body is larger than this address accepts.");
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new Problem("unsupported_media_type", "Send JSON, with the header Content-Type: application/json.");
  if (isUnreachable(error)) return new Problem("unavailable", "The database does not answer at the moment.");
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new Problem("validation_failed", error.message);
  return undefined;
}

function invalid(error: Thrown): Problem {
  const errors: FieldError[] = (error.validation ?? []).map(({ instancePath, message }) => ({
    pointer: `/${error.validationContext === "querystring" ? "query" : (error.validationContext ?? "body")}${instancePath}`,
    message: message ?? "is not as it must be",
  }));
  const first = errors[0];
  return new Problem("validation_failed", first === undefined ? undefined : `${first.pointer}: ${first.message}`, { errors });
}

/** Codes of a database that is starting, stopping, full of connections or not there. */
const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08006",
  "08003",
  "08001",
]);

function isUnreachable(error: Thrown): boolean {
  return UNREACHABLE.has(error.code ?? "") || error.message === "timeout exceeded when trying to connect";
}
