/** Use beyond allowances on a contract's bill: on which line, for whom, and in what words (ALW6, BIL2). */

import { type ContractFacts } from "#core/amendments/index.ts";
import { type IssuedCharge, unbilledBeyond, type UsedBeyond } from "#core/billing/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { phaseOn } from "#core/coverage/in-force.ts";
import type { BeyondOnDay } from "#modules/allowances/allowances.ts";

/** What is told of a line that is about no subject of coverage. */
export type OwnWords = { readonly title: string; readonly detail: string };

/** How the subjects of such charges begin: nothing that is covered is called so. */
export const beyondPrefix = "beyond/";

/** Whether a charge is for use beyond an allowance, rather than for coverage. */
export function isBeyond({ subject }: Pick<IssuedCharge, "subject">): boolean {
  return subject.startsWith(beyondPrefix);
}

export type BeyondLine = UsedBeyond & { readonly accountId: string; readonly words: OwnWords };

/** Each day of use on the first of the contract's lines that covered something under the plan, for the account that had the contract. */
export function beyondLines(facts: ContractFacts, days: readonly BeyondOnDay[]): BeyondLine[] {
  return days.flatMap((day) => {
    const place = placeOf(facts, day);
    if (place === null) return [];
    const { accounts } = facts.header;
    const accountId = (accounts.findLast(({ startsOn }) => startsOn <= day.on) ?? accounts[0])!.accountId;
    const subject = `${beyondPrefix}${day.lotId} for ${accountId}`;
    const { on, amountMinor } = day;
    return [
      { ...place, subject, on, amountMinor, accountId, words: { title: "Beyond the allowance", detail: quantityWords(day) } },
    ];
  });
}

/** Coverage that stands on the day, else that once stood or stands on another: work may be done before a line is taken back. */
function placeOf({ lines, coverage, ended }: ContractFacts, { planId, on }: BeyondOnDay) {
  const underPlan = [...coverage, ...ended].filter((fact) => fact.planId === planId);
  const onDay = underPlan.filter((fact) => phaseOn(fact, on) === "in_force");
  const candidates = onDay.length > 0 ? onDay : underPlan.length > 0 ? underPlan : coverage;
  const line = lines.find(({ id }) => candidates.some(({ lineId }) => lineId === id));
  const fact = candidates.find(({ lineId }) => lineId === line?.id);
  return fact === undefined ? null : { lineId: fact.lineId, amendmentId: fact.amendmentId };
}

function quantityWords({ unit, quantity }: BeyondOnDay): string {
  switch (unit) {
    case "tickets":
      return quantity === 1 ? "1 ticket" : `${quantity} tickets`;
    case "minutes":
      return quantity === 1 ? "1 minute of work" : `${quantity} minutes of work`;
    case "money":
      return "work";
  }
}

/** What is unbilled of it, through a day; see core's `unbilledBeyond`. */
export function unbilledLines(lines: readonly BeyondLine[], issued: readonly IssuedCharge[], through: IsoDate) {
  return unbilledBeyond(lines, issued.filter(isBeyond), through);
}

/** Of which line of use a charge is. */
export function lineOf(
  lines: readonly BeyondLine[],
  charge: { readonly subject: string; readonly startsOn: IsoDate },
): BeyondLine {
  return lines.find(({ subject, on }) => subject === charge.subject && on === charge.startsOn)!;
}
