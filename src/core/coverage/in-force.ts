/** Whether coverage holds on a day, and what is in force at an instant (COV3, COV4). */

import type { Coverage, IsoDate, Subject } from "./coverage.ts";
import { localTime } from "../time/offset.ts";
import { dayOfNumber, millisecondsOfDay } from "./days.ts";

/** Something that holds on the days [startsOn, endsBefore). */
export type DayRange = { readonly startsOn: IsoDate; readonly endsBefore: IsoDate | null };

export type Phase = "not_started" | "in_force" | "ended";

/** Where `date` lies relative to the range: before it, in it, or after it (COV3: the day `endsBefore` is no longer in it). */
export function phaseOn(range: DayRange, date: IsoDate): Phase {
  if (date < range.startsOn) return "not_started";
  return range.endsBefore === null || date < range.endsBefore ? "in_force" : "ended";
}

/** The day that it is at `at` in a zone, remembered for each zone asked: checks read many coverages of few zones (COV4). */
export function localDays(at: string): (timeZone: string) => IsoDate {
  if (latest?.at !== at) latest = { at, dayIn: daysAt(at) };
  return latest.dayIn;
}

/** For the moment asked about last: a batch asks thousands of times about one. */
let latest: { readonly at: string; readonly dayIn: (timeZone: string) => IsoDate } | null = null;

function daysAt(at: string): (timeZone: string) => IsoDate {
  const { epochMilliseconds } = Temporal.Instant.from(at);
  const known = new Map<string, IsoDate>();
  return (timeZone) => {
    let day = known.get(timeZone);
    if (day === undefined) {
      day = dayOfNumber(Math.floor(localTime(timeZone, epochMilliseconds) / millisecondsOfDay));
      known.set(timeZone, day);
    }
    return day;
  };
}

/** The coverages of exactly this subject that are in force at `at`, each by its own zone's midnights (COV4). */
export function coverageAt(coverages: readonly Coverage[], subject: Subject, at: string): Coverage[] {
  const dayIn = localDays(at);
  return coverages.filter((one) => sameSubject(one.subject, subject) && phaseOn(one, dayIn(one.timeZone)) === "in_force");
}

/** Whether two subjects are the same thing, however far each reaches (parts, sub-accounts). */
export function sameSubject(a: Subject, b: Subject): boolean {
  return subjectKey(a) === subjectKey(b);
}

/** One string per covered thing, for grouping. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "asset":
      return `asset ${subject.assetId}`;
    case "product":
      return `product ${subject.productId} at ${subject.accountId}`;
    case "site":
      return `site ${subject.siteId}`;
    case "account":
      return `account ${subject.accountId}`;
  }
}
