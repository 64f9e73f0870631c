/** What is wrong with opening hours: each day and each holiday by itself, so that a form can show all of it at once. */

import { makeCalendar } from "../calendar/index.ts";
import { WEEKDAYS } from "../calendar/spec.ts";
import type { Refusal } from "../outcome.ts";
import type { PlanTerms } from "./terms.ts";

type Hours = PlanTerms["hours"];

/** Any zone does: hours are right or wrong wherever they are read. */
const timeZone = "UTC";

/**
 * All that is wrong with them, as calendars name it (CAL5), with paths that begin with "hours". Hours that open on holidays alone
 * never open either: a promise may begin after the last of them.
 */
export function hoursFaults(hours: Hours): Refusal[] {
  const { weekly, holidays = [] } = hours;
  if (WEEKDAYS.every((day) => (weekly[day] ?? []).length === 0))
    return [
      { code: "never_opens", message: "The plan is never open. Give at least one weekday its hours.", path: ["hours", "weekly"] },
    ];
  const alone = [
    ...WEEKDAYS.flatMap((day) => refusalOf({ weekly: { [day]: weekly[day] } })),
    ...holidays.flatMap((holiday, index) =>
      refusalOf({ weekly: {}, holidays: [holiday] }).map((refusal) => ({ ...refusal, path: moved(refusal.path, index) })),
    ),
  ];
  const faults = alone.length > 0 ? alone : refusalOf(hours);
  return faults.map((refusal) => ({ ...refusal, path: ["hours", ...refusal.path!] }));
}

/** Part of a week may well never open. What calendars refuse has its place. */
function refusalOf(hours: Hours): Refusal[] {
  const made = makeCalendar({ ...hours, timeZone });
  return made.ok || made.refusal.code === "never_opens" ? [] : [made.refusal];
}

/** `["holidays", 0, …]` of the only one, at its own place. */
function moved(path: Refusal["path"], index: number): readonly (string | number)[] {
  const [holidays, , ...rest] = path!;
  return [holidays!, index, ...rest];
}
