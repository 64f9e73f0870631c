import { containsDate, type DateRange, rangesOverlap } from "./date-range.ts";
import { accept, type Outcome, refuse } from "../outcome.ts";

/** A value that holds on the days of a range. */
export type Dated<T> = { readonly during: DateRange; readonly value: T };

/** Dated values in order of time, of which no two share a day. Days without a value may lie between. */
export type Timeline<T> = readonly Dated<T>[];

/** Orders dated values into a timeline; refuses (`overlap`) where two share a day, naming the days of both. */
export function makeTimeline<T>(entries: readonly Dated<T>[]): Outcome<Timeline<T>> {
  const ordered = entries.toSorted((a, b) => Temporal.PlainDate.compare(a.during.startsOn, b.during.startsOn));
  for (const [index, entry] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next !== undefined && rangesOverlap(entry.during, next.during)) {
      return refuse(
        "overlap",
        `${inWords(entry.during)} and ${inWords(next.during)} share days; end the first before the second begins.`,
      );
    }
  }
  return accept(ordered);
}

/** The value that holds on `date`, or undefined where none does. */
export function valueOn<T>(timeline: Timeline<T>, date: Temporal.PlainDate): T | undefined {
  return timeline.find((entry) => containsDate(entry.during, date))?.value;
}

function inWords(range: DateRange): string {
  return range.endsBefore === null
    ? `From ${range.startsOn}, open-ended,`
    : `From ${range.startsOn} until before ${range.endsBefore}`;
}
