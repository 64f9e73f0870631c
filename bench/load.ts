import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Load, Measured } from "./load-client.ts";

export type { Load, Measured } from "./load-client.ts";

/** Runs the load client in its own process and gives back what it measured. Throws when a request failed. */
export async function measure(load: Load): Promise<Measured> {
  const client = spawn(process.execPath, [join(import.meta.dirname, "load-client.ts")], { stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  client.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  client.stdin.end(JSON.stringify(load));
  const [code] = (await once(client, "close")) as [number];
  if (code !== 0) throw new Error(`The load client ended with ${code}.`);
  return JSON.parse(said) as Measured;
}
