/** What server and database have used so far, as Linux counts it: beside busy neighbours it says more than answers a second. */

import { existsSync, readFileSync } from "node:fs";
import type { Ready } from "./native.ts";

export type Used = { readonly serverMicros: number; readonly databaseMicros: number; readonly memoryBytes: number };

/** CPU time of all threads of the server, and of the connections that it has open now, since they began; NaN where the system does not tell. */
export async function cpuOf({ pid, client }: Pick<Ready, "pid" | "client">): Promise<Used> {
  const { rows } = await client.query<{ pid: number }>("select pid from pg_stat_activity where application_name = 'ambit'");
  return {
    serverMicros: ticks(pid),
    databaseMicros: rows.reduce((sum, backend) => sum + ticks(backend.pid), 0),
    memoryBytes: resident(pid),
  };
}

/** Linux counts a hundred ticks a second. */
const tickMicros = 10_000;

function ticks(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  // After the name, which may hold anything and ends with the last bracket: user and system time are the 12th and 13th.
  const values = readFileSync(path, "utf8").split(") ").at(-1)!.split(" ");
  return (Number(values[11]) + Number(values[12])) * tickMicros;
}

function resident(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(path, "utf8"))?.[1] ?? Number.NaN) * 1024;
}
