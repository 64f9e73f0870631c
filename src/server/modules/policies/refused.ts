/** What policy is told of a decision that said no (ENT7): all but what is on record of the account. */

import type { IsoDate } from "#core/coverage/coverage.ts";
import type { Candidate, Decision } from "#core/entitlement/decision.ts";
import { compareText } from "#core/order.ts";
import type { RefusedRequest } from "#core/policy/index.ts";
import { dateInZone } from "#core/time/zone.ts";

/** Without an account the day is read in UTC. */
export function refusedBy(decision: Decision): Omit<RefusedRequest, "confidenceBp" | "goodwill"> {
  const { account, candidates, question } = decision;
  const on = dateInZone(Temporal.Instant.from(decision.at), account?.timeZone ?? "UTC").toString();
  const cover = candidates.filter(({ kind }) => kind !== "default_plan");
  const inForce = cover.find((one) => isInForce(one, on));
  const endedLast = cover.filter((one) => hasEnded(one, on)).toSorted(byLatestEnd)[0];
  return {
    on,
    accountId: account?.id ?? null,
    planId: (inForce ?? endedLast ?? cover[0])?.planId ?? null,
    channel: question.channel ?? null,
    severity: question.severity ?? null,
    // What is covered, and only not as it was asked for, has not ended.
    endedBefore: inForce === undefined ? (endedLast?.endsBefore ?? null) : null,
  };
}

function isInForce({ startsOn, endsBefore }: Candidate, on: IsoDate): boolean {
  return startsOn <= on && (endsBefore === null || on < endsBefore);
}

function hasEnded({ endsBefore }: Candidate, on: IsoDate): boolean {
  return endsBefore !== null && endsBefore <= on;
}

function byLatestEnd(a: Candidate, b: Candidate): number {
  return compareText(b.endsBefore!, a.endsBefore!);
}
