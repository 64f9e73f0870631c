/** Checks that are recorded and hold a unit of an allowance, a second over HTTP, beside one row added through the same server. */

import type { NativePostgres } from "#test/support/native-postgres.ts";
import { standardPlans } from "#modules/plans/standard.ts";
import { cpuOf } from "./cpu.ts";
import { measure } from "./load.ts";
import { drawAssets, serveRegister } from "./native.ts";
import { micros, ms, perSecond, print, whole } from "./report.ts";

const size = { assets: 20_000, contractYears: 5, corrected: 4, assetsPerAccount: 100 };
const connections = 8;
const drawn = 10_000;
/** Nobody is refused while it is measured: what is held is let go after half an hour. */
const granted = 100_000_000;

/** On native PostgreSQL. `today` as "YYYY-MM-DD". */
export async function benchHolds(postgres: NativePostgres, today: string, seconds: number): Promise<void> {
  const ready = await serveRegister(postgres, "held", size, today);
  try {
    const [silver] = standardPlans.Silver.allowances;
    const buckets = silver!.buckets.map((bucket) => ({ ...bucket, amount: granted, limits: [] }));
    await ready.client.query(
      `insert into plan_version (id, plan_id, version, effective_on, terms, recorded_at)
       select uuidv7(), plan_id, version + 1, effective_on, jsonb_set(terms, '{allowances}', $1), recorded_at from plan_version`,
      [JSON.stringify([{ ...silver, buckets }])],
    );
    await ready.client.query("create table bench_row (id uuid primary key, said_at timestamptz not null, text text not null)");
    const some = await drawAssets(ready.client, size.assets, drawn);
    const common = { origin: ready.origin, key: ready.key, connections, method: "POST" } as const;
    const rows = {
      ...common,
      requests: some.map(({ serial }) => ({ path: "/api/v1/bench/row", body: JSON.stringify({ text: serial }) })),
    };
    const holds = {
      ...common,
      requests: some.map(({ serial }) => ({
        path: "/api/v1/entitlement-checks",
        body: JSON.stringify({ serial, channel: "email", severity: 3, record: true, hold: true }),
      })),
    };
    const measured = async (load: typeof rows, warmUpMs: number, forMs: number) => {
      await measure({ ...load, warmUpMs, forMs: 500 });
      const before = await cpuOf(ready);
      const figures = await measure({ ...load, warmUpMs: 0, forMs });
      const after = await cpuOf(ready);
      return {
        ...figures,
        server: (after.serverMicros - before.serverMicros) / figures.requests,
        database: (after.databaseMicros - before.databaseMicros) / figures.requests,
      };
    };
    const before = await measured(rows, 2000, seconds * 500);
    // Each contract is drawn on once before: what is granted to it is then on record.
    const held = await measured(holds, 6000, seconds * 1000);
    const after = await measured(rows, 500, seconds * 500);
    const { rows: entries } = await ready.client.query<{ n: number }>(
      "select count(*)::int as n from allowance_entry where kind = 'hold'",
    );
    if (entries[0]!.n < held.requests) throw new Error(`Of ${held.requests} checks only ${entries[0]!.n} held a unit.`);
    const least = (before.perSecond + after.perSecond) / 2;
    const ratio = held.perSecond / least;
    print(`Recorded checks that hold, ${connections} connections, ${whole(size.assets / size.assetsPerAccount)} contracts`, [
      { name: "one row added", value: perSecond(least) },
      { name: "recorded checks with a hold", value: perSecond(held.perSecond) },
      { name: "checks to rows", value: ratio.toFixed(2), target: "≥ 0.40", met: ratio >= 0.4 },
      { name: "check p50", value: ms(held.p50) },
      { name: "check p99", value: ms(held.p99) },
      { name: "CPU of the server, check (row)", value: `${micros(held.server)} (${micros(before.server)})` },
      { name: "CPU of the database, check (row)", value: `${micros(held.database)} (${micros(before.database)})` },
    ]);
  } finally {
    await ready.stop();
  }
}
