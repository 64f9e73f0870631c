/** What a plan grants, in words that a customer reads too. */

import type { Admission, AllowancePeriod, AllowanceTerms, Bucket } from "#core/allowances/terms.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { countWords, plural } from "#web/ui/format/words.ts";
import { channelsWords } from "./terms-words.ts";

/** How often something is granted, as a form offers it. */
export const periodNames: Record<AllowancePeriod, string> = {
  term: "for the whole term",
  contract_year: "each contract year",
  quarter: "each quarter",
  contract_month: "each contract month",
  calendar_month: "each calendar month",
};

const perWords: Record<AllowancePeriod, string> = {
  term: "for the term",
  contract_year: "a contract year",
  quarter: "a quarter",
  contract_month: "a contract month",
  calendar_month: "a calendar month",
};

const list = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** "100 tickets a contract year, of which at most 50 by phone"; what stands side by side joined by "and". */
export function allowanceWords({ unit, buckets }: AllowanceTerms): string {
  return buckets.map((bucket) => bucketWords(bucket, unit)).join(" and ");
}

function bucketWords({ amount, per, limits, ...admission }: Bucket, unit: AllowanceTerms["unit"]): string {
  const limited = limits.map((limit) => `, of which at most ${amountWords(limit.atMost, unit)}${admissionWords(limit)}`);
  return `${quantityWords(amount, unit)} ${perWords[per]}${admissionWords(admission)}${limited.join("")}`;
}

/** " by phone or e-mail at severity 1 for 2 products"; nothing where all are admitted. */
function admissionWords({ channels, severities, products }: Admission): string {
  return [
    channels === "any" ? "" : ` by ${channelsWords(channels)}`,
    severities === "any"
      ? ""
      : severities === "none"
        ? " at no severity"
        : ` at severity ${list.format(severities.only.map(String))}`,
    products === "any" ? "" : products === "none" ? " for no product" : ` for ${plural(products.only.length, "product")}`,
  ].join("");
}

/** "100 tickets", "40 h", "1,500.00 worth of work". */
function quantityWords(amount: number, unit: AllowanceTerms["unit"]): string {
  if (unit === "tickets") return plural(amount, "ticket");
  return unit === "minutes" ? hoursWords(amount) : `${amountWords(amount, unit)} worth of work`;
}

const amountWords = (amount: number, unit: AllowanceTerms["unit"]): string =>
  unit === "money" ? decimalWords(String(amount)) : unit === "minutes" ? hoursWords(amount) : countWords(amount);

const decimals = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Minor units as an amount without its currency, which the plan does not know: the contract does. */
const decimalWords = (minor: string): string => {
  const padded = minor.padStart(3, "0");
  return decimals.format(`${padded.slice(0, -2)}.${padded.slice(-2)}` as Intl.StringNumericLiteral);
};

/** When it is drawn, what is carried over, what lies beyond and how it counts: a sentence each, the usual left out. */
export function allowanceDetails(terms: AllowanceTerms): string[] {
  const carried = terms.buckets.flatMap(({ carryOver }) => (carryOver === "none" ? [] : [carryOver.atMost]));
  return [
    drawnWords(terms),
    ...carried.map((atMost) => `What is left is carried over, up to ${amountWords(atMost, terms.unit)}.`),
    beyondWords(terms),
    ...(terms.outOfHoursPercent === 100 ? [] : [`Out of hours it counts for ${terms.outOfHoursPercent} %.`]),
    ...(terms.unit === "tickets" ? [] : countingWords(terms)),
  ];
}

function drawnWords(terms: AllowanceTerms): string {
  if (terms.unit !== "tickets") return "Drawn by the day on which work is done.";
  return terms.drawnAt === "opening" ? "Drawn when a ticket is opened." : "Drawn when a ticket is resolved.";
}

function beyondWords({ unit, beyond }: AllowanceTerms): string {
  if (beyond === "refuse") return "Nothing beyond it.";
  if (beyond === "count") return "What is beyond it is allowed, and counted.";
  if (beyond === "bill") return "What is beyond it is billed.";
  return `What is beyond it is billed at ${decimalWords(beyond.billMinor)} ${unit === "tickets" ? "a ticket" : "an hour"}.`;
}

function countingWords(terms: Exclude<AllowanceTerms, { unit: "tickets" }>): string[] {
  const { leastMinutes, stepMinutes, workKinds } = terms;
  const rounding = [
    leastMinutes > 1 ? `as at least ${leastMinutes} min` : "",
    stepMinutes > 1 ? `in steps of ${stepMinutes} min` : "",
  ].filter((part) => part !== "");
  return [
    ...(rounding.length > 0 ? [`A piece of work counts ${rounding.join(", ")}.`] : []),
    ...(terms.unit === "money" ? [`An hour costs ${decimalWords(terms.hourlyRateMinor)}.`] : []),
    ...(workKinds === "any" ? [] : [kindWords(workKinds)]),
  ];
}

function kindWords(kinds: Exclude<Exclude<AllowanceTerms, { unit: "tickets" }>["workKinds"], "any">): string {
  if (kinds === "none") return "No work draws on it.";
  return "except" in kinds
    ? `All work draws on it but ${list.format(kinds.except)}.`
    : `Only ${list.format(kinds.only)} draws on it.`;
}
