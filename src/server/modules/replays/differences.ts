/** Differences as they are told: with ticket, money, and whether it would have been wrong to turn somebody away. */

import type { ReplayDifference } from "#api/replays.ts";
import { type Handling, handleNo, type Policy } from "#core/policy/index.ts";
import * as entitlements from "#modules/entitlements/entitlements.ts";
import { handle } from "#modules/policies/policies.ts";
import * as tickets from "#modules/tickets/tickets.ts";
import type { Context } from "#platform/context.ts";
import type { Draft } from "./draft.ts";
import { selectCosts, selectOverturned } from "./store.ts";

/** A draft of which all is known. */
type Settled = Draft & { readonly handledAfter: Handling | null };

/** The drafts that are differences, in their order. */
export async function toldDifferences(
  ctx: Context,
  drafts: readonly Draft[],
  policy: Policy | undefined,
): Promise<ReplayDifference[]> {
  const differing = (await settled(ctx, drafts, policy)).filter(isDifference);
  const ids = differing.map(({ about }) => about.id);
  const ofDecisions = await tickets.ticketsOfDecisions(ctx, ids);
  const costs = await selectCosts(
    ctx.tx,
    Array.from(ofDecisions.values(), ({ id }) => id),
  );
  const wrong = await wronglyTurnedAway(ctx, differing.filter(isTurnedAway));
  return differing.map((one): ReplayDifference => {
    const ticket = ofDecisions.get(one.about.id);
    const cost = ticket && costs.get(ticket.id);
    return {
      decisionId: one.about.id,
      decidedAt: one.decidedAt.toString(),
      accountName: one.accountName,
      serial: one.serial,
      ticket: ticket === undefined ? null : { id: ticket.id, number: `T-${ticket.number}`, subject: ticket.subject },
      before: { ...one.before, handling: one.handledBefore },
      after: { ...one.after, handling: one.handledAfter },
      reason: one.reason,
      cost: cost === undefined ? null : { minor: String(cost.minor), currency: cost.currency },
      wrongly: wrong.has(one.about.id),
    };
  });
}

/** Where it is still to be asked what is done with a no, it is asked on what is on record of the account today: at once for all. */
async function settled(ctx: Context, drafts: readonly Draft[], policy: Policy | undefined): Promise<Settled[]> {
  const asked = drafts.flatMap(({ handledAfter }) =>
    typeof handledAfter === "object" && handledAfter !== null ? [handledAfter] : [],
  );
  const answers = new Map((await handle(ctx, asked, { isKept: true })).map((answer, place) => [asked[place], answer]));
  return drafts.map((one): Settled => {
    if (typeof one.handledAfter !== "object" || one.handledAfter === null) return { ...one, handledAfter: one.handledAfter };
    const { request, handled } = answers.get(one.handledAfter)!;
    return { ...one, handledAfter: policy === undefined ? handled.handling : handleNo(policy, request).handling };
  });
}

/** A draft stands for another answer already, unless all that may differ is what is done with it. */
function isDifference({ isSameAnswer, handledBefore, handledAfter }: Settled): boolean {
  return !isSameAnswer || handledBefore !== handledAfter;
}

function isTurnedAway({ handledBefore, handledAfter }: Settled): boolean {
  return isRefusal(handledAfter) && !isRefusal(handledBefore);
}

function isRefusal(handling: Handling | null): boolean {
  return handling === "enforce" || handling === "bill";
}

/** Those that somebody overrode, or that are covered by what is known of their moment today. */
async function wronglyTurnedAway(ctx: Context, turnedAway: readonly Settled[]): Promise<ReadonlySet<string>> {
  if (turnedAway.length === 0) return new Set();
  const about = turnedAway.map((one) => one.about);
  const overturned = await selectOverturned(
    ctx.tx,
    about.map(({ id }) => id),
  );
  const today = await entitlements.askAgain(ctx, about);
  return new Set([...overturned, ...about.filter((_, place) => today[place]!.outcome === "entitled").map(({ id }) => id)]);
}
