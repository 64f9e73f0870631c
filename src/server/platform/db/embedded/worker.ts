/**
 * The embedded database's own thread. It speaks PostgreSQL's wire protocol over a message port, byte for byte, so that
 * the other side is the same driver that talks to a server. A long statement holds up this thread and nobody else.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { DurableFs, syncTree } from "./durable-fs.ts";
import type { Ask, EmbeddedSource, Tell } from "./protocol.ts";

const STARTUP_MESSAGE = 0;
/** Replies are sent on in pieces of this size, so that a large result is parsed while the rest is still being made. */
const PIECE_BYTES = 256 * 1024;

/** PGlite's own list without `-F`: with it, no commit would ever reach the disk. */
const durable = [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), "-c", "wal_sync_method=fsync"];
const session = ["-c", "timezone=UTC", "-c", "datestyle=ISO", "-c", "intervalstyle=iso_8601"];

const port = parentPort!;
const tell = (message: Tell, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

async function open(source: EmbeddedSource): Promise<PGlite> {
  const extensions = { btree_gist, pg_trgm };
  if (source.kind === "memory") {
    const options: PGliteOptions = { extensions, startParams: [...PGlite.defaultStartParams, ...session] };
    return PGlite.create(source.image ? { ...options, loadDataDir: new Blob([source.image]) } : options);
  }
  return openFolder(source.folder, { extensions, startParams: [...durable, ...session] });
}

/**
 * Opens the folder, making the database when there is none. The mark `complete` is written last: a folder without it
 * was being made when the machine stopped, holds nothing that anybody was promised, and is made again.
 */
async function openFolder(folder: string, options: PGliteOptions): Promise<PGlite> {
  const complete = join(folder, "complete");
  const files = join(folder, "pgdata");
  const isNew = !existsSync(complete);
  if (isNew) rmSync(folder, { recursive: true, force: true });
  mkdirSync(files, { recursive: true, mode: 0o700 });
  const database = await PGlite.create({ ...options, fs: new DurableFs(files) });
  if (isNew) {
    await database.exec("CHECKPOINT");
    writeFileSync(complete, "");
    syncTree(folder);
  }
  return database;
}

/** Answers one batch of wire messages. Statements run on this thread until they are done. */
async function answer(database: PGlite, request: Uint8Array): Promise<void> {
  if (request[0] === STARTUP_MESSAGE) await freshSession(database);
  let pieces: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    if (size === 0) return;
    const reply = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      reply.set(piece, at);
      at += piece.length;
    }
    pieces = [];
    size = 0;
    tell({ kind: "wire", bytes: reply }, [reply.buffer]);
  };
  const onRawData = (bytes: Uint8Array) => {
    pieces.push(bytes.slice());
    size += bytes.length;
    if (size >= PIECE_BYTES) flush();
  };
  await database.execProtocolRawStream(request, { syncToFs: false, onRawData });
  flush();
}

/** There is one backend for all connections: what the last one left behind must not be inherited. */
async function freshSession(database: PGlite): Promise<void> {
  if (database.isInTransaction()) await database.exec("ROLLBACK");
  await database.exec("DISCARD ALL");
}

async function handle(database: PGlite, ask: Ask): Promise<void> {
  if (ask.kind === "wire") return answer(database, ask.bytes);
  if (ask.kind === "image") {
    const image = await (await database.dumpDataDir("none")).arrayBuffer();
    return tell({ kind: "image", image }, [image]);
  }
  await database.close();
  tell({ kind: "closed" });
  port.close();
}

const database = await open(workerData as EmbeddedSource);
let queue = Promise.resolve();
port.on("message", (ask: Ask) => {
  queue = queue.then(() => handle(database, ask));
});
tell({ kind: "ready" });
