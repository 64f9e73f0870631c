/**
 * The oracle of the laws: it reads a wall clock once a minute and looks the time up in the specification. Slow, and
 * plain enough to be believed. It knows nothing of offsets, years or the code under test.
 */
import { type CalendarSpec, type OpenWindow, WEEKDAYS } from "./spec.ts";

const MINUTE = 60_000;

/** Whether the wall clock of the calendar's zone reads an open time at `instant`. */
export function wallClockIsOpen(spec: CalendarSpec, instant: Temporal.Instant): boolean {
  const zoned = instant.toZonedDateTimeISO(spec.timeZone);
  const now = zoned.hour * 60 + zoned.minute;
  const today = zoned.toPlainDate();
  return (
    windowsOn(spec, today).some(([opens, closes]) => {
      const [from, to] = [minutes(opens), minutes(closes)];
      return from < to ? from <= now && now < to : from <= now;
    }) ||
    windowsOn(spec, today.subtract({ days: 1 })).some(([opens, closes]) => {
      const [from, to] = [minutes(opens), minutes(closes)];
      return to < from && now < to;
    })
  );
}

/** One entry a minute from `from`, `count` of them: is it open? */
export function openMinutes(spec: CalendarSpec, from: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) =>
    wallClockIsOpen(spec, Temporal.Instant.fromEpochMilliseconds(from + index * MINUTE)),
  );
}

/** Every instant from 2000 to 2040 at which the offset of `timeZone` changes, found by asking for the offset day by day and then halving. */
export function transitionsOf(timeZone: string): number[] {
  const offset = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offsetNanoseconds;
  const found: number[] = [];
  const end = Temporal.Instant.from("2041-01-01T00:00Z").epochMilliseconds;
  const day = 24 * 60 * MINUTE;
  for (let at = Temporal.Instant.from("2000-01-01T00:00Z").epochMilliseconds; at < end; at += day) {
    let [before, after] = [at, at + day];
    if (offset(before) === offset(after)) continue;
    while (after - before > MINUTE) {
      const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE;
      if (offset(middle) === offset(before)) before = middle;
      else after = middle;
    }
    found.push(after);
  }
  return found;
}

function windowsOn(spec: CalendarSpec, date: Temporal.PlainDate): readonly OpenWindow[] {
  const holiday =
    spec.holidays?.find((each) => each.date === date.toString()) ??
    spec.holidays?.find((each) => each.date === date.toString().slice(5));
  if (holiday !== undefined) return holiday.hours ?? [];
  return spec.weekly[WEEKDAYS[date.dayOfWeek - 1] ?? "mon"] ?? [];
}

function minutes(time: string): number {
  const [hour, minute] = time.split(":");
  return Number(hour) * 60 + Number(minute);
}
