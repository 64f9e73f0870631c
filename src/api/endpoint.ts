/** One endpoint of the wire: declared once, served by the server, called by web and CLI, printed as OpenAPI. */

import type { z } from "zod";
import type { ProblemCode } from "./problems.ts";

type Schema = z.ZodType;

export type Endpoint<
  P extends Schema = Schema,
  Q extends Schema = Schema,
  B extends Schema = Schema,
  R extends Schema = Schema,
> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `{name}` for parameters, as OpenAPI writes them. */
  readonly path: `/api/v1/${string}`;
  readonly summary: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** What a good answer holds; absent for 204. */
  readonly reply?: R;
  readonly status: 200 | 201 | 202 | 204;
  /** The declared refusals besides those that every endpoint has (not signed in, not allowed, malformed). */
  readonly problems: readonly ProblemCode[];
  /** "none": open to everybody, such as signing in. */
  readonly access: "signed-in" | "none";
  /** "write" opens a transaction, "read" a read-only look, "none" leaves both to the handler. */
  readonly transaction: "write" | "read" | "none";
  /** A POST that creates honours an `Idempotency-Key`. */
  readonly creates: boolean;
};

type Declared<P extends Schema, Q extends Schema, B extends Schema, R extends Schema> = Pick<
  Endpoint<P, Q, B, R>,
  "method" | "path" | "summary" | "tag"
> &
  Partial<Endpoint<P, Q, B, R>>;

/** Declares an endpoint: GET reads, everything else writes in one transaction, unless said otherwise. */
export function endpoint<
  P extends Schema = z.ZodUndefined,
  Q extends Schema = z.ZodUndefined,
  B extends Schema = z.ZodUndefined,
  R extends Schema = z.ZodUndefined,
>(declared: Declared<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    status: declared.reply ? 200 : 204,
    problems: [],
    access: "signed-in",
    transaction: declared.method === "GET" ? "read" : "write",
    creates: false,
    ...declared,
  };
}

export type ParamsOf<E> = E extends Endpoint<infer P, Schema, Schema, Schema> ? z.output<P> : never;
export type QueryOf<E> = E extends Endpoint<Schema, infer Q, Schema, Schema> ? z.output<Q> : never;
export type BodyOf<E> = E extends Endpoint<Schema, Schema, infer B, Schema> ? z.output<B> : never;
export type ReplyOf<E> = E extends Endpoint<Schema, Schema, Schema, infer R> ? z.output<R> : never;
/** What a caller may leave out is optional here. */
export type CallOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, Schema>
    ? (undefined extends z.input<P> ? { params?: undefined } : { params: z.input<P> }) &
        (undefined extends z.input<Q> ? { query?: undefined } : { query?: z.input<Q> }) &
        (undefined extends z.input<B> ? { body?: undefined } : { body: z.input<B> })
    : never;
