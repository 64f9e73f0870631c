/** Coverage as the picture of time that every screen shows: a row per subject, bars for coverage, gaps between them. */

import type { Coverage, IsoDate, Subject } from "./coverage.ts";
import { daysBetween } from "./days.ts";
import { commonDays } from "./inside.ts";
import { subjectKey } from "./in-force.ts";
import { compareText } from "../order.ts";

/** The days shown, both bounds given: a picture has two edges. */
export type Window = { readonly startsOn: IsoDate; readonly endsBefore: IsoDate };

/** The days of a coverage that the window shows, and how many they are. */
export type Bar = Window & { readonly coverage: Coverage; readonly days: number };

/** Days on which nothing covers the subject: before its first coverage in the window, between two, or after the last. */
export type Gap = Window & { readonly days: number; readonly where: "before" | "between" | "after" };

export type Row = { readonly subject: Subject; readonly bars: readonly Bar[]; readonly gaps: readonly Gap[] };

/**
 * A row for each subject that is covered on a day of the window, in the order in which subjects first appear; bars by
 * start. Bars may overlap (a warranty beneath a contract); bars and gaps together hold every day of the window.
 */
export function timelineOf(coverages: readonly Coverage[], window: Window): Row[] {
  const groups = Map.groupBy(coverages, ({ subject }) => subjectKey(subject));
  return [...groups.values()].map((group) => rowOf(group, window)).filter(({ bars }) => bars.length > 0);
}

function rowOf(group: readonly Coverage[], window: Window): Row {
  const bars = group.flatMap((coverage) => barOf(coverage, window)).toSorted(byStart);
  return { subject: group[0]!.subject, bars, gaps: gapsOf(bars, window) };
}

function barOf(coverage: Coverage, window: Window): Bar[] {
  const shown = commonDays(coverage, window);
  if (shown === null) return [];
  const { startsOn } = shown;
  // The window has an end, so what it shows has one too.
  const endsBefore = shown.endsBefore!;
  return [{ coverage, startsOn, endsBefore, days: daysBetween(startsOn, endsBefore) }];
}

function byStart(a: Bar, b: Bar): number {
  return compareText(a.startsOn, b.startsOn) || compareText(a.coverage.id, b.coverage.id);
}

function gapsOf(bars: readonly Bar[], window: Window): Gap[] {
  const gaps: Gap[] = [];
  let coveredUntil = window.startsOn;
  for (const bar of bars) {
    if (bar.startsOn > coveredUntil)
      gaps.push(gap(coveredUntil, bar.startsOn, coveredUntil === window.startsOn ? "before" : "between"));
    if (bar.endsBefore > coveredUntil) coveredUntil = bar.endsBefore;
  }
  if (coveredUntil < window.endsBefore) gaps.push(gap(coveredUntil, window.endsBefore, "after"));
  return gaps;
}

function gap(startsOn: IsoDate, endsBefore: IsoDate, where: Gap["where"]): Gap {
  return { startsOn, endsBefore, days: daysBetween(startsOn, endsBefore), where };
}
