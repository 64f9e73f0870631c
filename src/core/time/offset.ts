/**
 * How far a zone's wall clock is ahead of UTC, asked in numbers. A zone changes its clocks a few times a year, so what was found
 * out once answers nearly every question after it.
 */

import { Remembered } from "../remembered.ts";

/** A stretch of time in which the clocks of a zone are not changed; all in milliseconds, `to` is the first moment after it. */
export type Stretch = {
  readonly from: number;
  readonly to: number;
  /** Local time is UTC plus this. */
  readonly offset: number;
};

/** Zones whose last stretch is remembered. There are some four hundred, and a few more ways to write them. */
const maxZones = 1000;

const latest = new Remembered<string, Stretch>(maxZones);

/** The stretch that holds the moment `at` (epoch milliseconds). RangeError for a zone that does not exist. */
export function stretchAt(timeZone: string, at: number): Stretch {
  const known = latest.get(timeZone);
  if (known !== undefined && known.from <= at && at < known.to) return known;
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const stretch = {
    // Asked from a moment later, for a change at `at` itself begins the stretch.
    from: zoned.add({ milliseconds: 1 }).getTimeZoneTransition("previous")?.epochMilliseconds ?? -Infinity,
    to: zoned.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity,
    offset: zoned.offsetNanoseconds / 1_000_000,
  };
  latest.set(timeZone, stretch);
  return stretch;
}

/** The zone's wall clock at `at`, as milliseconds since it showed 1 January 1970, 00:00. */
export function localTime(timeZone: string, at: number): number {
  return at + stretchAt(timeZone, at).offset;
}
