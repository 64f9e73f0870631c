/** What a check costs in a register a hundred times the size: like is compared with like, what was asked about before and what was not. */

import type { NativePostgres } from "#test/support/native-postgres.ts";
import { checkLoad, connections } from "./checks.ts";
import { measure } from "./load.ts";
import { drawAssets, serveRegister } from "./native.ts";
import { perSecond, print, whole } from "./report.ts";

/** Of each asset a warranty and the present contract year: so a million of them are filled in two minutes. */
const sizes = [10_000, 1_000_000] as const;
const mostTimes = 1.5;
/** As many of either register, spread over the whole of it. */
const drawn = 10_000;
/** Asked about until the program is warm, and so not for the first time. */
const forWarmth = 2000;

type Rates = { readonly first: number; readonly again: number };

export async function benchGrowth(postgres: NativePostgres, today: string, seconds: number): Promise<void> {
  const [small, large] = [await ratesOf(postgres, sizes[0], today, seconds), await ratesOf(postgres, sizes[1], today, seconds)];
  for (const [name, part] of [
    ["for the first time", "first"],
    ["that were asked about before", "again"],
  ] as const) {
    const times = small[part] / large[part];
    print(`Growth of a check over HTTP, ${connections} connections, of assets ${name}`, [
      { name: `${whole(sizes[0])} assets`, value: perSecond(small[part]) },
      { name: `${whole(sizes[1])} assets`, value: perSecond(large[part]) },
      { name: "times the cost", value: times.toFixed(2), target: `< ${mostTimes}`, met: times < mostTimes },
    ]);
  }
}

async function ratesOf(postgres: NativePostgres, assets: number, today: string, seconds: number): Promise<Rates> {
  const ready = await serveRegister(postgres, `growth_${assets}`, { assets, contractYears: 1, corrected: 0 }, today);
  try {
    const some = await drawAssets(ready.client, assets, drawn);
    await measure({ ...checkLoad(ready, some.slice(0, forWarmth)), forMs: 5000 });
    const first = await measure({ ...checkLoad(ready, some.slice(forWarmth)), forMs: 600_000, once: true });
    const again = await measure({ ...checkLoad(ready, some), forMs: seconds * 1000 });
    return { first: first.perSecond, again: again.perSecond };
  } finally {
    await ready.stop();
  }
}
