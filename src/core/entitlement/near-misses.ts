/** What would have to be different for the answer to be yes (ENT6): only where one change is enough. */

import { daysBetween } from "../coverage/days.ts";
import { compareText } from "../order.ts";
import { shortagesByChannel } from "./allowance.ts";
import type { NearMiss } from "./decision.ts";
import type { RenewalFact } from "./facts.ts";
import type { Inquiry } from "./inquiry.ts";
import * as near from "./explain-near.ts";
import type { Obstacle, Standing } from "./standing.ts";
import type { Channel } from "./terms.ts";
import { admittedSeverities } from "./words.ts";

/** A reader takes in a handful; the candidates tell the rest. */
export const maxNearMisses = 5;

/** The near misses among standings in order of preference: what can be changed at once first, renewals last, with what they would cost. */
export function nearMissesOf(
  standings: readonly Standing[],
  inquiry: Inquiry,
  renewals: readonly RenewalFact[] = [],
): NearMiss[] {
  const alone = standings.filter((standing) => standing.obstacles.length === 1);
  const latestEnd = alone
    .filter((one) => one.obstacles[0]!.kind === "ended" && !hasFollower(one, standings))
    .toSorted(byLatestEnd)[0];
  const misses: NearMiss[] = [];
  for (const standing of alone) {
    const obstacle = standing.obstacles[0]!;
    if (obstacle.kind === "ended" && standing !== latestEnd) continue;
    const miss = nearMissOf(obstacle, standing, inquiry, renewals);
    if (miss !== null && !misses.some((other) => other.text === miss.text)) misses.push(miss);
  }
  return misses.toSorted((a, b) => changes.indexOf(a.change) - changes.indexOf(b.change)).slice(0, maxNearMisses);
}

const changes: readonly NearMiss["change"][] = ["channel", "contact", "severity", "subject", "date", "renewal"];

/** Whether something of its kind came after it: then it was renewed, and there is nothing to renew. */
function hasFollower(ended: Standing, standings: readonly Standing[]): boolean {
  return standings.some(
    ({ coverage, tier }) =>
      tier === ended.tier &&
      coverage.source.kind === ended.coverage.source.kind &&
      coverage.startsOn >= ended.coverage.endsBefore!,
  );
}

function byLatestEnd({ coverage: a }: Standing, { coverage: b }: Standing): number {
  return compareText(b.endsBefore!, a.endsBefore!);
}

function nearMissOf(obstacle: Obstacle, standing: Standing, inquiry: Inquiry, renewals: readonly RenewalFact[]): NearMiss | null {
  switch (obstacle.kind) {
    case "channel":
      return near.byOtherChannel(waysIn(standing, inquiry), standing);
    case "allowance":
      return near.byOtherChannel(waysIn(standing, inquiry), standing) ?? near.fromNextPeriod(obstacle.shortage, standing);
    case "contact":
      return obstacle.because === "nobody" ? null : near.askedByNamedCaller(standing);
    case "severity":
      return near.atOtherSeverity(admittedSeverities(standing.plan.terms.severities), standing);
    case "service":
      return near.aboutOtherService(standing);
    case "unregistered":
      return near.onceRegistered(standing, inquiry);
    case "other_contract":
      return near.underOtherContract(standing);
    case "not_started":
      return near.fromStart(standing);
    case "ended":
      return near.onceRenewed(standing, daysBetween(standing.coverage.endsBefore!, standing.today), renewals);
    default:
      return null;
  }
}

/** The channels of the plan by which enough can still be drawn. */
function waysIn({ plan, supplies }: Standing, inquiry: Inquiry): Channel[] {
  const shortages = [...shortagesByChannel(inquiry, plan.terms, supplies)];
  return shortages.filter(([, shortage]) => shortage === null).map(([channel]) => channel);
}
