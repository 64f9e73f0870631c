/** What is due less what was invoiced (BIL2), per line, subject and day. */

import { accept, type Outcome, refuse } from "../outcome.ts";
import { lastDay } from "../coverage/days.ts";
import { compareText } from "../order.ts";
import { type Cost, costOf, type DesiredCharge } from "./desired.ts";
import { byStart, type Days, type IssuedCharge, keyOf, type Portion, type Withdrawal } from "./facts.ts";
import { openPortions, type OpenPortion, remainingNet } from "./open.ts";
import { type Settlement, settle } from "./settle.ts";

/** A charge to be invoiced. `key` says which it is, whoever computes it: two runs at once write the same keys. */
export type NewCharge = DesiredCharge & { readonly kind: "charge"; readonly key: string };

/** Days of an issued charge to be taken back. Its amount is negative, or nothing: what it adds to an invoice. */
export type NewCredit = Portion &
  Cost & {
    readonly kind: "credit";
    readonly key: string;
    /** The key of the charge that it takes from. */
    readonly chargeKey: string;
    /** What the days cost beyond what is credited; withheld because goodwill had taken it back already. */
    readonly withheldMinor: bigint;
    /** The amendment that took the days or priced them anew; null where no fact names it. */
    readonly amendmentId: string | null;
  };

export type NewLine = NewCharge | NewCredit;

/**
 * The charges and credits that, once issued, leave invoiced what is desired: none where it already is. Ordered by line, subject and day,
 * credits before charges. Days charged at another price, or in another period, are credited and charged anew. A credit takes no more
 * than is left of its charge. `desired` must reach as far as `issued` does, for what is issued beyond it is credited ({@link unbilled}
 * sees to that). Refused: `charged_twice` where two issued charges hold a day of one line and subject, `covered_twice` where two desired do.
 */
export function difference(
  desired: readonly DesiredCharge[],
  issued: readonly IssuedCharge[],
  withdrawn: readonly Withdrawal[] = [],
): Outcome<NewLine[]> {
  const wanted = Map.groupBy(desired, keyOf);
  const charged = Map.groupBy(issued, keyOf);
  const taken = Map.groupBy(withdrawn, keyOf);
  const lines: NewLine[] = [];
  for (const key of [...new Set([...wanted.keys(), ...charged.keys()])].toSorted(compareText)) {
    const earlier = charged.get(key) ?? [];
    const now = (wanted.get(key) ?? []).toSorted(byStart);
    const open = earlier.flatMap(openPortions).toSorted(byStart);
    const twice = sharedDays(open);
    if (twice !== null) return refuseChargedTwice(...twice);
    const both = sharedDays(now);
    if (both !== null) return refuseCoveredTwice(...both);
    const settlement = settle(now, open, taken.get(key) ?? []);
    lines.push(...creditsOf(settlement), ...chargesOf(settlement, earlier));
  }
  return accept(lines);
}

function creditsOf({ credits }: Settlement): NewCredit[] {
  const left = new Map<string, bigint>();
  return credits.map(({ open, days, amendmentId }) => {
    const { charge, lineId, subject, period, priceMinor } = open;
    const portion = { ...days, lineId, subject, period, priceMinor };
    const { amountMinor: cost, ...fraction } = costOf(portion);
    const net = left.get(charge.key) ?? remainingNet(charge);
    const taken = cost < net ? cost : net > 0n ? net : 0n;
    left.set(charge.key, net - taken);
    return {
      kind: "credit",
      key: `${charge.key}/credit/${days.startsOn}`,
      chargeKey: charge.key,
      ...portion,
      ...fraction,
      amountMinor: -taken,
      withheldMinor: cost - taken,
      amendmentId,
    };
  });
}

/** A key that no charge before it has: days credited and covered again are charged a second time. */
function chargesOf({ charges }: Settlement, earlier: readonly IssuedCharge[]): NewCharge[] {
  return charges.map(({ desired, days }) => {
    const portion = { ...desired, ...days };
    const before = earlier.filter(
      ({ period, startsOn }) => period.startsOn === portion.period.startsOn && startsOn === portion.startsOn,
    );
    const key = `${keyOf(portion)}/${portion.period.startsOn}/${portion.startsOn}/${before.length + 1}`;
    return { kind: "charge", key, ...portion, ...costOf(portion) };
  });
}

/** The first two of these, ordered by start, that share a day. */
function sharedDays<T extends Days>(ordered: readonly T[]): [T, T] | null {
  for (const [index, second] of ordered.entries()) {
    const first = ordered[index - 1];
    if (first !== undefined && second.startsOn < first.endsBefore) return [first, second];
  }
  return null;
}

function refuseChargedTwice(first: OpenPortion, second: OpenPortion): Outcome<never> {
  return refuse(
    "charged_twice",
    `${inWords(second)} is charged twice, by ${first.charge.key} and by ${second.charge.key}. Credit the days of one of them, then bill again.`,
  );
}

function refuseCoveredTwice(first: DesiredCharge, second: DesiredCharge): Outcome<never> {
  return refuse(
    "covered_twice",
    `${inWords(second)} is covered twice, by amendment ${first.amendmentId} and by ${second.amendmentId}. Correct one of them, then bill again.`,
  );
}

function inWords({ lineId, subject, startsOn, endsBefore }: Portion): string {
  return `${subject} on line ${lineId} from ${startsOn} to ${lastDay(endsBefore)}`;
}
