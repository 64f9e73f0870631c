/** Checks a second over HTTP, beside the least that an answer from the database costs on the same server. */

import { cpuOf } from "./cpu.ts";
import { coveragesOf, type Size } from "./fill.ts";
import { measure, type Measured } from "./load.ts";
import { drawAssets, type Ready } from "./native.ts";
import { mebibytes, micros, ms, perSecond, print, whole } from "./report.ts";

const connections = 8;
/** Enough that what is asked for is spread over the whole register, and no answer is one of few. */
const drawn = 50_000;
const coldSeconds = 1;

/** Measures the first second of all, floor, check, and floor again: a machine that slows down meanwhile shows. */
export async function benchChecks(ready: Ready, size: Size, seconds: number): Promise<void> {
  const some = await drawAssets(ready.client, size.assets, Math.min(drawn, size.assets));
  const common = { origin: ready.origin, key: ready.key, connections };
  const floorLoad = {
    ...common,
    method: "GET",
    requests: some.map(({ id }) => ({ path: `/api/v1/bench/floor?id=${id}` })),
  } as const;
  const checkLoad = {
    ...common,
    method: "POST",
    requests: some.map(({ serial }) => ({ path: "/api/v1/entitlement-checks", body: JSON.stringify({ serial }) })),
  } as const;
  // Nothing but the program itself is warm: neither what the server knows by heart nor, beyond the filling, the database.
  await measure({ ...floorLoad, warmUpMs: 2000, forMs: 500 });
  const cold = await measure({ ...checkLoad, warmUpMs: 0, forMs: coldSeconds * 1000 });
  const steadily = async (
    load: typeof floorLoad | typeof checkLoad,
  ): Promise<Measured & { server: number; database: number }> => {
    await measure({ ...load, warmUpMs: 2500, forMs: 500 });
    const before = await cpuOf(ready);
    const measured = await measure({ ...load, warmUpMs: 0, forMs: seconds * 1000 });
    const after = await cpuOf(ready);
    return {
      ...measured,
      server: (after.serverMicros - before.serverMicros) / measured.requests,
      database: (after.databaseMicros - before.databaseMicros) / measured.requests,
    };
  };
  const before = await steadily(floorLoad);
  const checks = await steadily(checkLoad);
  const after = await steadily(floorLoad);
  const least = (before.perSecond + after.perSecond) / 2;
  const ratio = checks.perSecond / least;
  const { memoryBytes } = await cpuOf(ready);
  print(`Checks over HTTP, ${connections} connections, ${whole(size.assets)} assets, ${whole(coveragesOf(size))} coverages`, [
    { name: "floor: one row by primary key", value: perSecond(least) },
    { name: "checks", value: perSecond(checks.perSecond) },
    { name: "checks to floor", value: ratio.toFixed(2), target: "≥ 0.60", met: ratio >= 0.6 },
    { name: "check p50", value: ms(checks.p50) },
    { name: "check p95", value: ms(checks.p95) },
    { name: "check p99", value: ms(checks.p99) },
    { name: "checks in the first second", value: perSecond(cold.perSecond) },
    { name: "CPU of the server, check (floor)", value: `${micros(checks.server)} (${micros(before.server)})` },
    { name: "CPU of the database, check (floor)", value: `${micros(checks.database)} (${micros(before.database)})` },
    { name: "memory of the server", value: mebibytes(memoryBytes) },
  ]);
}
