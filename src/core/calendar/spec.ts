/**
 * What a business calendar is made of (CAL1), as plain JSON: fit to be stored, sent and read again.
 */

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Opening and closing time of day, "HH:MM" each, closing time itself being closed. "24:00" is the end of the day.
 * A window that closes at or before it opens runs across midnight and belongs to the day on which it opens.
 */
export type OpenWindow = readonly [opens: string, closes: string];

/** A date on which the weekly windows do not hold. */
export type Holiday = {
  /** One date ("2026-12-25") or the same date of every year ("12-25"; "02-29" comes in leap years only). */
  readonly date: string;
  /** What is open instead. None, or an empty list, means closed. */
  readonly hours?: readonly OpenWindow[] | undefined;
  readonly name?: string | undefined;
  /** The instant ("2025-12-14T16:00:00Z") from which this was known; without it, it was always known. */
  readonly knownFrom?: string | undefined;
};

export type CalendarSpec = {
  /** An IANA name such as "Europe/London", never an offset: offsets do not know when clocks change. */
  readonly timeZone: string;
  /** The windows of each weekday. A day that is absent is closed. */
  readonly weekly: { readonly [day in Weekday]?: readonly OpenWindow[] | undefined };
  readonly holidays?: readonly Holiday[] | undefined;
};
