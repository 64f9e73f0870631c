/** Checks a second in batches of ten thousand, from the first byte sent to the last received: an audit of the whole register. */

import { measure } from "./load.ts";
import { drawAssets, type Ready } from "./native.ts";
import { ms, perSecond, print, whole } from "./report.ts";

const batch = 10_000;
const wanted = 20_000;

/** Asks about every asset once, on a server that has not been asked before, and then again and again. */
export async function benchBatch(ready: Ready, assets: number, seconds: number): Promise<void> {
  const all = await drawAssets(ready.client, assets, assets);
  const requests = Array.from({ length: Math.ceil(all.length / batch) }, (_, n) => {
    const questions = all.slice(n * batch, (n + 1) * batch).map(({ serial }) => ({ serial }));
    return { path: "/api/v1/entitlement-checks/batch", body: JSON.stringify({ questions }) };
  });
  const load = { origin: ready.origin, key: ready.key, connections: 1, method: "POST", requests, warmUpMs: 0 } as const;
  const first = await measure({ ...load, forMs: 600_000, once: true });
  await measure({ ...load, forMs: 3000 });
  const again = await measure({ ...load, forMs: seconds * 1000 });
  const rate = again.perSecond * batch;
  print(`Batches of ${whole(batch)} checks over HTTP, one connection, ${whole(assets)} assets`, [
    { name: "checks", value: perSecond(rate), target: `≥ ${perSecond(wanted)}`, met: rate >= wanted },
    { name: "a batch, p50", value: ms(again.p50) },
    { name: "checks of assets asked about for the first time", value: perSecond(first.perSecond * batch) },
  ]);
}
