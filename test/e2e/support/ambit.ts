/** A whole Ambit for journeys: its own process, a free port, a folder of its own that goes when it stops. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "../../..");

export type Ambit = {
  readonly address: string;
  /** The local administrator's key, for asking the API. */
  readonly key: string;
  stop(): Promise<void>;
};

/** Starts Ambit as `npm start` does, with the demo's data unless `empty`, and waits until it answers. Throws with what it said when it does not start. */
export async function startAmbit({ empty = false }: { readonly empty?: boolean } = {}): Promise<Ambit> {
  const folder = mkdtempSync(join(tmpdir(), "ambit-journey-"));
  const server = spawn(process.execPath, ["src/server/main.ts", ...(empty ? ["--empty"] : [])], {
    cwd: root,
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", AMBIT_DATA: folder, DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const address = await addressOf(server).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    address,
    key: readFileSync(join(folder, "api-key"), "utf8").trim(),
    async stop() {
      const gone = once(server, "exit");
      server.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  const said: string[] = [];
  server.stderr?.on("data", (words: Buffer) => said.push(words.toString()));
  if (!server.stdout) throw new Error("The server has no output to read its address from.");
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    const address = /^Ambit answers at (\S+)/.exec(line)?.[1];
    if (address) {
      server.stdout.resume();
      return address;
    }
  }
  throw new Error(`Ambit did not start:\n${said.join("\n")}`);
}
