/** What is left of a plan's allowances on a day (ALW1, ALW3). The ledger proper comes later; here uses are counted. */

import type { IsoDate } from "../coverage/coverage.ts";
import type { AllowanceLeft } from "./decision.ts";
import type { ContractFact, UseFact } from "./facts.ts";
import { admits, type AllowanceTerm, type Channel, channels, type PlanTerms } from "./terms.ts";

/**
 * What each allowance of the terms still grants in the contract year that holds `today`, in the order of the terms.
 * Coverage without a contract has no contract year, so nothing is counted against it.
 */
export function allowancesLeft(
  terms: PlanTerms,
  contract: ContractFact | null,
  uses: readonly UseFact[],
  today: IsoDate,
): AllowanceLeft[] {
  if (contract === null) return [];
  return terms.allowances.map((term) => leftOf(term, contract, uses, today));
}

function leftOf(term: AllowanceTerm, contract: ContractFact, uses: readonly UseFact[], today: IsoDate): AllowanceLeft {
  const year = contractYear(contract, today);
  let used = 0;
  for (const use of uses) {
    const counts = use.contractId === contract.id && year.startsOn <= use.openedOn && use.openedOn < year.endsBefore;
    if (counts && admits(term.channels, use.channel)) used += use.tickets;
  }
  return {
    unit: term.unit,
    per: term.per,
    channels: term.channels,
    granted: term.amount,
    used,
    left: Math.max(0, term.amount - used),
    ...year,
  };
}

/** The contract year that holds `today`: from one anniversary of the start to the next, 29 February falling on the 28th in other years. */
export function contractYear(
  contract: Pick<ContractFact, "startsOn">,
  today: IsoDate,
): { startsOn: IsoDate; endsBefore: IsoDate } {
  const thisYear = Number(today.slice(0, 4));
  const begun = anniversary(contract.startsOn, thisYear) <= today ? thisYear : thisYear - 1;
  return { startsOn: anniversary(contract.startsOn, begun), endsBefore: anniversary(contract.startsOn, begun + 1) };
}

function anniversary(startsOn: IsoDate, year: number): IsoDate {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const day = startsOn.slice(5);
  return `${String(year).padStart(4, "0")}-${day === "02-29" && !leap ? "02-28" : day}`;
}

/** The first allowance from which a ticket by `channel` could not draw a whole unit (ALW3), or null where all have one. */
export function spentFor(channel: Channel, left: readonly AllowanceLeft[]): AllowanceLeft | null {
  return left.find((one) => one.left < 1 && admits(one.channels, channel)) ?? null;
}

/**
 * The allowance that stands in the way: for a question that leaves the channel open, only one that leaves no channel of
 * the plan to go by (ENT14). null where there is a way.
 */
export function spentAllowance(
  terms: PlanTerms,
  asked: Channel | undefined,
  left: readonly AllowanceLeft[],
): AllowanceLeft | null {
  if (left.every((one) => one.left >= 1)) return null;
  if (asked !== undefined) return spentFor(asked, left);
  const ways = channels.filter((channel) => admits(terms.channels, channel)).map((channel) => spentFor(channel, left));
  return ways.includes(null) ? null : (ways[0] ?? null);
}
