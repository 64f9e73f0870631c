/** An end that never comes. It is said in the type, never by an absent value (COV7). */
export type OpenEnded = null;

/** The instants from `startsAt` up to, but not including, `endsAt`. */
export type Interval = {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant | OpenEnded;
};

/** Whether `instant` lies in the interval: its start does, its end does not. */
export function containsInstant(interval: Interval, instant: Temporal.Instant): boolean {
  return (
    Temporal.Instant.compare(interval.startsAt, instant) <= 0 &&
    (interval.endsAt === null || Temporal.Instant.compare(instant, interval.endsAt) < 0)
  );
}
