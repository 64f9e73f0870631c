import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { YEAR_MS } from "./open-year.ts";
import { openMinutes, transitionsOf, wallClockIsOpen } from "./open-minutes.oracle.ts";
import { calendarOf, everyDay, weekdays } from "./samples.oracle.ts";
import type { CalendarSpec, OpenWindow } from "./spec.ts";
import { addWorkingTime, isOpenAt, nextClosing, nextOpening, workingTimeBetween } from "./working-time.ts";

const MINUTE = 60_000;

/** How far on either side of a clock change the walk goes. */
const MINUTES_AROUND = 20 * 60;

const zones = [
  "Europe/London",
  "America/New_York",
  "America/Sao_Paulo",
  "America/Havana",
  "Asia/Beirut",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Asia/Tehran",
  "America/St_Johns",
  "Asia/Kathmandu",
] as const;

/** Kathmandu's clocks have not changed since 1986; so that it is walked too, here are a New Year and a leap day. */
const quietInstants = ["2000-01-01T00:00Z", "2024-02-29T00:00Z"].map((text) => Temporal.Instant.from(text).epochMilliseconds);

const changes = new Map(
  zones.map((zone) => {
    const found = transitionsOf(zone);
    return [zone, found.length > 0 ? found : quietInstants];
  }),
);

/** Weeks that meet a clock change in every way: all of it, none of it, its edges, and many small windows. */
const weeks: CalendarSpec["weekly"][] = [
  everyDay(["00:00", "24:00"]),
  weekdays(["08:30", "17:00"]),
  everyDay(["22:00", "06:00"]),
  everyDay(["00:15", "01:45"], ["02:15", "02:45"], ["23:00", "24:00"]),
  everyDay(["02:00", "03:00"]),
  { sat: [["18:00", "02:30"]], sun: [["02:30", "00:30"]] },
];

const minutes = (n: number) => Temporal.Duration.from({ minutes: n });
const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at);

/** Compares every function with the walked minutes, at each of them. Plain comparisons: an expectation a minute would take hours. */
function differencesFromWalk(spec: CalendarSpec, from: number): string[] {
  const calendar = calendarOf(spec);
  const open = openMinutes(spec, from, 2 * MINUTES_AROUND);
  const wrong: string[] = [];
  const compare = (what: string, minute: number, got: number, wanted: number) => {
    if (got !== wanted) wrong.push(`${what} at ${instant(from + minute * MINUTE)}: ${got}, walked ${wanted}`);
  };
  let passed = 0; // open minutes before this one
  let opening = -1; // the first minute that is open
  const openAt: number[] = []; // the minute in which each open minute passed
  for (const [minute, isOpen] of open.entries()) {
    const now = instant(from + minute * MINUTE);
    compare("isOpenAt", minute, Number(isOpenAt(calendar, now)), Number(isOpen));
    compare("workingTimeBetween", minute, workingTimeBetween(calendar, instant(from), now).total("minutes"), passed);
    if (isOpen) {
      if (opening < 0) opening = minute;
      openAt.push(minute);
      passed += 1;
      // One more open minute has passed when this one ends; that much from the beginning is earliest here.
      compare(
        "addWorkingTime",
        minute,
        addWorkingTime(calendar, instant(from), minutes(passed)).epochMilliseconds,
        from + (minute + 1) * MINUTE,
      );
    } else if (minute > 0 && open[minute - 1] === true) {
      compare(
        "nextClosing",
        minute,
        nextClosing(calendar, instant(from + (minute - 1) * MINUTE)).epochMilliseconds,
        from + minute * MINUTE,
      );
    }
  }
  if (opening >= 0) compare("nextOpening", 0, nextOpening(calendar, instant(from)).epochMilliseconds, from + opening * MINUTE);
  const end = from + 2 * MINUTES_AROUND * MINUTE;
  for (const [before, minute] of openAt.toReversed().entries()) {
    compare(
      "addWorkingTime back",
      minute,
      addWorkingTime(calendar, instant(end), minutes(-before - 1)).epochMilliseconds,
      from + minute * MINUTE,
    );
  }
  return wrong.slice(0, 3);
}

test.each([...changes])(
  "CAL2, CAL3: around every clock change of %s each minute agrees with a walk by the wall clock",
  (timeZone, instants) => {
    for (const [index, change] of instants.entries()) {
      const weekly = weeks[index % weeks.length] as CalendarSpec["weekly"];
      expect(differencesFromWalk({ timeZone, weekly }, change - MINUTES_AROUND * MINUTE)).toEqual([]);
    }
  },
);

test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])(
  "CAL2, CAL3: in %s each minute agrees with the walk where one compiled year meets the next",
  (timeZone) => {
    for (const [index, weekly] of weeks.entries()) {
      // The ends of every fifth year fall on whole minutes.
      expect(differencesFromWalk({ timeZone, weekly }, (50 + 5 * index) * YEAR_MS - MINUTES_AROUND * MINUTE)).toEqual([]);
    }
  },
);

/** A time of day on the quarter hour, or odd. */
const time = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 1_439 }),
);

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Windows of one day that never overlap; the last may run across midnight, up to the hour at which the day's first opens. */
const dayWindows = fc.uniqueArray(time, { minLength: 2, maxLength: 6 }).map((times): OpenWindow[] => {
  const ordered = times.toSorted((a, b) => a - b);
  const night = ordered.length % 2 === 1 ? ordered.pop() : undefined;
  const windows = ordered.flatMap((opens, index): OpenWindow[] =>
    index % 2 === 0 ? [[clock(opens), clock(ordered[index + 1] ?? 0)]] : [],
  );
  if (night !== undefined) windows.push([clock(night), ordered[0] === 0 ? "24:00" : clock(ordered[0] ?? 0)]);
  return windows;
});

