/** Opening hours of plans as calendars: what is out of hours counts otherwise (ALW7). */

import { outOfHoursMinutes } from "#core/allowances/index.ts";
import { type Calendar, isOpenAt, makeCalendar } from "#core/calendar/index.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";

type Hours = PlanTerms["hours"];

/** Each calendar is made once. */
export class OpeningHours {
  readonly #made = new Map<string, Calendar>();

  /** How many of the minutes from an instant on are out of hours; none where only the day is known. */
  outside(hours: Hours, timeZone: string, startedAt: string | null, minutes: number): number {
    return startedAt === null ? 0 : outOfHoursMinutes(this.#calendar(hours, timeZone), startedAt, minutes);
  }

  isOutside(hours: Hours, timeZone: string, at: Temporal.Instant): boolean {
    return !isOpenAt(this.#calendar(hours, timeZone), at);
  }

  #calendar(hours: Hours, timeZone: string): Calendar {
    const key = JSON.stringify([timeZone, hours]);
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = makeCalendar({ ...hours, timeZone });
    if (!made.ok) throw new Error(`A plan's hours make no calendar: ${made.refusal.message}`);
    this.#made.set(key, made.value);
    return made.value;
  }
}
