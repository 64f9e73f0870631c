import { DAY_MS, type DayWindows } from "./windows.ts";

/** Day 0, 1 January 1970, was a Thursday; weekdays are counted from Monday. */
const WEEKDAY_OF_DAY_0 = 3;

/** A date of one year, or where `year` is null of every year that has it. */
export type HolidayDate = { readonly year: number | null; readonly month: number; readonly day: number };

/** One holiday, read. `knownFrom` null: it was always known. */
export type Exception = {
  readonly date: HolidayDate;
  readonly windows: DayWindows;
  readonly knownFrom: Temporal.Instant | null;
};

/**
 * Which windows each date has. Dates are numbered by days since 1 January 1970.
 * A holiday of one year goes before a yearly one, that before the weekly windows; of two for the same date the one known last holds.
 */
export class Rules {
  readonly timeZone: string;
  readonly #week: readonly DayWindows[];
  readonly #dated = new Map<number, DayWindows>();
  readonly #yearly = new Map<number, DayWindows>();

  /** `week` holds seven lists of windows, Monday's first. */
  constructor(timeZone: string, week: readonly DayWindows[], exceptions: readonly Exception[]) {
    this.timeZone = timeZone;
    this.#week = week;
    for (const { date, windows } of exceptions.toSorted(byKnownFrom)) {
      if (date.year === null) this.#yearly.set(monthDay(date), windows);
      else this.#dated.set(dayNumber(Temporal.PlainDate.from({ ...date, year: date.year })), windows);
    }
  }

  /** The windows of the date numbered `day`. */
  windowsOn(day: number): DayWindows {
    return this.#dated.get(day) ?? this.#yearlyOn(day) ?? this.#weeklyOn(day);
  }

  /** Whether openings come round for ever: by the year, or by the week on dates that no yearly holiday closes. */
  recurs(): boolean {
    if ([...this.#yearly.values()].some(isOpen)) return true;
    return this.#week.some(isOpen) && this.#yearly.size < DATES_OF_A_LEAP_YEAR;
  }

  /** The dates of one year that are given hours of their own. */
  datedOpenings(): number[] {
    return [...this.#dated].filter(([, windows]) => isOpen(windows)).map(([day]) => day);
  }

  #yearlyOn(day: number): DayWindows | undefined {
    return this.#yearly.size === 0 ? undefined : this.#yearly.get(monthDayOf(day));
  }

  #weeklyOn(day: number): DayWindows {
    const weekday = (((day + WEEKDAY_OF_DAY_0) % 7) + 7) % 7;
    return this.#week[weekday] as DayWindows;
  }
}

/** Days since 1 January 1970. */
function dayNumber(date: Temporal.PlainDate): number {
  return date.toZonedDateTime("UTC").epochMilliseconds / DAY_MS;
}

const DATES_OF_A_LEAP_YEAR = 366;

function isOpen(windows: DayWindows): boolean {
  return windows.length > 0;
}

function monthDay(date: { readonly month: number; readonly day: number }): number {
  return date.month * 100 + date.day;
}

/**
 * Month and day of the date numbered `day`, by arithmetic: this is asked of every day of a year that is compiled. Years
 * are taken to begin in March, so that the leap day comes last, in cycles of 400 years (146,097 days).
 */
function monthDayOf(day: number): number {
  const DAYS_FROM_MARCH_OF_YEAR_0 = 719_468;
  const dayOfCycle = (((day + DAYS_FROM_MARCH_OF_YEAR_0) % 146_097) + 146_097) % 146_097;
  const leapDays = Math.floor(dayOfCycle / 1_460) - Math.floor(dayOfCycle / 36_524) + Math.floor(dayOfCycle / 146_096);
  const year = Math.floor((dayOfCycle - leapDays) / 365);
  const dayOfYear = dayOfCycle - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return monthDay({ month, day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 });
}

function byKnownFrom(a: Exception, b: Exception): number {
  if (a.knownFrom === null) return b.knownFrom === null ? 0 : -1;
  return b.knownFrom === null ? 1 : Temporal.Instant.compare(a.knownFrom, b.knownFrom);
}
