import { PgBoss } from "pg-boss";
import { sql } from "kysely";
import { inTransaction, type Context, type Shell } from "./context.ts";
import { eventQueue, registerSubscriber, type EventKind, type Events } from "./events.ts";
import { systemActor } from "./permit.ts";

/** Something done away from any request. It runs at least once: a use case that may run twice must not do its work twice. */
export type Job = {
  /** `noun.verb`; also the queue's name. */
  readonly name: string;
  readonly run: (ctx: Context, payload: never) => Promise<void>;
  /** When it comes round by itself, as a cron expression in UTC. */
  readonly cron?: string;
  readonly transaction?: "write" | "none";
};

/** A job for `enqueue(ctx, name, payload)`, run in one transaction unless it says "none". */
export function job<P>(name: string, run: (ctx: Context, payload: P) => Promise<void>, options: Pick<Job, "cron" | "transaction"> = {}): Job {
  return { name, run: run as Job["run"], ...options };
}

/** Hears of an event. `subscriber` says who, and is the queue's name together with the event's. */
export function on<K extends EventKind>(kind: K, subscriber: string, run: (ctx: Context, event: Events[K]) => Promise<void>): Job {
  registerSubscriber(kind, subscriber);
  return { name: eventQueue(kind, subscriber), run: run as Job["run"] };
}

export type Jobs = {
  /** Hands on at once what stands in the outbox, instead of at the next look. */
  poke(): void;
  stop(): Promise<void>;
};

const RETRIES = 8;
const LOOK_EVERY_MS = 1_000;
const POLL_SECONDS = 2;
const HANDED_ON_AT_ONCE = 200;

/**
 * Starts pg-boss on our own connections and its own schema, and hands on what use cases put into the outbox. Start it
 * after listening: making its schema is the slowest part of a first start.
 */
export async function startJobs(shell: Shell, jobs: readonly Job[]): Promise<Jobs> {
  const executeSql = async (text: string, values?: unknown[]) => shell.database.libraries.query(text, values as unknown[]);
  const boss = new PgBoss({ db: { executeSql }, schema: "pgboss", supervise: true });
  boss.on("error", (error) => shell.log.error({ err: error }, "the job runner could not do its rounds"));
  await boss.start();
  for (const one of jobs) await serve(shell, boss, one);

  let stopped = false;
  let round: Promise<void> = Promise.resolve();
  const look = () => {
    round = round.then(() => (stopped ? undefined : handOn(shell, boss))).catch((error: unknown) => shell.log.error({ err: error }, "the outbox could not be handed on"));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return {
    poke: look,
    async stop() {
      clearInterval(timer);
      stopped = true;
      await round;
      await boss.stop({ graceful: true, close: false });
    },
  };
}

async function serve(shell: Shell, boss: PgBoss, { name, run, cron, transaction }: Job): Promise<void> {
  const queue = queueName(name);
  await boss.createQueue(queue, { retryLimit: RETRIES, retryBackoff: true, retryDelay: 1 });
  if (cron !== undefined) await boss.schedule(queue, cron, {}, { tz: "UTC" });
  await boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS }, async (batch) => {
    for (const { data } of batch) {
      if (transaction === "none") await run({ tx: shell.database.db, now: Temporal.Now.instant(), actor: systemActor, newId: () => crypto.randomUUID(), log: shell.log }, data as never);
      else await inTransaction(shell, systemActor, (ctx) => run(ctx, data as never));
    }
  });
}

/** Moves what is due from the outbox to its queues: taken from one and put into the other in one transaction. */
async function handOn(shell: Shell, boss: PgBoss): Promise<void> {
  await shell.database.db.transaction().execute(async (tx) => {
    const taken = await sql<{ id: string; queue: string; payload: object }>`
      delete from outbox where id in (
        select id from outbox where due_at <= ${Temporal.Now.instant()} order by due_at, id limit ${HANDED_ON_AT_ONCE} for update skip locked
      ) returning id, queue, payload`.execute(tx);
    const db = { executeSql: async (text: string, values: unknown[] = []) => sql.raw(text) && (await tx.executeQuery({ sql: text, parameters: values } as never)) };
    for (const { queue, payload } of taken.rows) await boss.send(queueName(queue), payload, { db: db as never });
  });
}

/** pg-boss allows letters, digits, points, dashes and slashes. */
const queueName = (name: string): string => name.replace(/[^\w./-]/g, "_");