/** A calendar near a clock change of its zone, with holidays about it; all its open days have the same windows, so that nights never clash. */
const scene = fc.constantFrom(...zones).chain((timeZone) =>
  fc
    .record({
      windows: dayWindows,
      openDays: fc.uniqueArray(fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun"), { minLength: 1 }),
      change: fc.constantFrom(...(changes.get(timeZone) ?? [])),
      holidays: fc.uniqueArray(
        fc.record({ offset: fc.integer({ min: -9, max: 9 }), hours: fc.option(dayWindows, { nil: undefined }) }),
        {
          selector: ({ offset }) => offset,
          maxLength: 4,
        },
      ),
    })
    .map(({ windows, openDays, change, holidays }) => {
      const date = instant(change).toZonedDateTimeISO(timeZone).toPlainDate();
      const spec: CalendarSpec = {
        timeZone,
        weekly: Object.fromEntries(openDays.map((day) => [day, windows])),
        holidays: holidays.map(({ offset, hours }) => ({ date: date.add({ days: offset }).toString(), hours })),
      };
      return { spec, calendar: calendarOf(spec), change };
    }),
);

/** Nanoseconds off a clock change, ten days either way. */
const tenDays = 10n * 86_400_000_000_000n;
const away = fc.bigInt({ min: -tenDays, max: tenDays });
const near = (change: number, nanoseconds: bigint) => new Temporal.Instant(BigInt(change) * 1_000_000n + nanoseconds);
const length = fc
  .record({ minutes: fc.integer({ min: 0, max: 5_000 }), nanoseconds: fc.constantFrom(0, 0, 1, 999_999, 1_000_000, 123_456_789) })
  .map((parts) => Temporal.Duration.from(parts));

const RUNS = { numRuns: 1_000 };
const compare = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b);
const compareLengths = (a: Temporal.Duration, b: Temporal.Duration) => Temporal.Duration.compare(a, b);

describe("laws of working time, near clock changes and holidays", () => {
  test("CAL2: open or closed agrees with the wall clock", () => {
    fc.assert(
      fc.property(scene, fc.array(away, { minLength: 1, maxLength: 20 }), ({ spec, calendar, change }, offsets) => {
        for (const at of offsets.map((offset) => near(change, offset)))
          expect(isOpenAt(calendar, at)).toBe(wallClockIsOpen(spec, at));
      }),
      RUNS,
    );
  });

  test("CAL2: time between adds up, and turns its sign with its ends", () => {
    fc.assert(
      fc.property(scene, away, away, away, ({ calendar, change }, x, y, z) => {
        const [a, b, c] = [near(change, x), near(change, y), near(change, z)];
        const sum = workingTimeBetween(calendar, a, b).add(workingTimeBetween(calendar, b, c));
        expect(compareLengths(sum, workingTimeBetween(calendar, a, c))).toBe(0);
        expect(compareLengths(workingTimeBetween(calendar, b, a), workingTimeBetween(calendar, a, b).negated())).toBe(0);
      }),
      RUNS,
    );
  });

  test("CAL3: what is added lies between, forwards and backwards", () => {
    fc.assert(
      fc.property(scene, away, length, ({ calendar, change }, x, amount) => {
        const from = near(change, x);
        for (const signed of [amount, amount.negated()]) {
          const to = addWorkingTime(calendar, from, signed);
          expect(compareLengths(workingTimeBetween(calendar, from, to), signed)).toBe(0);
        }
      }),
      RUNS,
    );
  });

  test("CAL3: forwards is the earliest such instant, backwards the latest", () => {
    fc.assert(
      fc.property(scene, away, length, ({ calendar, change }, x, amount) => {
        fc.pre(amount.sign > 0);
        const from = near(change, x);
        const justBefore = addWorkingTime(calendar, from, amount).subtract({ nanoseconds: 1 });
        expect(isOpenAt(calendar, justBefore)).toBe(true);
        expect(isOpenAt(calendar, addWorkingTime(calendar, from, amount.negated()))).toBe(true);
      }),
      RUNS,
    );
  });

  test("CAL3: adding is monotone in the instant and in the amount", () => {
    fc.assert(
      fc.property(scene, away, away, length, length, ({ calendar, change }, x, y, one, other) => {
        const [early, late] = [near(change, x), near(change, y)].toSorted(compare) as [Temporal.Instant, Temporal.Instant];
        const [less, more] = [one, other].toSorted(compareLengths) as [Temporal.Duration, Temporal.Duration];
        expect(compare(addWorkingTime(calendar, early, less), addWorkingTime(calendar, late, less))).toBeLessThanOrEqual(0);
        expect(
          compare(addWorkingTime(calendar, early, more.negated()), addWorkingTime(calendar, late, less.negated())),
        ).toBeLessThanOrEqual(0);
        fc.pre(less.sign > 0);
        expect(compare(addWorkingTime(calendar, early, less), addWorkingTime(calendar, early, more))).toBeLessThanOrEqual(0);
      }),
      RUNS,
    );
  });

  test("CAL3: adding and then taking away comes back, to the opening where it began closed", () => {
    fc.assert(
      fc.property(scene, away, length, ({ calendar, change }, x, amount) => {
        const from = nextOpening(calendar, near(change, x));
        expect(addWorkingTime(calendar, addWorkingTime(calendar, from, amount), amount.negated())).toEqual(from);
        const there = addWorkingTime(calendar, from, amount.negated());
        const back = addWorkingTime(calendar, there, amount);
        expect(nextOpening(calendar, back)).toEqual(from);
      }),
      RUNS,
    );
  });
});
