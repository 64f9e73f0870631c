/** What was known when (COV9): a recorded fact is never overwritten; another takes its place from an instant on. */

/** A value as recorded, and when something else was recorded in its place (null: it still stands). ISO instants. */
export type Belief<T> = { readonly value: T; readonly recordedAt: string; readonly supersededAt: string | null };

/**
 * The values that stood at `knownAt`: recorded at or before it and not superseded by then. What is superseded at an
 * instant is no longer known at that instant, so there is never a moment with two versions, or with none.
 */
export function asKnownAt<T>(beliefs: readonly Belief<T>[], knownAt: string): T[] {
  const instant = Temporal.Instant.from(knownAt);
  return beliefs
    .filter(({ recordedAt, supersededAt }) => isBy(recordedAt, instant) && !isBy(supersededAt, instant))
    .map(({ value }) => value);
}

/** Whether it had happened by then. Instants are compared as instants: as text, ".5Z" would come before "Z". */
function isBy(at: string | null, instant: Temporal.Instant): boolean {
  return at !== null && Temporal.Instant.compare(at, instant) <= 0;
}
