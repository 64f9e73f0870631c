import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { WireStream } from "./wire-stream.ts";
import type { Ask, EmbeddedSource, Tell } from "./protocol.ts";

/** The embedded database, running in a thread of its own. */
export type Embedded = {
  /** A connection's stream, for the driver. There is one backend, so one connection at a time. */
  connect(): WireStream;
  /** The whole database as bytes, for `{ kind: "memory", image }`. */
  image(): Promise<ArrayBuffer>;
  /** Stops it as a server is stopped: everything is on disk and nothing has to be recovered at the next start. */
  close(): Promise<void>;
};

/**
 * Starts the embedded database. `onDeath` is called once should its thread ever end by itself; nothing that it had
 * acknowledged is lost, but this process can do no more work.
 */
export async function openEmbedded(source: EmbeddedSource, onDeath: (error: Error) => void): Promise<Embedded> {
  const transfer = source.kind === "memory" && source.image ? { ...source, image: source.image.slice(0) } : source;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: transfer });
  const ask = (message: Ask, list: ArrayBuffer[] = []) => worker.postMessage(message, list);
  const waiting = new Map<Tell["kind"], (tell: Tell) => void>();
  const expect = <K extends Tell["kind"]>(kind: K) =>
    new Promise<Extract<Tell, { kind: K }>>((resolve) => waiting.set(kind, resolve as (tell: Tell) => void));

  let stream: WireStream | undefined;
  let closing = false;
  worker.on("message", (tell: Tell) => {
    if (tell.kind === "wire") stream?.receive(tell.bytes);
    else waiting.get(tell.kind)?.(tell);
  });

  const ready = expect("ready");
  await Promise.race([ready, once(worker, "error").then(([error]) => Promise.reject(error))]);
  worker.on("error", (error) => {
    stream?.destroy(error as Error);
    if (!closing) onDeath(error as Error);
  });

  return {
    connect() {
      stream = new WireStream((bytes) => ask({ kind: "wire", bytes }, [bytes.buffer]));
      return stream;
    },
    async image() {
      const reply = expect("image");
      ask({ kind: "image" });
      return (await reply).image;
    },
    async close() {
      closing = true;
      const exited = once(worker, "exit");
      ask({ kind: "close" });
      await exited;
    },
  };
}
