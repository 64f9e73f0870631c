import { join } from "node:path";
import type { AddressInfo } from "node:net";
import type { Config } from "#platform/config.ts";
import { inTransaction, type Shell } from "#platform/context.ts";
import { openEmbeddedDatabase, openServer, type Database } from "#platform/db/database.ts";
import { lockFolder } from "#platform/db/folder-lock.ts";
import { migrate } from "#platform/db/migrate.ts";
import { startJobs, type Jobs } from "#platform/jobs.ts";
import type { Log } from "#platform/log.ts";
import { systemActor } from "#platform/permit.ts";
import { isNew, preloadAuth } from "#modules/identity/identity.ts";
import { takeUp } from "#modules/allowances/allowances.ts";
import { ensureStandardPlans } from "#modules/plans/plans.ts";
import { compose, type Server } from "./compose.ts";
import { announceAddress, ensureLocalKey, hasLocalKey } from "./local-files.ts";

/** A server that answers. */
export type Running = {
  readonly address: string;
  readonly shell: Shell;
  readonly server: Server;
  /** Lets requests in flight finish, stops the jobs, closes the database and gives the folder back. */
  stop(): Promise<void>;
};

export type StartOptions = {
  readonly log: Log;
  /** Fills a new database before it is served: all of it or nothing, marking it as a demo. */
  readonly seed?: (shell: Shell) => Promise<void>;
  /** Called should the embedded database end by itself: this process can do no more. */
  readonly onDeath?: (error: Error) => void;
};

/**
 * Starts everything: takes the folder, opens and migrates the database, fills it if it is new, listens, then starts the
 * jobs. Throws FolderHeld, MigrationError or the listener's error, having given back what it had taken.
 */
export async function start(config: Config, { log, seed, onDeath }: StartOptions): Promise<Running> {
  const undo = new AsyncDisposableStack();
  try {
    const lock = lockFolder(config.dataFolder, Temporal.Now.instant());
    undo.defer(() => lock.release());
    // Loaded while the database opens in its own thread, when a key must be made; else once the first answer is out.
    if (!hasLocalKey(config.dataFolder)) preloadAuth();
    const database = await openDatabase(config, onDeath);
    undo.defer(() => database.close());
    const shell: Shell = { database, log };
    await migrate(database.db);
    await inTransaction(shell, systemActor, ensureStandardPlans);
    await inTransaction(shell, systemActor, (ctx) => takeUp(ctx));
    // Before compose, which makes the mark of an opened installation: a first start broken off here begins again.
    if (seed !== undefined && (await isNew(shell))) await seed(shell);
    const server = await compose(shell, { bench: config.bench });
    await ensureLocalKey(config.dataFolder, shell, server.identity);
    const address = await listen(server, config);
    undo.defer(() => server.app.fastify.close());
    lock.announce(address);
    undo.defer(announceAddress(config.dataFolder, address));
    preloadAuth();
    const jobs = startJobsLater(shell, server);
    undo.defer(async () => (await jobs)?.stop());
    return { address, shell, server, stop: () => undo.disposeAsync() };
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

function openDatabase(config: Config, onDeath?: (error: Error) => void): Promise<Database> | Database {
  if (config.databaseUrl !== undefined) return openServer(config.databaseUrl);
  return openEmbeddedDatabase({ kind: "folder", folder: join(config.dataFolder, "database") }, onDeath && { onDeath });
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await server.app.fastify.listen({ host, port });
  const bound = server.app.fastify.server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name === "0.0.0.0" || name === "[::]" ? "localhost" : name}:${bound.port}`;
}

/** The first answer does not wait for the jobs. If they cannot start, the server says so in its log and serves without. */
async function startJobsLater(shell: Shell, server: Server): Promise<Jobs | undefined> {
  try {
    return await startJobs(shell, server.jobs);
  } catch (error) {
    shell.log.error({ err: error }, "the jobs could not be started");
    return undefined;
  }
}
