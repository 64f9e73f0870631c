/**
 * Temporal counts nanoseconds, the kernel whole milliseconds. Here the one is taken apart into the other, and put
 * together again, without rounding and without big integers where there is nothing below a millisecond.
 */

export const NANOSECONDS = 1_000_000;

const NANOSECONDS_BIG = 1_000_000n;

/** The nanoseconds of `instant` beyond its `epochMilliseconds`, 0 to 999,999. */
export function fractionOf(instant: Temporal.Instant): number {
  const fraction = Number(instant.epochNanoseconds % NANOSECONDS_BIG);
  return fraction < 0 ? fraction + NANOSECONDS : fraction;
}

export function instantFrom(milliseconds: number, nanoseconds: number): Temporal.Instant {
  if (nanoseconds === 0) return Temporal.Instant.fromEpochMilliseconds(milliseconds);
  return new Temporal.Instant(BigInt(milliseconds) * NANOSECONDS_BIG + BigInt(nanoseconds));
}

/** A length of time; both parts have the same sign. */
export type Exact = { readonly milliseconds: number; readonly nanoseconds: number };

/** The length of a duration of hours and below. Throws a RangeError for days and above, which have no fixed length. */
export function exactly(duration: Temporal.Duration): Exact {
  if (duration.days !== 0 || duration.weeks !== 0 || duration.months !== 0 || duration.years !== 0) {
    throw new RangeError(`${duration} is not made of hours and below; for days use addWorkingDays or addCalendarDays.`);
  }
  const milliseconds = duration.hours * 3_600_000 + duration.minutes * 60_000 + duration.seconds * 1_000 + duration.milliseconds;
  if (duration.nanoseconds === 0 && duration.microseconds === 0) return { milliseconds, nanoseconds: 0 };
  const below = BigInt(duration.microseconds) * 1_000n + BigInt(duration.nanoseconds);
  return { milliseconds: milliseconds + Number(below / NANOSECONDS_BIG), nanoseconds: Number(below % NANOSECONDS_BIG) };
}

/** The duration in hours and below, each part below the next unit. `nanoseconds` may differ in sign from `milliseconds`. */
export function durationFrom(milliseconds: number, nanoseconds: number): Temporal.Duration {
  let whole = milliseconds;
  let below = nanoseconds;
  if (whole > 0 && below < 0) {
    whole -= 1;
    below += NANOSECONDS;
  } else if (whole < 0 && below > 0) {
    whole += 1;
    below -= NANOSECONDS;
  }
  const part = (unit: number, of: number) => Math.trunc((whole % of) / unit);
  return new Temporal.Duration(
    0,
    0,
    0,
    0,
    Math.trunc(whole / 3_600_000),
    part(60_000, 3_600_000),
    part(1_000, 60_000),
    whole % 1_000,
    Math.trunc(below / 1_000),
    below % 1_000,
  );
}
