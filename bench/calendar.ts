/** How fast a business calendar answers, and what it keeps in memory. It measures and never judges: the figures are printed. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  addWorkingDays,
  addWorkingTime,
  type Calendar,
  type CalendarSpec,
  isOpenAt,
  makeCalendar,
  nextOpening,
  workingTimeBetween,
} from "#core/calendar/index.ts";

/** One figure. `goal` is what it is hoped to stay below, in the same unit. */
export type Figure = { readonly name: string; readonly value: number; readonly unit: "µs" | "kB"; readonly goal?: number };

const CALLS = 37_000;
const ROUNDS = 40;
const OFFICE_HOURS_A_YEAR = 8.5 * 253;

const office = [["08:30", "17:00"]] as const;
const spec: CalendarSpec = {
  timeZone: "America/New_York",
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  holidays: ["01-01", "06-19", "07-04", "11-11", "12-25", "2026-01-19", "2026-05-25", "2026-11-26"].map((date) => ({ date })),
};

/** Instants through 2026, 14 minutes and some seconds apart, so that all hours of all days are asked about. */
const instants = Array.from({ length: 37_000 }, (_, index) =>
  Temporal.Instant.from("2026-01-01T05:00Z").add({ seconds: index * 851 }),
);

/** The calendar's figures: microseconds a call of the public functions, instants and durations included, and memory a year. */
export async function calendarBench(): Promise<Figure[]> {
  const calendar = made();
  const month = Temporal.Duration.from({ minutes: Math.round((OFFICE_HOURS_A_YEAR / 365) * 30 * 60) });
  const year = Temporal.Duration.from({ minutes: Math.round(OFFICE_HOURS_A_YEAR * 60) });
  const epoch = instants.map((instant) => instant.epochMilliseconds);
  const yearMs = year.total("milliseconds");
  return [
    { ...perCall("addWorkingTime, 30 days away", (index) => addWorkingTime(calendar, at(index), month)), goal: 1 },
    { ...perCall("addWorkingTime, a year away", (index) => addWorkingTime(calendar, at(index), year)), goal: 2 },
    perCall("addWorkingTime, a year back", (index) => addWorkingTime(calendar, at(index), year.negated())),
    perCall("the same in epoch milliseconds", (index) =>
      calendar.openTime.earliest(epoch[index % epoch.length] as number, yearMs),
    ),
    perCall("workingTimeBetween, anywhere in a year", (index) => workingTimeBetween(calendar, at(index), at(index * 7))),
    perCall("isOpenAt", (index) => isOpenAt(calendar, at(index))),
    perCall("nextOpening", (index) => nextOpening(calendar, at(index))),
    perCall("addWorkingDays, 10 days", (index) => addWorkingDays(calendar, at(index), 10)),
    perCall("addWorkingDays, 250 days", (index) => addWorkingDays(calendar, at(index), 250)),
    firstTouch(),
    memoryOfYear(),
  ];
}

function made(): Calendar {
  const calendar = makeCalendar(spec);
  if (!calendar.ok) throw new Error(calendar.refusal.message);
  return calendar.value;
}

function at(index: number): Temporal.Instant {
  return instants[index % instants.length] as Temporal.Instant;
}

/** The best of several rounds: what else the machine does at the time only ever slows it down. */
function perCall(name: string, call: (index: number) => unknown): Figure {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    for (let index = 0; index < CALLS; index += 1) call(index);
    best = Math.min(best, performance.now() - began);
  }
  return { name, value: (best / CALLS) * 1_000, unit: "µs" };
}

/** What the first question about a year costs, which compiles it: the best of several calendars, each new. */
function firstTouch(): Figure {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const calendar = made();
    const began = performance.now();
    touchYears(calendar, 100);
    best = Math.min(best, performance.now() - began);
  }
  return { name: "first question about a year", value: (best / 100) * 1_000, unit: "µs" };
}

/** What a compiled year keeps: its arrays of numbers. Garbage is collected before and after, so that nothing else is counted. */
function memoryOfYear(): Figure {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const calendar = made();
  collect();
  collect(); // the first round only marks what lies outside the heap
  const before = bytesInUse();
  touchYears(calendar, 100);
  collect();
  const kept = bytesInUse() - before;
  touchYears(calendar, 1); // asked once more, the calendar was in use all the while
  return { name: "memory of a year touched", value: kept / 100 / 1_000, unit: "kB" };
}

function bytesInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function touchYears(calendar: Calendar, count: number): void {
  for (let year = 0; year < count; year += 1)
    isOpenAt(calendar, new Temporal.PlainDate(1950 + year, 7, 1).toZonedDateTime("UTC").toInstant());
}

if (import.meta.main) {
  for (const { name, value, unit, goal } of await calendarBench()) {
    console.log(
      `${name.padEnd(42)}${value.toFixed(3).padStart(10)} ${unit}${goal === undefined ? "" : `  (goal: below ${goal})`}`,
    );
  }
}
