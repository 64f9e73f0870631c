import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint } from "#api/endpoint.ts";
import { inTransaction, openContext, type Context, type Shell } from "../context.ts";
import type { Actor } from "../permit.ts";
import { Problem } from "../problem.ts";

/** Long enough for a day's retries by a client that lost its connection. */
export const IDEMPOTENCY_HOURS = 24;
/** Longer than any request takes: whoever took the key and has not answered by then was killed over it. */
const IN_HAND_MINUTES = 10;
const LONGEST_KEY = 200;
/** Stored while the request is being carried out. */
const IN_HAND = 0;

type Stored = { request_hash: string; status: number; headers: unknown; body: string };

/**
 * Carries out a request that creates, once for its actor and Idempotency-Key: the same request again gets the first
 * one's answer; another request under the same key is refused. A request that failed has used up nothing. Of files, which
 * are read only by the use case, the length alone tells one request from another.
 */
export async function once<T>(
  shell: Shell,
  endpoint: Endpoint,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  useCase: (ctx: Context) => Promise<T>,
): Promise<T> {
  if (key.length === 0 || key.length > LONGEST_KEY) {
    throw new Problem("validation_failed", `An Idempotency-Key has 1 to ${LONGEST_KEY} characters.`, {
      errors: [{ pointer: "/headers/idempotency-key", message: `1 to ${LONGEST_KEY} characters` }],
    });
  }
  const content = JSON.stringify(request.body) ?? request.headers["content-length"] ?? "";
  const requestHash = hash("sha256", `${request.method} ${request.url}\n${content}`);
  const carryOut = async (ctx: Context): Promise<T> => {
    const stored = await claim(ctx, key, requestHash);
    if (stored !== undefined) return replay<T>(stored, requestHash, reply);
    const result = await useCase(ctx);
    await keep(ctx, key, reply, result);
    return result;
  };
  if (endpoint.transaction !== "none") return inTransaction(shell, actor, carryOut);
  const ctx = openContext(shell, actor);
  let claimed = false;
  try {
    const stored = await claim(ctx, key, requestHash);
    if (stored !== undefined) return replay<T>(stored, requestHash, reply);
    claimed = true;
    const result = await useCase(ctx);
    await keep(ctx, key, reply, result);
    return result;
  } catch (error) {
    if (claimed) await release(ctx, key);
    throw error;
  }
}

/** Takes the key, waiting for whoever is taking it in a transaction at this moment. What is stored, when it was taken before. */
async function claim(ctx: Context, key: string, requestHash: string): Promise<Stored | undefined> {
  const row = {
    actor_id: ctx.actor.id,
    key,
    request_hash: requestHash,
    status: IN_HAND,
    headers: "{}",
    body: "",
    created_at: ctx.now,
  };
  const oldest = ctx.now.subtract({ hours: IDEMPOTENCY_HOURS });
  const abandoned = ctx.now.subtract({ minutes: IN_HAND_MINUTES });
  const taken = await ctx.tx
    .insertInto("idempotency_key")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["actor_id", "key"])
        .doUpdateSet(row)
        .where((is) =>
          is.or([
            is("idempotency_key.created_at", "<", oldest),
            is.and([is("idempotency_key.status", "=", IN_HAND), is("idempotency_key.created_at", "<", abandoned)]),
          ]),
        ),
    )
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 1n) return undefined;
  return ctx.tx
    .selectFrom("idempotency_key")
    .select(["request_hash", "status", "headers", "body"])
    .where("actor_id", "=", ctx.actor.id)
    .where("key", "=", key)
    .executeTakeFirst();
}

function replay<T>(stored: Stored, requestHash: string, reply: FastifyReply): T {
  if (stored.request_hash !== requestHash) throw new Problem("idempotency_key_reused");
  if (stored.status === IN_HAND)
    throw new Problem("conflict", "The first request with this Idempotency-Key is still being carried out.");
  reply
    .code(stored.status)
    .headers(stored.headers as Record<string, string>)
    .header("idempotency-replayed", "true");
  return (stored.body === "" ? undefined : JSON.parse(stored.body)) as T;
}

async function keep(ctx: Context, key: string, reply: FastifyReply, result: unknown): Promise<void> {
  const { location, etag } = reply.getHeaders();
  await ctx.tx
    .updateTable("idempotency_key")
    .set({ status: reply.statusCode, headers: JSON.stringify({ location, etag }), body: JSON.stringify(result) ?? "" })
    .where("actor_id", "=", ctx.actor.id)
    .where("key", "=", key)
    .execute();
}

async function release(ctx: Context, key: string): Promise<void> {
  await ctx.tx.deleteFrom("idempotency_key").where("actor_id", "=", ctx.actor.id).where("key", "=", key).execute();
}
