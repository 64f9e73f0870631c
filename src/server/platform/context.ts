import type { Database, Db } from "./db/database.ts";
import { uuidv7 } from "./id.ts";
import type { Log } from "./log.ts";
import type { Actor } from "./permit.ts";
import { Problem } from "./problem.ts";

/** All that a use case needs of the world. */
export type Context = {
  /** The open transaction; for an endpoint with transaction "none", the pool, each statement by itself. */
  readonly tx: Db;
  /** The one instant of this request or job. Nothing asks the time again. */
  readonly now: Temporal.Instant;
  readonly actor: Actor;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  readonly log: Log;
};

/** What stands behind every context. */
export type Shell = { readonly database: Database; readonly log: Log };

/** Times that a use case is run again after the database broke it off; more would only add to the crowd that caused it. */
const RERUNS = 5;
const REPEATABLE = new Set(["40001", "40P01"]);

export const newId = (): string => uuidv7(Date.now());

/** A context outside any transaction. */
export function openContext(shell: Shell, actor: Actor, now: Temporal.Instant = Temporal.Now.instant()): Context {
  return { tx: shell.database.db, now, actor, newId, log: shell.log };
}

/**
 * Runs a use case in one transaction: all of it lands or none. After a serialization failure or deadlock it is run again,
 * a bounded number of times, with the same `now`; then the problem `conflict` is thrown.
 */
export async function inTransaction<T>(
  shell: Shell,
  actor: Actor,
  useCase: (ctx: Context) => Promise<T>,
  now?: Temporal.Instant,
): Promise<T> {
  const base = openContext(shell, actor, now);
  for (let run = 0; ; run += 1) {
    try {
      return await shell.database.db.transaction().execute((tx) => useCase({ ...base, tx }));
    } catch (error) {
      if (!isRepeatable(error)) throw error;
      if (run === RERUNS) throw new Problem("conflict", "Many people are changing the same thing at this moment. Try again.");
    }
  }
}

/** Runs reads that must agree with one another: one snapshot, nothing written. */
export async function inSnapshot<T>(
  shell: Shell,
  actor: Actor,
  useCase: (ctx: Context) => Promise<T>,
  now?: Temporal.Instant,
): Promise<T> {
  const base = openContext(shell, actor, now);
  const snapshot = shell.database.db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
  return snapshot.execute((tx) => useCase({ ...base, tx }));
}

function isRepeatable(error: unknown): boolean {
  return error instanceof Error && "code" in error && REPEATABLE.has(error.code as string);
}
