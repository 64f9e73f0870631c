export type { CalendarSpec, Holiday, OpenWindow, Weekday } from "./spec.ts";
export type { Calendar } from "./calendar.ts";
export { calendarAsKnownAt, makeCalendar } from "./calendar.ts";
export { HORIZON_YEARS } from "./open-time.ts";
export { addWorkingTime, isOpenAt, nextClosing, nextOpening, workingTimeBetween } from "./working-time.ts";
export { addCalendarDays, addWorkingDays } from "./days.ts";
