import type { Rules } from "./rules.ts";
import { DAY_MS } from "./windows.ts";

/**
 * The line of instants is compiled in pieces of one mean Gregorian year, 365.2425 days, cut in UTC:
 * which piece an instant lies in is then a division, with no calendar asked.
 */
export const YEAR_MS = 31_556_952_000;

/**
 * How far beyond a piece its dates may reach: a date lies at most 16 hours off its UTC day,
 * a window ends at most two days after the midnight of its date, and a zone may skip a day.
 */
const MARGIN_DAYS = 4;

/** The open time of one piece, in epoch milliseconds: every interval [starts, ends), touching none of the others. */
export type OpenYear = {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Open milliseconds of the piece before each interval. */
  readonly before: Float64Array;
  /** Open milliseconds of the whole piece. */
  readonly total: number;
  /** The dates (days since 1970) whose own windows open, of those whose midnight would lie in the piece in UTC. */
  readonly workingDays: Int32Array;
};

/** A stretch of instants with one offset: local time is instant + offset. */
type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

/** Compiles the piece numbered `index`; piece 0 begins with 1970. */
export function compileYear(rules: Rules, index: number): OpenYear {
  const from = index * YEAR_MS;
  const to = from + YEAR_MS;
  const stretches = stretchesOf(rules.timeZone, from - MARGIN_DAYS * DAY_MS, to + MARGIN_DAYS * DAY_MS);
  const local = new Intervals();
  const workingDays: number[] = [];
  for (let day = Math.floor(from / DAY_MS) - MARGIN_DAYS; day * DAY_MS < to + MARGIN_DAYS * DAY_MS; day += 1) {
    let works = false;
    for (const window of rules.windowsOn(day)) {
      const opens = day * DAY_MS + window.from;
      const closes = day * DAY_MS + window.to;
      local.add(opens, closes);
      works ||= stretches.some((stretch) => opens < stretch.to + stretch.offset && stretch.from + stretch.offset < closes);
    }
    if (works && day * DAY_MS >= from && day * DAY_MS < to) workingDays.push(day);
  }
  return pack(instantsOf(local, stretches, from, to), workingDays);
}

/** The place of the last of the ascending `values` that is at most `limit`, or -1. */
export function lastAtMost(values: Float64Array | Int32Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Lays local windows over the stretches: an instant is open when its wall clock reads an open time. So an hour that
 * the clocks skip is not there, and one that happens twice is open twice.
 */
function instantsOf(local: Intervals, stretches: readonly Stretch[], from: number, to: number): Intervals {
  const open = new Intervals();
  for (const stretch of stretches) {
    const first = Math.max(stretch.from, from);
    const last = Math.min(stretch.to, to);
    for (const [index, opens] of local.starts.entries()) {
      const start = Math.max(opens - stretch.offset, first);
      const end = Math.min((local.ends[index] as number) - stretch.offset, last);
      if (start < end) open.add(start, end);
    }
  }
  return open;
}

function stretchesOf(timeZone: string, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  while (at.epochMilliseconds < to) {
    const next = at.getTimeZoneTransition("next");
    const end = Math.min(next?.epochMilliseconds ?? to, to);
    stretches.push({ from: at.epochMilliseconds, to: end, offset: at.offsetNanoseconds / 1_000_000 });
    at = next ?? Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(timeZone);
  }
  return stretches;
}

function pack(open: Intervals, workingDays: number[]): OpenYear {
  const before = new Float64Array(open.starts.length);
  let total = 0;
  for (const [index, start] of open.starts.entries()) {
    before[index] = total;
    total += (open.ends[index] as number) - start;
  }
  return {
    starts: Float64Array.from(open.starts),
    ends: Float64Array.from(open.ends),
    before,
    total,
    workingDays: Int32Array.from(workingDays),
  };
}

/** Intervals in order of their starts; one that touches or overlaps the last is joined to it. */
class Intervals {
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  add(start: number, end: number): void {
    const last = this.ends.length - 1;
    const lastEnd = this.ends[last];
    if (lastEnd === undefined || start > lastEnd) {
      this.starts.push(start);
      this.ends.push(end);
    } else {
      this.ends[last] = Math.max(lastEnd, end);
    }
  }
}
