/**
 * The embedded database's own thread. It speaks PostgreSQL's wire protocol over a message port, byte for byte, so that
 * the other side is the same driver that talks to a server. A long statement holds up this thread and nobody else.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { extensions, openFolder, session } from "./folder.ts";
import type { Ask, EmbeddedSource, Tell } from "./protocol.ts";

const STARTUP_MESSAGE = 0;
/** Replies are sent on in pieces of this size, so that a large result is parsed while the rest is still being made. */
const PIECE_BYTES = 256 * 1024;

const port = parentPort!;
const tell = (message: Tell, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

async function open(source: EmbeddedSource): Promise<PGlite> {
  if (source.kind === "folder") return openFolder(source.folder);
  return PGlite.create({
    extensions,
    startParams: [...PGlite.defaultStartParams, ...session],
    ...(source.image && { loadDataDir: new Blob([source.image]) }),
  });
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
