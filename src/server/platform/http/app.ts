import compress from "@fastify/compress";
import swagger from "@fastify/swagger";
import Fastify, { LogController, type FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from "fastify-type-provider-zod";
import type { Shell } from "../context.ts";
import type { Actor } from "../permit.ts";
import { handleErrors } from "./errors.ts";
import { health } from "./health.ts";
import { openApi } from "./openapi.ts";
import { withoutUnused } from "./openapi-schemas.ts";
import { guard } from "./security.ts";
import { unrouted } from "./unrouted.ts";
import { uploads } from "./uploads.ts";
import { web } from "./web.ts";

/** Tells who stands behind a request's credentials. The identity module knows; the platform only asks. */
export type Authenticator = {
  /** The key's owner; undefined for a key that is unknown, revoked or expired, or whose owner is disabled. */
  byKey(token: string): Promise<Actor | undefined>;
  /** The session's user, and cookies to renew; undefined when the cookies hold no session in force. */
  bySession(cookies: string): Promise<{ actor: Actor; setCookies: readonly string[] } | undefined>;
};

/** What `route` binds endpoints to. */
export type App = {
  readonly fastify: FastifyInstance;
  readonly shell: Shell;
  readonly authenticator: Authenticator;
};

export type AppOptions = {
  /** Tests check each reply against its declared schema; in service replies are written as they are, which is faster. */
  readonly checkReplies?: boolean;
  /** The built pages; without it only the API is served. */
  readonly webFolder?: string;
};

/** Room for ten thousand questions in one batch; uploads have their own limit. */
const BODY_BYTES = 8 * 1024 * 1024;
/** Below this a compressed answer costs more time than it saves. */
const COMPRESS_FROM_BYTES = 8 * 1024;
/** A client that sends this slowly is not served at others' expense. */
const REQUEST_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_MS = 65_000;
const LONGEST_PARAMETER = 500;

/** The HTTP server with everything that is the same for all routes. Modules add theirs with `route`; nothing listens yet. */
export async function makeApp(shell: Shell, authenticator: Authenticator, options: AppOptions = {}): Promise<App> {
  const fastify = Fastify({
    loggerInstance: shell.log as never,
    // One log for all: a child for every request is the larger part of a short request's cost.
    childLoggerFactory: (logger) => logger,
    ...unrouted,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  }) as unknown as FastifyInstance;
  fastify.setValidatorCompiler(validatorCompiler);
  fastify.setSerializerCompiler(({ method, url, ...rest }) =>
    openApi.serializer(options.checkReplies === true, method, url, rest.schema),
  );
  handleErrors(fastify, shell.log);
  guard(fastify);
  await fastify.register(swagger, {
    openapi: openApi.document as never,
    transform: jsonSchemaTransform,
    transformObject: (found) => withoutUnused(jsonSchemaTransformObject(found)),
  });
  await fastify.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    encodings: ["br", "gzip"],
    brotliOptions: openApi.fastBrotli,
  });
  await uploads(fastify);
  health(fastify, shell.database);
  fastify.get("/api/v1/openapi.json", { schema: { hide: true } as never }, () => fastify.swagger());
  if (options.webFolder !== undefined) await web(fastify, options.webFolder);
  return { fastify, shell, authenticator };
}
