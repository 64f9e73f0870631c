import { compileYear, lastAtMost, type OpenYear, YEAR_MS } from "./open-year.ts";
import type { Rules } from "./rules.ts";
import { DAY_MS } from "./windows.ts";

/**
 * How many years a search goes on before it gives up. The Gregorian calendar repeats itself after 400 years,
 * so what does not happen within them hardly ever will; and no promise reaches so far.
 */
export const HORIZON_YEARS = 400;

/** Compiled years kept at once, more than one search can touch. A year of office hours takes about 9 kB. */
const MAX_COMPILED_YEARS = 1_024;

/** The pieces that hold the years 1 to 9999. */
const FIRST_YEAR = -1_970;
const LAST_YEAR = 8_029;

/**
 * The open time of a calendar as a line of epoch milliseconds: the kernel under the public functions, for core code that
 * keeps its instants as numbers. Arguments and answers are whole milliseconds, exact throughout. Years are compiled when
 * first touched. What lies more than HORIZON_YEARS off, or outside the years 1 to 9999, is a RangeError.
 */
export class OpenTime {
  readonly #rules: Rules;
  readonly #years = new Map<number, OpenYear>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  isOpenAt(instant: number): boolean {
    const year = this.#year(yearOf(instant));
    const index = lastAtMost(year.starts, instant);
    return index >= 0 && instant < at(year.ends, index);
  }

  /** Open milliseconds from `a` to `b`; negative where b is before a. */
  between(a: number, b: number): number {
    if (b < a) return -this.between(b, a);
    const first = yearOf(a);
    const last = yearOf(b);
    if (last - first > HORIZON_YEARS) throw new RangeError(`Working time is summed over at most ${HORIZON_YEARS} years at once.`);
    let sum = openBefore(this.#year(last), b) - openBefore(this.#year(first), a);
    for (let index = first; index < last; index += 1) sum += this.#year(index).total;
    return sum;
  }

  /**
   * The latest instant that has `amount` more open milliseconds before it than `from`, so an opening rather than the
   * closing before it. With 0 from a closed instant it is the next opening; it is always open.
   */
  latest(from: number, amount: number): number {
    const origin = yearOf(from);
    let index = origin;
    let year = this.#year(index);
    let position = openBefore(year, from) + amount;
    while (position >= year.total) {
      position -= year.total;
      index += 1;
      year = this.#yearNear(origin, index);
    }
    while (position < 0) {
      index -= 1;
      year = this.#yearNear(origin, index);
      position += year.total;
    }
    const interval = lastAtMost(year.before, position);
    return at(year.starts, interval) + position - at(year.before, interval);
  }

  /**
   * The earliest instant that has `amount` more open milliseconds before it than `from`, so a closing rather than the
   * opening after it: the end of the open millisecond that completes them. With 0 from a closed instant it is the last closing.
   */
  earliest(from: number, amount: number): number {
    return this.latest(from, amount - 1) + 1;
  }

  /** The first closing after `from`. */
  closingAfter(from: number): number {
    const opening = this.latest(from, 0);
    const origin = yearOf(opening);
    let index = origin;
    let year = this.#year(index);
    let closing = at(year.ends, lastAtMost(year.starts, opening));
    while (closing === (index + 1) * YEAR_MS) {
      index += 1;
      year = this.#yearNear(origin, index);
      if (year.starts[0] !== closing) break;
      closing = at(year.ends, 0);
    }
    return closing;
  }

  /** Whether the windows of the date numbered `day` (days since 1970) open at all: a zone can skip a window, or a whole day. */
  isWorkingDay(day: number): boolean {
    const { workingDays } = this.#year(yearOf(day * DAY_MS));
    return workingDays[lastAtMost(workingDays, day)] === day;
  }

  /** The date on which the open instant `local` (milliseconds of the zone's wall clock since 1970) belongs: the one whose window holds it. */
  dayOf(local: number): number {
    const day = Math.floor(local / DAY_MS);
    const time = local - day * DAY_MS;
    return this.#rules.windowsOn(day).some((window) => window.from <= time && time < window.to) ? day : day - 1;
  }

  /** The n-th working day after the working day numbered `day`, or before it where n is negative. */
  workingDayFrom(day: number, n: number): number {
    const origin = yearOf(day * DAY_MS);
    let index = origin;
    let { workingDays } = this.#year(index);
    let place = lastAtMost(workingDays, day) + n;
    while (place >= workingDays.length) {
      place -= workingDays.length;
      index += 1;
      ({ workingDays } = this.#yearNear(origin, index));
    }
    while (place < 0) {
      index -= 1;
      ({ workingDays } = this.#yearNear(origin, index));
      place += workingDays.length;
    }
    return at(workingDays, place);
  }

  #yearNear(origin: number, index: number): OpenYear {
    if (Math.abs(index - origin) > HORIZON_YEARS) {
      throw new RangeError(
        `The calendar gives no answer within ${HORIZON_YEARS} years: it opens too seldom, or closes too seldom.`,
      );
    }
    return this.#year(index);
  }

  #year(index: number): OpenYear {
    const known = this.#years.get(index);
    if (known !== undefined) return known;
    if (!(index >= FIRST_YEAR && index <= LAST_YEAR)) throw new RangeError("Calendars answer for the years 1 to 9999.");
    if (this.#years.size === MAX_COMPILED_YEARS) this.#years.clear();
    const compiled = compileYear(this.#rules, index);
    this.#years.set(index, compiled);
    return compiled;
  }
}

function yearOf(instant: number): number {
  return Math.floor(instant / YEAR_MS);
}

/** Open milliseconds of the piece before `instant`. */
function openBefore(year: OpenYear, instant: number): number {
  const index = lastAtMost(year.starts, instant);
  if (index < 0) return 0;
  return at(year.before, index) + Math.min(instant, at(year.ends, index)) - at(year.starts, index);
}

/** An element known to be there. */
function at(values: Float64Array | Int32Array, index: number): number {
  return values[index] as number;
}
