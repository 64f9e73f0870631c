/**
 * Puts load on a server from a process of its own, so that client and server do not share a thread. Reads what to do as
 * JSON from its first argument, prints what it measured as JSON.
 */

import { Agent, request } from "node:http";

export type Load = {
  readonly origin: string;
  readonly key: string;
  readonly method: "GET" | "POST";
  /** Sent in turn, each as path and body. */
  readonly requests: readonly { readonly path: string; readonly body?: string }[];
  readonly connections: number;
  /** Not counted: compiling, caches, connections. */
  readonly warmUpMs: number;
  readonly forMs: number;
  /** Ends when each request has been sent once, however soon that is. */
  readonly once?: boolean;
};

/** Milliseconds for one request at each percentile. */
export type Measured = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly requests: number;
};

const load = JSON.parse(await readAll(process.stdin)) as Load;
const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
const target = new URL(load.origin);
let sent = 0;

await during(load.warmUpMs);
const began = performance.now();
const times = await during(load.forMs);
// To the end of the last answer: of long requests few fit in the time.
const tookMs = performance.now() - began;
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const measured: Measured = {
  perSecond: (times.length * 1000) / tookMs,
  p50: at(0.5),
  p95: at(0.95),
  p99: at(0.99),
  requests: times.length,
};
process.stdout.write(JSON.stringify(measured));
agent.destroy();

/** Every connection asks, waits for the whole answer, asks again; resolves with the time each took. */
async function during(forMs: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + forMs;
  const connection = async (): Promise<void> => {
    for (let now = performance.now(); now < end && !isOver();) {
      const next = load.requests[sent++ % load.requests.length];
      if (next !== undefined) await ask(next);
      const done = performance.now();
      times.push(done - now);
      now = done;
    }
  };
  await Promise.all(Array.from({ length: load.connections }, connection));
  return times;
}

function isOver(): boolean {
  return load.once === true && sent >= load.requests.length;
}

function ask({ path, body }: Load["requests"][number]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = {
    authorization: `Bearer ${load.key}`,
    accept: "application/json",
    ...(body !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
  };
  const sending = request({ host: target.hostname, port: target.port, path, method: load.method, agent, headers }, (reply) => {
    if (reply.statusCode !== 200) reject(new Error(`${load.method} ${path} was answered ${reply.statusCode}`));
    reply.resume();
    reply.once("end", resolve);
    reply.once("error", reject);
  });
  sending.once("error", reject);
  sending.end(body);
  return promise;
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
