import { sql } from "kysely";
import { PgBoss } from "pg-boss";
import type { Context, Shell } from "./context.ts";
import { inTransaction } from "./context.ts";
import { eventQueue, registerSubscriber, type Event } from "./events.ts";
import { systemActor } from "./permit.ts";

/** Something done away from any request, in one transaction. It runs at least once, so doing it twice must do no harm. */
export type Job = {
  /** `noun.verb`; also the queue's name. */
  readonly name: string;
  readonly run: (ctx: Context, payload: never) => Promise<void>;
  /** When it comes round by itself, as a cron expression in UTC; its payload is then {}. */
  readonly cron?: string;
};

/** A job for `enqueue(ctx, name, payload)`, or for its cron. */
export function job<P>(name: string, run: (ctx: Context, payload: P) => Promise<void>, cron?: string): Job {
  return { name, run, ...(cron !== undefined && { cron }) };
}

/** Hears of an event. `subscriber` is the module that listens. */
export function on<E extends Event>(kind: E["kind"], subscriber: string, run: (ctx: Context, event: E) => Promise<void>): Job {
  registerSubscriber(kind, subscriber);
  return job(eventQueue(kind, subscriber), run);
}

export type Jobs = { stop(): Promise<void> };

/** With growing pauses these reach over about ten minutes; then the job stays in pg-boss as failed, with its error. */
const RETRIES = 8;
/** How soon what was put into the outbox is handed on, and what was handed on is begun. */
const OUTBOX_EVERY_MS = 1_000;
const QUEUE_EVERY_SECONDS = 1;
const HANDED_ON_AT_ONCE = 200;

/**
 * Starts pg-boss on our own connections, in a schema of its own, and hands on what use cases put into the outbox. Start
 * it after listening: making its schema is the slowest part of a first start.
 */
export async function startJobs(shell: Shell, jobs: readonly Job[]): Promise<Jobs> {
  const executeSql = async (text: string, values?: unknown[]) => shell.database.libraries.query(text, values as unknown[]);
  const boss = new PgBoss({ db: { executeSql }, schema: "pgboss" });
  boss.on("error", (error) => shell.log.error({ err: error }, "the job runner could not do its rounds"));
  await boss.start();
  for (const one of jobs) await serve(shell, boss, one);

  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = round
      .then(() => handOn(shell, boss))
      .catch((error: unknown) => shell.log.error({ err: error }, "the outbox could not be handed on"));
  }, OUTBOX_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await round;
      await boss.stop({ graceful: true, close: false });
    },
  };
}

async function serve(shell: Shell, boss: PgBoss, { name, run, cron }: Job): Promise<void> {
  const queue = queueName(name);
  await boss.createQueue(queue, { retryLimit: RETRIES, retryBackoff: true, retryDelay: 1 });
  if (cron !== undefined) await boss.schedule(queue, cron, {}, { tz: "UTC" });
  await boss.work(queue, { pollingIntervalSeconds: QUEUE_EVERY_SECONDS }, async (batch) => {
    for (const { data } of batch) await inTransaction(shell, systemActor, (ctx) => run(ctx, data as never));
  });
}

type Due = { queue: string; payload: object };

/** Moves what is due from the outbox to its queues: taken from the one and put into the other in one transaction. */
async function handOn(shell: Shell, boss: PgBoss): Promise<void> {
  await inTransaction(shell, systemActor, async ({ tx, now }) => {
    const { rows } = await sql<Due>`
      delete from outbox where id in (
        select id from outbox where due_at <= ${now} order by due_at, id limit ${HANDED_ON_AT_ONCE} for update skip locked
      ) returning queue, payload`.execute(tx);
    const executeSql = async (text: string, values: unknown[] = []) => {
      const result = await tx.executeQuery({ sql: text, parameters: values } as never);
      return { rows: result.rows };
    };
    for (const { queue, payload } of rows) await boss.send(queueName(queue), payload, { db: { executeSql } });
  });
}

/** pg-boss takes letters, digits, points, dashes and slashes. */
const queueName = (name: string): string => name.replace(/[^\w./-]/g, "_");
