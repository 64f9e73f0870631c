import { type Calendar, makeCalendar } from "./calendar.ts";
import type { CalendarSpec, OpenWindow, Weekday } from "./spec.ts";

/** Monday to Friday. */
export function weekdays(...windows: OpenWindow[]): Partial<Record<Weekday, OpenWindow[]>> {
  return { mon: windows, tue: windows, wed: windows, thu: windows, fri: windows };
}

/** All seven days. */
export function everyDay(...windows: OpenWindow[]): Partial<Record<Weekday, OpenWindow[]>> {
  return { ...weekdays(...windows), sat: windows, sun: windows };
}

/** The calendar of a sound specification. */
export function calendarOf(spec: CalendarSpec): Calendar {
  const made = makeCalendar(spec);
  if (!made.ok) throw new Error(`${made.refusal.code}: ${made.refusal.message}`);
  return made.value;
}
