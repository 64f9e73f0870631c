/** Checks a second over HTTP, beside the least that an answer from the database costs on the same server. */

import { cpuOf } from "./cpu.ts";
import { coveragesOf, type Size } from "./fill.ts";
import { measure, type Load, type Measured } from "./load.ts";
import { drawAssets, type Ready } from "./native.ts";
import { mebibytes, micros, ms, perSecond, print, whole } from "./report.ts";

export const connections = 8;
const coldSeconds = 1;
/** Asked about by a server that has just begun; so many that no answer is one of few. */
const drawnFirst = 40_000;

/** Checks by a server that has just begun: its first second, and then of assets that nobody has asked about before. */
export async function benchFirstChecks(ready: Ready, size: Size, seconds: number): Promise<void> {
  const some = await drawAssets(ready.client, size.assets, drawnFirst);
  const few = some.slice(0, drawnFirst / 8);
  const floor = floorLoad(ready, some);
  // Nothing but the program itself is warm: neither what the server knows by heart nor, beyond the filling, the database.
  await measure({ ...floor, warmUpMs: 2000, forMs: 500 });
  const cold = await measure({ ...checkLoad(ready, few), forMs: coldSeconds * 1000 });
  await measure({ ...checkLoad(ready, few), forMs: 3000 });
  const first = await measure({ ...checkLoad(ready, some.slice(few.length)), forMs: seconds * 1000, once: true });
  const least = await measure({ ...floor, forMs: seconds * 500 });
  print(`Checks over HTTP of assets asked about for the first time, ${connections} connections`, [
    { name: "checks in the first second", value: perSecond(cold.perSecond) },
    { name: "floor: one row by primary key", value: perSecond(least.perSecond) },
    { name: "checks", value: perSecond(first.perSecond) },
    { name: "checks to floor", value: (first.perSecond / least.perSecond).toFixed(2) },
    { name: "check p50", value: ms(first.p50) },
    { name: "check p99", value: ms(first.p99) },
  ]);
}

/** Checks as of a server that has been up for a while: every asset has been asked about. Measures floor, check, and floor again: a machine that slows down meanwhile shows. */
export async function benchChecks(ready: Ready, size: Size, seconds: number): Promise<void> {
  const some = await drawAssets(ready.client, size.assets, size.assets);
  const steadily = async (load: Load): Promise<Measured & { server: number; database: number }> => {
    await measure({ ...load, warmUpMs: 2500, forMs: 500 });
    const before = await cpuOf(ready);
    const measured = await measure({ ...load, forMs: seconds * 1000 });
    const after = await cpuOf(ready);
    return {
      ...measured,
      server: (after.serverMicros - before.serverMicros) / measured.requests,
      database: (after.databaseMicros - before.databaseMicros) / measured.requests,
    };
  };
  const before = await steadily(floorLoad(ready, some));
  const checks = await steadily(checkLoad(ready, some));
  const after = await steadily(floorLoad(ready, some));
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
    { name: "CPU of the server, check (floor)", value: `${micros(checks.server)} (${micros(before.server)})` },
    { name: "CPU of the database, check (floor)", value: `${micros(checks.database)} (${micros(before.database)})` },
    { name: "memory of the server", value: mebibytes(memoryBytes) },
  ]);
}

type Drawn = readonly { readonly id: string; readonly serial: string }[];

function floorLoad({ origin, key }: Ready, assets: Drawn): Load {
  const requests = assets.map(({ id }) => ({ path: `/api/v1/bench/floor?id=${id}` }));
  return { origin, key, connections, method: "GET", requests, warmUpMs: 0, forMs: 0 };
}

/** A check by serial of each asset; for how long is for the caller to say. */
export function checkLoad({ origin, key }: Ready, assets: Drawn): Load {
  const requests = assets.map(({ serial }) => ({ path: "/api/v1/entitlement-checks", body: JSON.stringify({ serial }) }));
  return { origin, key, connections, method: "POST", requests, warmUpMs: 0, forMs: 0 };
}
