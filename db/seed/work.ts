/** What the desk worked on the tickets of the last half year, as its people entered it. */

import * as projects from "#modules/projects/projects.ts";
import type { Acted } from "#modules/tickets/tickets.ts";
import type { Context } from "#platform/context.ts";
import type { Draw } from "./estate.ts";
import { makeRandom } from "./random.ts";

const daysBack = 180;
const notes = [
  "Looked at the logs",
  "Called back and tried it together",
  "Found the cause, wrote it down",
  "Replaced the part on site",
  "Tested after the change",
];

/** An entry for most tickets that somebody took on: entered when it was done, booked as it is known by now. */
export async function recordWork(ctx: Context, { now }: Draw, lived: readonly Acted[]): Promise<void> {
  const random = makeRandom(1_804);
  const since = now.subtract({ hours: daysBack * 24 });
  for (const { after } of lived) {
    const { id, assigneeId, openedAt } = after.ticket;
    const at = openedAt.add({ minutes: random.int(20, 600) });
    const isLate = Temporal.Instant.compare(openedAt, since) < 0 || Temporal.Instant.compare(at, now) > 0;
    if (assigneeId === null || isLate || random.chance(0.25)) continue;
    const minutes = random.pick([15, 20, 30, 45, 60, 90, 150]);
    const entry = { worker: assigneeId, startedAt: at.toString(), minutes, note: random.pick(notes) };
    await projects.addWork({ ...ctx, now: at.add({ minutes }) }, id, entry);
  }
}
