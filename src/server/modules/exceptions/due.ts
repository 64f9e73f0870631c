import type { IsoDate } from "#core/coverage/coverage.ts";
import { plusDays } from "#core/coverage/days.ts";
import { dateInZone } from "#core/time/zone.ts";

/** Where nobody knows whose day is meant. */
export const unknownZone = "UTC";

/** The day of an instant where an account is (COV4). */
export function dayAt(instant: Temporal.Instant, timeZone: string | null | undefined): IsoDate {
  return dateInZone(instant, timeZone ?? unknownZone).toString();
}

/** So many days after the one on which something was opened where its account is. */
export function dueAfter(
  days: number,
  openedAt: Temporal.Instant,
  account: { readonly timeZone: string } | null | undefined,
): IsoDate {
  return plusDays(dayAt(openedAt, account?.timeZone), days);
}
