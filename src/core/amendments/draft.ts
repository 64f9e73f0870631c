/** A contract while an amendment is worked into it. Changed in place, and thrown away where the amendment is refused. */

import type { EndReason } from "../coverage/coverage.ts";
import { type DayRange, subjectKey } from "../coverage/in-force.ts";
import { commonDays } from "../coverage/inside.ts";
import { compareText } from "../order.ts";
import {
  type AgreedDays,
  type ContractFacts,
  type Header,
  type Line,
  sameCovered,
  sameTerms,
  type CoveredSubject,
  coveredKey,
} from "./facts.ts";
import { asHeaderSays } from "./header.ts";

export type Draft = {
  header: Header;
  readonly lines: Map<string, Line>;
  /** Agreed days by subject, of all lines. An array is replaced, never changed. */
  readonly days: Map<string, readonly AgreedDays[]>;
  /** The subjects and the lines that the change at hand has changed. */
  readonly touched: { readonly subjects: Set<string>; readonly lines: Set<string> };
};

export function draftOf({ header, lines, coverage }: ContractFacts): Draft {
  return {
    header,
    lines: new Map(lines.map((line) => [line.id, line])),
    days: Map.groupBy(coverage, ({ subject }) => subjectKey(subject)),
    touched: { subjects: new Set(), lines: new Set() },
  };
}

/** All agreed days. */
export function allDays(draft: Draft): AgreedDays[] {
  return [...draft.days.values()].flat();
}

/** The subject's days on its line, by start. */
export function daysOf(draft: Draft, covered: CoveredSubject): AgreedDays[] {
  const ofSubject = draft.days.get(subjectKey(covered.subject)) ?? [];
  return ofSubject.filter((one) => sameCovered(one, covered)).toSorted((a, b) => compareText(a.startsOn, b.startsOn));
}

/** Every subject and line that has days. */
export function allCovered(draft: Draft): CoveredSubject[] {
  return [...new Map(allDays(draft).map((days) => [coveredKey(days), days])).values()];
}

/** Adds a line, or gives it other days. */
export function setLine(draft: Draft, line: Line): void {
  draft.lines.set(line.id, line);
  draft.touched.lines.add(line.id);
}

/** Adds agreed days, each as the header says of it. */
export function cover(draft: Draft, days: AgreedDays): void {
  put(draft, asHeaderSays(draft.header, days));
}

/** Makes all days as the header now says of them. */
export function followHeader(draft: Draft): void {
  for (const days of allDays(draft)) {
    const parts = asHeaderSays(draft.header, days);
    if (parts.length === 1 && sameTerms(parts[0]!, days)) continue;
    take(draft, days);
    put(draft, parts);
  }
}

/** Adds days just as they are. */
export function put(draft: Draft, all: readonly AgreedDays[]): void {
  for (const days of all) {
    const key = subjectKey(days.subject);
    draft.days.set(key, [...(draft.days.get(key) ?? []), days]);
    draft.touched.subjects.add(key);
  }
}

/** Takes these very days out. */
export function take(draft: Draft, days: AgreedDays): void {
  const key = subjectKey(days.subject);
  draft.days.set(
    key,
    draft.days.get(key)!.filter((one) => one !== days),
  );
  draft.touched.subjects.add(key);
}

/** Gives its days in `range` other terms; what lies outside the range stays, cut off. Days already like that are left alone. */
export function rewrite(draft: Draft, covered: CoveredSubject, range: DayRange, change: (days: AgreedDays) => AgreedDays): void {
  for (const days of daysOf(draft, covered)) {
    const inside = commonDays(days, range);
    if (inside === null || sameTerms(change(days), days)) continue;
    const { before, after } = outside(days, inside);
    take(draft, days);
    if (before !== null) put(draft, [{ ...days, ...before, endReason: "term" }]);
    put(draft, [{ ...change(days), ...inside, endReason: after === null ? days.endReason : "term" }]);
    if (after !== null) put(draft, [{ ...days, ...after }]);
  }
}

/** Takes its days in `range` out; what comes just before them ends for this reason. */
export function drop(draft: Draft, covered: CoveredSubject, range: DayRange, endReason: EndReason): void {
  const all = daysOf(draft, covered);
  for (const days of all) {
    const inside = commonDays(days, range);
    if (inside === null) continue;
    const { before, after } = outside(days, inside);
    take(draft, days);
    if (before !== null) put(draft, [{ ...days, ...before, endReason }]);
    if (after !== null) put(draft, [{ ...days, ...after }]);
    const neighbour =
      inside.startsOn === range.startsOn ? all.find(({ endsBefore }) => endsBefore === range.startsOn) : undefined;
    if (neighbour === undefined || neighbour.endReason === endReason) continue;
    take(draft, neighbour);
    put(draft, [{ ...neighbour, endReason }]);
  }
}

/** What of the days lies before and after their part `inside`. */
function outside(days: DayRange, inside: DayRange): { before: DayRange | null; after: DayRange | null } {
  return {
    before: days.startsOn < inside.startsOn ? { startsOn: days.startsOn, endsBefore: inside.startsOn } : null,
    after: inside.endsBefore === days.endsBefore ? null : { startsOn: inside.endsBefore!, endsBefore: days.endsBefore },
  };
}
