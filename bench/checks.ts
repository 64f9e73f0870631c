/** Checks a second over HTTP, beside the least that an answer from the database costs on the same server. */

import { coveragesOf, type Size } from "./fill.ts";
import { measure } from "./load.ts";
import { drawAssets, type Ready } from "./native.ts";
import { ms, perSecond, print, whole } from "./report.ts";

const connections = 8;
const drawn = 5000;

/** Measures floor, check, and floor again: a machine that slows down meanwhile shows. */
export async function benchChecks(ready: Ready, size: Size, seconds: number): Promise<void> {
  const some = await drawAssets(ready.client, size.assets, drawn);
  const common = { origin: ready.origin, key: ready.key, connections, warmUpMs: 3000, forMs: seconds * 1000 };
  const floor = () =>
    measure({ ...common, method: "GET", requests: some.map(({ id }) => ({ path: `/api/v1/bench/floor?id=${id}` })) });
  const before = await floor();
  const checks = await measure({
    ...common,
    method: "POST",
    requests: some.map(({ serial }) => ({ path: "/api/v1/entitlement-checks", body: JSON.stringify({ serial }) })),
  });
  const after = await floor();
  const least = (before.perSecond + after.perSecond) / 2;
  const ratio = checks.perSecond / least;
  print(`Checks over HTTP, ${connections} connections, ${whole(size.assets)} assets, ${whole(coveragesOf(size))} coverages`, [
    { name: "floor: one row by primary key", value: perSecond(least) },
    { name: "checks", value: perSecond(checks.perSecond) },
    { name: "checks to floor", value: ratio.toFixed(2), target: "≥ 0.60", met: ratio >= 0.6 },
    { name: "check p50", value: ms(checks.p50) },
    { name: "check p95", value: ms(checks.p95) },
    { name: "check p99", value: ms(checks.p99) },
  ]);
}
