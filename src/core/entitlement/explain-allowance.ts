/** What is left of an allowance in plain sentences, the same for tickets, time and money: explain.ts's third part. */

import type { Shortage } from "./allowance.ts";
import type { AllowanceLeft } from "./decision.ts";
import type { ContractFact } from "./facts.ts";
import type { Plan } from "./terms.ts";
import { admittedChannels, admittedSeverities, by, counted, oneOf, spellDay, spellLastDay } from "./words.ts";

const periodNouns: Readonly<Record<AllowanceLeft["per"], string>> = {
  term: "term of the contract",
  contract_year: "contract year",
  quarter: "quarter",
  contract_month: "contract month",
  calendar_month: "month",
};

/** "contract year", "month". */
export function periodNoun({ per }: Pick<AllowanceLeft, "per">): string {
  return periodNouns[per];
}

/** "5 tickets", "4 h 40 min", "60 %" of money: which currency it is in is the contract's affair. */
export function unitsText({ unit, granted }: Pick<AllowanceLeft, "unit" | "granted">, units: number): string {
  switch (unit) {
    case "tickets":
      return counted(units, "ticket");
    case "minutes":
      return hoursText(units);
    case "money":
      return granted === 0 ? "money" : `${Math.floor((units * 100) / granted)} %`;
  }
}

function hoursText(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  const told = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return told.length === 0 ? "0 min" : told.join(" ");
}

/** "51 of 100 tickets are left in this contract year, which ends on 30 September 2026." */
export function leftText(left: AllowanceLeft): string {
  const whole = left.unit === "money" ? "the money granted" : unitsText(left, left.granted);
  const part = left.unit === "tickets" ? String(left.left) : unitsText(left, left.left);
  const ends = left.endsBefore === null ? "" : `, which ends on ${spellLastDay(left.endsBefore)}`;
  const over = left.over === 0 ? "" : ` ${beyondText(left)}`;
  return `${part} of ${whole}${whichText(left)} ${areOrIs(left)} left in this ${periodNoun(left)}${ends}.${over}`;
}

function beyondText(left: AllowanceLeft): string {
  const over = left.unit === "money" ? "More" : `${unitsText(left, left.over)} more`;
  const are = left.unit === "tickets" && left.over !== 1 ? "were" : "was";
  return `${over} ${are} used, which is ${left.beyond === "bill" ? "billed" : "counted"} beyond the allowance.`;
}

/** Why an allowance refuses what is asked. */
export function shortageText(shortage: Shortage, plan: Plan, contract: ContractFact | null): string {
  const { spent, unit, needed, amount } = shortage;
  if (spent === null) return `${plan.name} grants no ${unit === "minutes" ? "time" : unit} for such a request.`;
  const next = grantsAgainOn(shortage, contract);
  const grants = unit === "tickets" ? String(amount) : unitsText(spent, amount);
  return `${lackText(spent, needed)}${next === null ? "" : ` The next one grants ${grants} from ${spellDay(next)}.`}`;
}

function lackText(spent: AllowanceLeft, needed: number): string {
  const { unit, granted, left } = spent;
  const noun = unit === "tickets" ? "tickets" : unit === "minutes" ? "time" : "money";
  const within = whichText(spent);
  const period = `in this ${periodNoun(spent)}`;
  if (granted === 0) return `No ${noun}${within} ${areOrIs(spent)} granted ${period}.`;
  if (left > 0)
    return `${left} of ${unitsText(spent, granted)}${within} ${left === 1 ? "is" : "are"} left ${period}, and out of hours one counts for ${needed}.`;
  if (granted === 1 && unit === "tickets") return `The one ticket${within} is used up ${period}.`;
  const all = unit === "money" ? "All the money granted" : `All ${unitsText(spent, granted)}`;
  return `${all}${within} ${areOrIs(spent)} used up ${period}.`;
}

function areOrIs({ unit }: Pick<AllowanceLeft, "unit">): "are" | "is" {
  return unit === "tickets" ? "are" : "is";
}

/** " by phone", " at severity 1 or 2", " for some products". */
function whichText({ channels, severities, products }: AllowanceLeft): string {
  const ways = channels === "any" ? "" : ` ${oneOf(admittedChannels(channels).map(by))}`;
  const at = severities === "any" ? "" : ` at severity ${oneOf(admittedSeverities(severities).map(String))}`;
  return `${ways}${at}${products === "any" ? "" : " for some products"}`;
}

/** For a question that leaves the channel open: that the channels it may not come by are short. */
export function othersSpent({ unit, spent }: Shortage): string {
  if (spent === null) return "Nothing is granted for the other channels.";
  const noun = unit === "tickets" ? "tickets are" : unit === "minutes" ? "time is" : "money is";
  return `The other channels' ${noun} used up in this ${periodNoun(spent)}.`;
}

/** The day on which the next period grants enough anew, or null where the contract has ended by then. */
export function grantsAgainOn({ spent, amount, needed }: Shortage, contract: ContractFact | null): string | null {
  const ends = contract?.endsBefore ?? null;
  const next = spent?.endsBefore ?? null;
  return next !== null && amount >= needed && (ends === null || next < ends) ? next : null;
}
