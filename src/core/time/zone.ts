/**
 * Where dates and instants meet (COV4): a date becomes an instant only in a named zone.
 */

/** The date that it is in `timeZone` at `instant`. */
export function dateInZone(instant: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

/**
 * The first instant of `date` in `timeZone`: midnight, or the first instant after it where clocks skip midnight.
 * For a date that the zone skipped altogether (Pacific/Apia, 2011-12-30) it is the first instant of the day that followed.
 */
export function startOfDay(date: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return date.toZonedDateTime(timeZone).toInstant();
}
