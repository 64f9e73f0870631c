/** A server as people run it, in a process of its own, for the benchmark to ask. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const main = join(import.meta.dirname, "../src/server/main.ts");
/** Long enough to migrate and start on a busy machine. */
const startTimeoutMs = 60_000;

export type Served = {
  readonly origin: string;
  readonly key: string;
  readonly pid: number;
  /** From the start of the process to its first word that it answers. */
  readonly startedInMs: number;
  readonly stop: () => Promise<void>;
};

export type ServeOptions = {
  /** A PostgreSQL server; without it the embedded database in `folder`. */
  readonly databaseUrl?: string;
  /** The data folder; without it one that is removed afterwards. */
  readonly folder?: string;
  readonly nodeOptions?: readonly string[];
};

/** Starts Ambit without demo data on a free port and waits until it answers. */
export async function serve({ databaseUrl, folder, nodeOptions = [] }: ServeOptions): Promise<Served> {
  const data = folder ?? mkdtempSync(join(tmpdir(), "ambit-bench-"));
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, main, "--empty"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: "0",
      HOST: "127.0.0.1",
      AMBIT_DATA: data,
      AMBIT_BENCH: "1",
      AMBIT_LOG: "error",
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    },
  });
  const origin = await addressFrom(child.stdout, once(child, "exit"));
  const startedInMs = performance.now() - began;
  return {
    origin,
    key: readFileSync(join(data, "api-key"), "utf8").trim(),
    pid: child.pid!,
    startedInMs,
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      if (folder === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

async function addressFrom(output: NodeJS.ReadableStream, exited: Promise<unknown>): Promise<string> {
  let said = "";
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new Error(`The server did not answer in time: ${said}`)), startTimeoutMs);
  output.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    const address = /https?:\/\/\S+/.exec(said)?.[0];
    if (address !== undefined) resolve(address);
  });
  void exited.then(() => reject(new Error(`The server ended: ${said}`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
