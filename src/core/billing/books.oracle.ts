/** The books of one contract, kept in memory for tests: coverage painted day by day, documents posted line by line. */

import { compareText } from "../order.ts";
import { plusDays } from "../coverage/days.ts";
import type { Outcome } from "../outcome.ts";
import { billingPeriods, periodPrice, prorate } from "../proration/index.ts";
import type { BillingTerms, IssuedCharge, NewLine, PricedCoverage, Withdrawal } from "./index.ts";

/** From `startsOn` on, for so many days, the subject is covered at this price, or not at all for 0. */
export type Change = { readonly subject: string; readonly startsOn: string; readonly days: number; readonly yearlyMinor: bigint };

const lineId = "L1";

type Given = Pick<PricedCoverage, "yearlyMinor" | "amendmentId">;

/** Each subject's days, with the price that the last change gave them and that change's number as its amendment. */
function paint(changes: readonly Change[]): Map<string, Map<string, Given>> {
  const painted = new Map<string, Map<string, Given>>();
  for (const [index, { subject, startsOn, days, yearlyMinor }] of changes.entries()) {
    const ofSubject = painted.get(subject) ?? new Map<string, Given>();
    for (let day = 0; day < days; day += 1) ofSubject.set(plusDays(startsOn, day), { yearlyMinor, amendmentId: `am-${index}` });
    painted.set(subject, ofSubject);
  }
  return painted;
}

/** Coverage and withdrawals as the changes leave them: a fact for each run of days that one change gave one price. */
export function factsOf(changes: readonly Change[]): { coverage: PricedCoverage[]; withdrawn: Withdrawal[] } {
  const facts: PricedCoverage[] = [];
  for (const [subject, painted] of paint(changes)) {
    for (const [startsOn, given] of [...painted].toSorted(([a], [b]) => compareText(a, b))) {
      const last = facts.at(-1);
      const goesOn = last?.subject === subject && last.endsBefore === startsOn && last.amendmentId === given.amendmentId;
      if (goesOn) facts.pop();
      facts.push({ lineId, subject, startsOn: goesOn ? last.startsOn : startsOn, endsBefore: plusDays(startsOn, 1), ...given });
    }
  }
  return {
    coverage: facts.filter(({ yearlyMinor }) => yearlyMinor > 0n),
    withdrawn: facts.filter(({ yearlyMinor }) => yearlyMinor === 0n).map(({ yearlyMinor: _, ...fact }) => fact),
  };
}

/** What each covered day of the periods due costs, one day at a time, by the library's own functions for dates. */
export function dayPrices(changes: readonly Change[], terms: BillingTerms, through: string): Map<string, bigint> {
  const coverage = [...paint(changes)].flatMap(([subject, painted]) =>
    [...painted].flatMap(([day, { yearlyMinor }]) => (yearlyMinor > 0n ? [{ subject, day, yearlyMinor }] : [])),
  );
  const first = coverage.map(({ day }) => day).toSorted()[0] ?? "9999-01-01";
  const grid = { ...terms, anchorOn: Temporal.PlainDate.from(terms.anchorOn) };
  const prices = new Map<string, bigint>();
  for (const { subject, day, yearlyMinor } of coverage) {
    const from = Temporal.PlainDate.from(day);
    const before = from.add({ days: 1 });
    const [period] = billingPeriods({ ...grid, from, before }) as [
      { startsOn: Temporal.PlainDate; endsBefore: Temporal.PlainDate },
    ];
    const isDue =
      terms.timing === "advance"
        ? period.startsOn.toString() <= through && first <= through
        : period.endsBefore.subtract({ days: 1 }).toString() <= through;
    if (isDue)
      prices.set(
        `${subject} ${day}`,
        prorate(periodPrice(yearlyMinor, grid, period), period, { startsOn: from, endsBefore: before }),
      );
  }
  return prices;
}

/** The documents with these lines posted: charges are added, each credit goes to the charge it takes from. */
export function post(issued: readonly IssuedCharge[], lines: readonly NewLine[]): IssuedCharge[] {
  const credits = Map.groupBy(
    lines.filter((line) => line.kind === "credit"),
    ({ chargeKey }) => chargeKey,
  );
  const charges = lines.filter((line) => line.kind === "charge").map((charge) => ({ ...charge, credits: [] }));
  const posted = [...issued, ...charges].map((charge) => {
    const taken = (credits.get(charge.key) ?? []).map(({ startsOn, endsBefore, amountMinor }) => ({
      days: { startsOn, endsBefore },
      amountMinor,
    }));
    return { ...charge, credits: [...charge.credits, ...taken] };
  });
  if (new Set(posted.map(({ key }) => key)).size !== posted.length) throw new Error("A key was used twice.");
  return posted;
}

/** The lines, where a test expects no refusal. */
export function accepted(outcome: Outcome<NewLine[]>): NewLine[] {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

export function sum(amounts: Iterable<bigint>): bigint {
  return [...amounts].reduce((total, amount) => total + amount, 0n);
}
