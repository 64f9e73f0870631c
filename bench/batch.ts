/** Checks a second in batches of ten thousand, from the first byte sent to the last received. */

import { measure } from "./load.ts";
import { drawAssets, type Ready } from "./native.ts";
import { perSecond, print } from "./report.ts";

const batch = 10_000;
const wanted = 20_000;

export async function benchBatch(ready: Ready, assets: number, seconds: number): Promise<void> {
  const some = await drawAssets(ready.client, assets, batch);
  const body = JSON.stringify({ questions: some.map(({ serial }) => ({ serial })) });
  const requests = [{ path: "/api/v1/entitlement-checks/batch", body }];
  const measured = await measure({
    origin: ready.origin,
    key: ready.key,
    connections: 1,
    method: "POST",
    requests,
    warmUpMs: 3000,
    forMs: seconds * 1000,
  });
  const rate = measured.perSecond * some.length;
  print(`Batches of ${some.length} checks over HTTP, one connection`, [
    { name: "checks", value: perSecond(rate), target: `≥ ${perSecond(wanted)}`, met: rate >= wanted },
  ]);
}
