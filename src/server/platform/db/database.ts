import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { DB } from "#db/types.gen.ts";
import { Client } from "./client.ts";
import { openEmbedded } from "./embedded/embedded.ts";
import type { EmbeddedSource } from "./embedded/protocol.ts";
import { domainTypes, libraryTypes } from "./values.ts";

export type { DB } from "#db/types.gen.ts";
/** A connection pool or an open transaction: what SQL is written against. */
export type Db = Kysely<DB>;

/** An open database, whichever of the two it is. */
export type Database = {
  /** Everything goes through here: the newest state, reads and writes. */
  readonly db: Db;
  /** For libraries with tables of their own (sign-in, jobs): the same connections, the driver's own reading of values. */
  readonly libraries: pg.Pool;
  readonly kind: "embedded" | "server";
  /** The whole database as bytes. Embedded only. */
  readonly image?: () => Promise<ArrayBuffer>;
  close(): Promise<void>;
};

/** More would only queue inside PostgreSQL: a few busy connections serve thousands of short requests. */
const SERVER_CONNECTIONS = 10;
/** No single statement of ours takes this long unless something is wrong. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** Longer than the longest statement, so that waiting one's turn on the one embedded connection is no error. */
const CONNECTION_TIMEOUT_MS = 90_000;

type Options = {
  /** How long to wait for a free connection. Tests shorten it, to see a use case that asks the pool from inside a transaction. */
  connectionTimeoutMs?: number;
  onDeath?: (error: Error) => void;
};

/** Opens a PostgreSQL server (18 or later). */
export function openServer(url: string, options: Options = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    Client,
    types: domainTypes,
    max: SERVER_CONNECTIONS,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS,
    options: `-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    application_name: "ambit",
  });
  return overPool("server", pool);
}

/** Opens the embedded database in its own thread. */
export async function openEmbeddedDatabase(source: EmbeddedSource, options: Options = {}): Promise<Database> {
  const embedded = await openEmbedded(source, options.onDeath ?? (() => {}));
  const pool = new pg.Pool({
    Client,
    types: domainTypes,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS,
    user: "postgres",
    database: "postgres",
    stream: () => embedded.connect(),
  });
  const opened = overPool("embedded", pool);
  return {
    ...opened,
    image: () => embedded.image(),
    async close() {
      await opened.close();
      await embedded.close();
    },
  };
}

const broken = new WeakMap<Db, number>();

/**
 * How many connections have broken by now. After that what answers may be no longer what answered before: a server that crashed, or
 * the one that took its place, gives numbers of transactions a second time.
 */
export const brokenConnections = (db: Db): number => broken.get(db) ?? 0;

function overPool(kind: Database["kind"], pool: pg.Pool): Database {
  const db = kyselyOver(pool);
  // A connection that breaks while idle is replaced at the next use. Without a listener Node would end the process.
  pool.on("error", () => {});
  // One that breaks in use has failed its statement already, and tells it once more.
  pool.on("connect", (client) => client.on("error", () => broken.set(db, brokenConnections(db) + 1)));
  return {
    db,
    libraries: withLibraryTypes(pool),
    kind,
    async close() {
      await db.destroy();
    },
  };
}

function kyselyOver(pool: pg.Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool }) });
}

type Query = (text: string | { text: string; values?: unknown[] }, values?: unknown[]) => Promise<pg.QueryResult>;

/** The same pool, its answers read as the driver reads them by itself. */
function withLibraryTypes(pool: pg.Pool): pg.Pool {
  const typed =
    (query: Query): Query =>
    (text, values) => {
      const config = typeof text === "string" ? { text, ...(values && { values }) } : text;
      return query({ ...config, types: libraryTypes } as { text: string });
    };
  const clientOf = (client: pg.PoolClient) => over(client, { query: typed(client.query.bind(client) as Query) as never });
  return over(pool, {
    query: typed(pool.query.bind(pool) as Query) as never,
    connect: (async () => clientOf(await pool.connect())) as never,
    end: async () => {}, // The pool is closed by whoever opened it.
  });
}

/** `target` with some members replaced; everything else is its own. */
function over<T extends object>(target: T, replaced: Partial<T>): T {
  return new Proxy(target, {
    get(_, key) {
      const value = key in replaced ? replaced[key as keyof T] : target[key as keyof T];
      return typeof value === "function" && !(key in replaced) ? value.bind(target) : value;
    },
  });
}
