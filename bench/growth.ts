/** What a check costs in a register a hundred times the size. */

import type { NativePostgres } from "#test/support/native-postgres.ts";
import { measure } from "./load.ts";
import { drawAssets, serveRegister } from "./native.ts";
import { perSecond, print, whole } from "./report.ts";

/** Of each asset a warranty and the present contract year: so a million of them are filled in two minutes. */
const sizes = [10_000, 1_000_000] as const;
const mostTimes = 1.5;
/** Spread over the whole register. */
const drawn = 50_000;

export async function benchGrowth(postgres: NativePostgres, today: string, seconds: number): Promise<void> {
  const rates: number[] = [];
  for (const assets of sizes) {
    const ready = await serveRegister(postgres, `growth_${assets}`, { assets, contractYears: 1, corrected: 0 }, today);
    try {
      const requests = (await drawAssets(ready.client, assets, Math.min(drawn, assets))).map(({ serial }) => ({
        path: "/api/v1/entitlement-checks",
        body: JSON.stringify({ serial }),
      }));
      const { origin, key } = ready;
      const load = { origin, key, method: "POST", connections: 8, requests, warmUpMs: 5000, forMs: seconds * 1000 } as const;
      rates.push((await measure(load)).perSecond);
    } finally {
      await ready.stop();
    }
  }
  const [small, large] = rates as [number, number];
  const times = small / large;
  print("Growth of a check over HTTP, 8 connections", [
    { name: `${whole(sizes[0])} assets`, value: perSecond(small) },
    { name: `${whole(sizes[1])} assets`, value: perSecond(large) },
    { name: "times the cost", value: times.toFixed(2), target: `< ${mostTimes}`, met: times < mostTimes },
  ]);
}
