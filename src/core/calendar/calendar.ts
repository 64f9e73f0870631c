import { accept, type Outcome, refuse } from "../outcome.ts";
import { OpenTime } from "./open-time.ts";
import { readSpec, type ReadSpec } from "./read-spec.ts";
import { Refused } from "./refused.ts";
import { Rules } from "./rules.ts";
import type { CalendarSpec, Holiday } from "./spec.ts";

/**
 * A business calendar (CAL1), made by `makeCalendar` and asked by the functions of this folder. It never changes, but
 * keeps what it has compiled; so make it once and keep it.
 */
export class Calendar {
  /** The IANA name of its zone. */
  readonly timeZone: string;
  /** What it was made of. Making a calendar of it again gives one that answers alike. */
  readonly spec: CalendarSpec & { readonly holidays: readonly Holiday[] };
  /** The open time in epoch milliseconds, for code that keeps its instants as numbers. */
  readonly openTime: OpenTime;
  readonly #read: ReadSpec;
  readonly #asKnown = new Map<number, Calendar>();

  constructor(spec: Calendar["spec"], read: ReadSpec) {
    this.timeZone = read.timeZone;
    this.spec = spec;
    this.#read = read;
    this.openTime = new OpenTime(rulesOf(read));
  }

  /** See `calendarAsKnownAt`. A version is made once: exceptions only ever become known, so their number names it. */
  asKnownAt(instant: Temporal.Instant): Calendar {
    const known = this.#read.exceptions.map(
      ({ knownFrom }) => knownFrom === null || Temporal.Instant.compare(knownFrom, instant) <= 0,
    );
    const count = known.filter(Boolean).length;
    if (count === known.length) return this;
    const made = this.#asKnown.get(count);
    if (made !== undefined) return made;
    const version = new Calendar(
      { ...this.spec, holidays: this.spec.holidays.filter((_, index) => known[index]) },
      { ...this.#read, exceptions: this.#read.exceptions.filter((_, index) => known[index]) },
    );
    this.#asKnown.set(count, version);
    return version;
  }
}

/**
 * Makes a calendar of its specification, or refuses it with what to do about it and where. Codes: `unknown_zone`,
 * `offset_zone`, `unknown_weekday`, `bad_windows`, `bad_time`, `empty_window`, `overlapping_windows`, `bad_holidays`,
 * `too_many_holidays`, `duplicate_holiday`, `bad_date`, `bad_instant`, and `never_opens` (CAL5).
 */
export function makeCalendar(spec: CalendarSpec): Outcome<Calendar> {
  try {
    const read = readSpec(spec);
    const calendar = new Calendar(ownCopy(spec), read);
    if (everOpens(rulesOf(read), calendar.openTime)) return accept(calendar);
    return refuse("never_opens", "The calendar never opens; give at least one weekday a window.", ["weekly"]);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/**
 * The calendar as it was known at `instant`: built of the holidays whose `knownFrom` is at or before it, and of those
 * always known (CAL1, SLA4). Without this, every holiday counts.
 */
export function calendarAsKnownAt(calendar: Calendar, instant: Temporal.Instant): Calendar {
  return calendar.asKnownAt(instant);
}

function rulesOf(read: ReadSpec): Rules {
  return new Rules(read.timeZone, read.week, read.exceptions);
}

/** Specifications are plain JSON; a copy keeps what the caller does to theirs afterwards out of the calendar. */
function ownCopy(spec: CalendarSpec): Calendar["spec"] {
  return JSON.parse(JSON.stringify({ ...spec, holidays: spec.holidays ?? [] })) as Calendar["spec"];
}

/** Openings that do not recur must be looked at one by one: the zone may have skipped their hour, or their day. */
function everOpens(rules: Rules, openTime: OpenTime): boolean {
  return rules.recurs() || rules.datedOpenings().some((day) => openTime.isWorkingDay(day));
}
