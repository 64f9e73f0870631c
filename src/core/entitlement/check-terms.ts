/** What a plan's terms must be before anything can be promised by them: every fault with its place, in words for whoever fills in the form. */

import { allowanceFaults } from "../allowances/check-terms.ts";
import type { Admission, Bucket } from "../allowances/terms.ts";
import { type OpenWindow, WEEKDAYS } from "../calendar/spec.ts";
import type { Refusal } from "../outcome.ts";
import { hoursFaults } from "./check-hours.ts";
import { admits, type Admits, channels, type PlanAllowance, type PlanTerms, severities, type TargetTerm } from "./terms.ts";

type Path = readonly (string | number)[];

/** Weeks within which a promise has to fall due: five years. What takes longer is a slip of the pen. */
const maxWeeks = 260;
const daysPerWeek = 7;
const minutesPerDay = 1440;

/**
 * All that is wrong with the terms, in their order; empty where they can be promised. Codes are those of calendars and allowances
 * (`never_opens`, `bad_amount`, …) and `empty_list`, `listed_twice`, `no_name`, `promised_twice`, `bad_amount`, `too_far`,
 * `same_key`, `never_drawn`, `never_counted`.
 */
export function checkPlanTerms(terms: PlanTerms): Refusal[] {
  return [
    ...hoursFaults(terms.hours),
    ...namedFaults(terms),
    ...listFaults(terms.channels, ["channels"]),
    ...listFaults(terms.severities, ["severities"]),
    ...listFaults(terms.products, ["products"]),
    ...terms.targets.flatMap((target, index) => [...targetFaults(target, index, terms)]),
    ...terms.allowances.flatMap((allowance, index) => [...allowanceFaultsIn(terms, allowance, index)]),
  ];
}

/** ENT5: nobody at all is said by `none`, and only named callers can be too many. */
function* namedFaults({ contacts, namedAtMost }: PlanTerms): Generator<Refusal> {
  if (namedAtMost === undefined) return;
  if (contacts !== "named")
    yield fault("never_counted", "Only named callers are limited. Let named callers ask, or leave the limit out.", [
      "namedAtMost",
    ]);
  else if (!Number.isSafeInteger(namedAtMost) || namedAtMost < 1)
    yield fault("bad_amount", `Take a whole number of named callers from 1, not ${namedAtMost}.`, ["namedAtMost"]);
}

/** ENT5: a list says something, and says it once. */
function* listFaults(list: Admits<string | number> | { readonly except: readonly string[] }, path: Path): Generator<Refusal> {
  if (typeof list === "string") return;
  const [key, values]: [string, readonly (string | number)[]] = "only" in list ? ["only", list.only] : ["except", list.except];
  if (values.length === 0)
    yield fault("empty_list", "An empty list says nothing. List at least one, or take any or none.", [...path, key]);
  for (const [index, value] of values.entries())
    if (values.indexOf(value) < index)
      yield fault("listed_twice", `${value} stands in the list twice. Leave one out.`, [...path, key, index]);
}

function* targetFaults(target: TargetTerm, index: number, { targets, hours }: PlanTerms): Generator<Refusal> {
  const path = ["targets", index];
  if (!/\S/.test(target.name)) yield fault("no_name", "Say what is promised, such as a first response.", [...path, "name"]);
  const first = targets.findIndex(({ name, severity }) => name === target.name && severity === target.severity);
  if (first < index)
    yield fault("promised_twice", `This is promised at severity ${target.severity} already. Leave one of the two out.`, path);
  const isOfDays = target.unit === "working_days" || target.unit === "calendar_days";
  if (!Number.isSafeInteger(target.amount) || target.amount < 0)
    yield fault("bad_amount", `Take a whole number of ${isOfDays ? "days" : "minutes"} from 0, not ${target.amount}.`, [
      ...path,
      "amount",
    ]);
  else if (isTooFar(target, hours))
    yield fault("too_far", "This would fall due more than five years later. Take less, or open longer.", [...path, "amount"]);
}

/** Hours that are never open are a fault of their own. */
function isTooFar({ unit, amount }: TargetTerm, hours: PlanTerms["hours"]): boolean {
  const week = perWeek(unit, hours);
  return week > 0 && amount > week * maxWeeks;
}

/** How much of a unit passes in a week of these hours. */
function perWeek(unit: TargetTerm["unit"], { weekly }: PlanTerms["hours"]): number {
  const days = WEEKDAYS.map((day) => weekly[day] ?? []);
  switch (unit) {
    case "working_time":
      return days.flat().reduce((sum, window) => sum + minutesOf(window), 0);
    case "working_days":
      return days.filter((windows) => windows.length > 0).length;
    case "calendar_days":
      return daysPerWeek;
    case "elapsed":
      return daysPerWeek * minutesPerDay;
  }
}

function minutesOf([opens, closes]: OpenWindow): number {
  const length = minuteOf(closes) - minuteOf(opens);
  return length > 0 ? length : length + minutesPerDay;
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * 60 + minutes!;
}

function* allowanceFaultsIn(terms: PlanTerms, allowance: PlanAllowance, index: number): Generator<Refusal> {
  const path = ["allowances", index];
  const { key } = allowance;
  if (!/^[\w-]+$/.test(key))
    yield fault("bad_key", `Give the allowance a key of letters, digits, "-" and "_", not "${key}".`, [...path, "key"]);
  if (terms.allowances.findIndex((one) => one.key === key) < index)
    yield fault("same_key", `Another allowance of the plan is called ${key}. Give this one a key of its own.`, [...path, "key"]);
  for (const own of allowanceFaults(allowance)) yield { ...own, path: [...path, ...own.path!] };
  if (allowance.unit !== "tickets") yield* listFaults(allowance.workKinds, [...path, "workKinds"]);
  for (const [at, bucket] of allowance.buckets.entries()) yield* bucketFaults(terms, bucket, [...path, "buckets", at]);
}

function* bucketFaults(terms: PlanTerms, bucket: Bucket, path: Path): Generator<Refusal> {
  yield* admissionFaults(terms, bucket, path);
  for (const [index, limit] of bucket.limits.entries()) yield* admissionFaults(terms, limit, [...path, "limits", index]);
}

function* admissionFaults(terms: PlanTerms, admission: Admission, path: Path): Generator<Refusal> {
  for (const list of ["channels", "products", "severities"] as const) yield* listFaults(admission[list], [...path, list]);
  if (!haveCommon(channels, terms.channels, admission.channels))
    yield fault("never_drawn", "The plan cannot be asked by any of these channels, so nobody could draw on this. Name others.", [
      ...path,
      "channels",
    ]);
  if (!haveCommon(severities, terms.severities, admission.severities))
    yield fault("never_drawn", "The plan admits none of these severities, so nobody could draw on this. Name others.", [
      ...path,
      "severities",
    ]);
}

/** A plan that admits nothing at all is not blamed again for each of its buckets; a list that is empty was blamed already. */
function haveCommon<T extends string | number>(all: readonly T[], ofPlan: Admits<T>, own: Admits<T>): boolean {
  if (ofPlan === "none" || isEmpty(ofPlan) || isEmpty(own)) return true;
  return all.some((value) => admits(ofPlan, value) && admits(own, value));
}

function isEmpty(list: Admits<string | number>): boolean {
  return typeof list === "object" && list.only.length === 0;
}

function fault(code: string, message: string, path: Path): Refusal {
  return { code, message, path };
}
