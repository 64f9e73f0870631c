/** How long work took, as people type it. */

import { accept, type Outcome, refuse } from "../outcome.ts";

/** A day: nobody works more on one. */
export const minutesOfDay = 1440;

const asMinutes = /^(?<minutes>\d{1,6})(?: ?m(?:in(?:utes?)?)?)?$/i;
const asClock = /^(?<hours>\d{1,4}):(?<minutes>[0-5]\d)$/;
const asHours = /^(?<hours>\d{1,4}) ?h(?:ours?|rs?)?(?: ?(?<minutes>[0-5]?\d)(?: ?m(?:in(?:utes?)?)?)?)?$/i;
const fraction = /^[+-]?\d*[.,]\d+/;

/**
 * Whole minutes, 1 to 1440, from "90", "90 min", "1:30", "2 h" or "1 h 30 min". Refused in words: a `fraction`, for "1,5" may be meant
 * as minutes or as hours; `none` for nothing or less; `more_than_a_day`; `not_minutes` for anything else.
 */
export function parseMinutes(typed: string): Outcome<number> {
  const text = typed.trim().replace(/\s+/g, " ").replace("−", "-");
  if (fraction.test(text))
    return refuse(
      "fraction",
      `"${text}" could be minutes or hours. Write whole minutes, such as 90, or hours and minutes: 1:30.`,
    );
  const read = (asMinutes.exec(text) ?? asClock.exec(text) ?? asHours.exec(text))?.groups;
  if (read === undefined) {
    if (/^-\d/.test(text)) return refuse("none", "Work takes at least one minute. To take back what was entered, remove it.");
    return refuse("not_minutes", `"${text}" is no number of minutes. Write 90, or hours and minutes: 1:30.`);
  }
  const minutes = Number(read["hours"] ?? 0) * 60 + Number(read["minutes"] ?? 0);
  if (minutes === 0) return refuse("none", "Work takes at least one minute.");
  if (minutes > minutesOfDay)
    return refuse("more_than_a_day", `A day has ${minutesOfDay} minutes. Enter work of several days day by day.`);
  return accept(minutes);
}
