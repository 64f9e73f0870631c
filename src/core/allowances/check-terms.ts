/** What terms of an allowance must be before a plan can promise them. */

import { accept, type Outcome, type Refusal } from "../outcome.ts";
import type { AllowanceTerms, Bucket } from "./terms.ts";

type Path = readonly (string | number)[];

const minutesOfDay = 1440;
const asMinor = /^(0|[1-9]\d{0,14})$/;

/**
 * The terms, or the first thing that is wrong with them and where: `no_buckets`, `bad_key` (empty, or used twice), `bad_amount`
 * (not a whole number from 0), `bad_carry_over`, `bad_weight`, `bad_rounding`, `bad_rate`.
 */
export function checkAllowance<T extends AllowanceTerms>(terms: T): Outcome<T> {
  const [fault] = allowanceFaults(terms);
  return fault === undefined ? accept(terms) : { ok: false, refusal: fault };
}

/** All that is wrong with them, as {@link checkAllowance} names it. */
export function allowanceFaults(terms: AllowanceTerms): Refusal[] {
  return [...faultsOf(terms)];
}

function* faultsOf(terms: AllowanceTerms): Generator<Refusal> {
  if (terms.buckets.length === 0)
    yield fault("no_buckets", "An allowance grants something. Give it at least one bucket, if only of 0.", ["buckets"]);
  yield* faultsOfKeys(terms.buckets, ["buckets"]);
  for (const [index, bucket] of terms.buckets.entries()) yield* faultsOfBucket(bucket, ["buckets", index]);
  yield* faultsOfCounting(terms);
  if (terms.unit === "money") yield* faultsOfRate(terms.hourlyRateMinor, ["hourlyRateMinor"]);
  if (typeof terms.beyond === "object") yield* faultsOfRate(terms.beyond.billMinor, ["beyond", "billMinor"]);
}

function* faultsOfBucket({ amount, per, limits, carryOver }: Bucket, path: Path): Generator<Refusal> {
  yield* faultsOfAmount(amount, [...path, "amount"]);
  yield* faultsOfKeys(limits, [...path, "limits"]);
  for (const [index, { atMost }] of limits.entries()) yield* faultsOfAmount(atMost, [...path, "limits", index, "atMost"]);
  if (carryOver === "none") return;
  if (per === "term")
    yield fault("bad_carry_over", "After its term nothing follows that unused units could be carried to.", [
      ...path,
      "carryOver",
    ]);
  yield* faultsOfAmount(carryOver.atMost, [...path, "carryOver", "atMost"]);
}

function* faultsOfCounting(terms: AllowanceTerms): Generator<Refusal> {
  const { outOfHoursPercent: percent } = terms;
  if (!isWhole(percent, 1, 1000))
    yield fault("bad_weight", "Out of hours a unit counts for 1 to 1000 percent, in whole percent.", ["outOfHoursPercent"]);
  if (terms.unit === "tickets") {
    if (percent % 100 !== 0)
      yield fault("bad_weight", "Tickets count whole: take 100, 200 or another multiple of 100.", ["outOfHoursPercent"]);
    return;
  }
  for (const step of ["leastMinutes", "stepMinutes"] as const)
    if (!isWhole(terms[step], 1, minutesOfDay))
      yield fault("bad_rounding", `Work counts in whole minutes, from 1 to the ${minutesOfDay} of a day.`, [step]);
}

function* faultsOfKeys(named: readonly { readonly key: string }[], path: Path): Generator<Refusal> {
  for (const [index, { key }] of named.entries())
    if (!/^[\w-]+$/.test(key) || named.findIndex((one) => one.key === key) < index)
      yield fault("bad_key", `Each needs a key of its own, of letters, digits, "-" and "_", not "${key}".`, [
        ...path,
        index,
        "key",
      ]);
}

function* faultsOfAmount(amount: number, path: Path): Generator<Refusal> {
  if (!isWhole(amount, 0, Number.MAX_SAFE_INTEGER))
    yield fault("bad_amount", `Take a whole number of units from 0, not ${amount}.`, path);
}

function* faultsOfRate(rate: string, path: Path): Generator<Refusal> {
  if (!asMinor.test(rate)) yield fault("bad_rate", `A rate is a whole number of minor units, not "${rate}".`, path);
}

function isWhole(number: number, least: number, most: number): boolean {
  return Number.isSafeInteger(number) && number >= least && number <= most;
}

function fault(code: string, message: string, path: Path): Refusal {
  return { code, message, path };
}
