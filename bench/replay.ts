/** A hundred thousand recorded decisions made again from their facts, as the command line does it: page by page over HTTP. */

import { checkEntitlements } from "#api/entitlements.ts";
import { replayDecisions } from "#api/replays.ts";
import type { NativePostgres } from "#test/support/native-postgres.ts";
import { callerFor } from "../src/cli/connection.ts";
import { drawAssets, serveRegister } from "./native.ts";
import { print, whole } from "./report.ts";

const size = { assets: 20_000, contractYears: 5, corrected: 4 };
const distinct = 5000;
const copies = 20;
const pageSize = 5000;
const wantedSeconds = 60;

/** On native PostgreSQL. `today` as "YYYY-MM-DD". */
export async function benchReplay(postgres: NativePostgres, today: string): Promise<void> {
  const ready = await serveRegister(postgres, "replayed", size, today);
  const caller = callerFor(ready);
  try {
    const questions = (await drawAssets(ready.client, size.assets, distinct)).map(({ serial }, index) => ({
      serial,
      channel: index % 2 === 0 ? ("phone" as const) : ("portal" as const),
      severity: 2 as const,
      record: true,
    }));
    await caller.call(checkEntitlements, { body: { questions } });
    await ready.client.query(
      `insert into decision (id, question, facts, answer, outcome, account_id, asset_id, contract_id, actor_id, decided_at)
       select uuidv7(), question, facts, answer, outcome, account_id, asset_id, contract_id, actor_id, decided_at
       from decision cross join generate_series(2, $1)`,
      [copies],
    );
    await ready.client.query("vacuum analyze decision");
    const began = performance.now();
    const { replayed, same } = await replayAll(caller, today);
    const seconds = (performance.now() - began) / 1000;
    print(`Replay of ${whole(replayed)} decisions over HTTP, native PostgreSQL`, [
      { name: "all of them", value: `${seconds.toFixed(1)} s`, target: `< ${wantedSeconds} s`, met: seconds < wantedSeconds },
      { name: "that came out otherwise", value: whole(replayed - same), target: "0", met: replayed === same },
    ]);
  } finally {
    await ready.stop();
  }
}

async function replayAll(caller: ReturnType<typeof callerFor>, today: string): Promise<{ replayed: number; same: number }> {
  const since = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
  let all = { replayed: 0, same: 0 };
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const body = { since, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
    const page: { replayed: number; same: number; nextCursor: string | null } = await caller.call(replayDecisions, { body });
    all = { replayed: all.replayed + page.replayed, same: all.same + page.same };
    cursor = page.nextCursor;
  }
  return all;
}
