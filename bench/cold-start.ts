/** From starting the process to its first answered check, on the embedded database. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ms, print } from "./report.ts";
import { serve } from "./serve.ts";

const wantedMs = 4000;
const runs = 3;

export async function benchColdStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ambit-bench-"));
  try {
    const fresh = await firstAnswer(folder);
    const again: number[] = [];
    for (let run = 0; run < runs; run += 1) again.push(await firstAnswer(folder));
    const median = again.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
    print("Cold start to the first answer, embedded", [
      { name: `a folder in use (median of ${runs})`, value: ms(median), target: `< ${ms(wantedMs)}`, met: median < wantedMs },
      { name: "a new, empty folder", value: ms(fresh), target: `< ${ms(wantedMs)}`, met: fresh < wantedMs },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstAnswer(folder: string): Promise<number> {
  const began = performance.now();
  const served = await serve({ folder });
  try {
    const reply = await fetch(`${served.origin}/api/v1/entitlement-checks`, {
      method: "POST",
      headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json" },
      body: JSON.stringify({ serial: "ANY-1" }),
    });
    if (!reply.ok) throw new Error(`The first check was answered ${reply.status}: ${await reply.text()}`);
    await reply.arrayBuffer();
    return performance.now() - began;
  } finally {
    await served.stop();
  }
}
