/** A billing run over ten thousand contracts: all that falls due in a month, then nothing, then the next month. */

import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { getBillingRun, startBillingRun, type BillingRun } from "#api/billing.ts";
import type { NativePostgres } from "#test/support/native-postgres.ts";
import { callerFor } from "../src/cli/connection.ts";
import { serveRegister } from "./native.ts";
import { print, whole } from "./report.ts";

const size = { assets: 100_000, contractYears: 1, corrected: 0, assetsPerAccount: 10 };
const lookEveryMs = 50;
const wantedSeconds = 60;

/** On native PostgreSQL. `today` as "YYYY-MM-DD". */
export async function benchBilling(postgres: NativePostgres, today: string): Promise<void> {
  const ready = await serveRegister(postgres, "billed", size, today);
  try {
    await ready.client.query("update contract set billing_every = 'month'");
    await ready.client.query("vacuum analyze contract");
    const year = today.slice(0, 4);
    const run = timed(callerFor(ready));
    const first = await run(`${year}-01-31`);
    const floor = await floorSeconds(ready.client);
    const nothing = await run(`${year}-01-31`);
    const second = await run(`${year}-02-28`);
    const figure = (name: string, seconds: number) => ({ name, value: `${seconds.toFixed(1)} s` });
    print(`Billing run over ${whole(first.contracts)} contracts with ${whole(size.assets)} assets, native PostgreSQL`, [
      {
        ...figure(`first month, ${whole(first.lines)} lines`, first.seconds),
        target: `< ${wantedSeconds} s`,
        met: first.seconds < wantedSeconds,
      },
      figure("the same lines by one plain statement", floor),
      { name: "ratio", value: `${(first.seconds / floor).toFixed(1)} ×` },
      figure("the same month again, nothing new", nothing.seconds),
      figure(`next month, ${whole(second.lines)} lines`, second.seconds),
    ]);
  } finally {
    await ready.stop();
  }
}

type Timed = { readonly seconds: number; readonly contracts: number; readonly lines: number };

/** Runs to the end, from the request to the last contract; throws where it did not come to a good one. */
function timed(caller: ReturnType<typeof callerFor>): (through: string) => Promise<Timed> {
  return async (through) => {
    const began = performance.now();
    let run: BillingRun = await caller.call(startBillingRun, { body: { through } });
    while (run.status === "running") {
      await setTimeout(lookEveryMs);
      run = await caller.call(getBillingRun, { params: { id: run.id } });
    }
    const seconds = (performance.now() - began) / 1000;
    if (run.status !== "done" || run.problems > 0)
      throw new Error(`The run through ${through} ended ${run.status}: ${run.problem}`);
    return { seconds, contracts: run.progress.of, lines: run.totals.reduce((sum, { lines }) => sum + lines, 0) };
  };
}

/** The floor: PostgreSQL copies the lines as they are into a table with the same columns, checks and indexes. */
async function floorSeconds(client: pg.Client): Promise<number> {
  await client.query("create table copied (like invoice_line including all)");
  const began = performance.now();
  await client.query("insert into copied select * from invoice_line");
  return (performance.now() - began) / 1000;
}
