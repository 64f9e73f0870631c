/**
 * `ambit/core`: the rules of support, as pure functions. Everything that happens is a value handed in, `now` among it.
 */
export type { Outcome, Refusal } from "./outcome.ts";

export type { DateRange, Dated, Interval, OpenEnded, Timeline } from "./time/index.ts";
export {
  containsDate,
  containsInstant,
  dateInZone,
  dateRange,
  instantsOf,
  intersectRanges,
  makeTimeline,
  rangesOverlap,
  startOfDay,
  throughDate,
  valueOn,
} from "./time/index.ts";

export type { Calendar, CalendarSpec, Holiday, OpenWindow, Weekday } from "./calendar/index.ts";
export {
  addCalendarDays,
  addWorkingDays,
  addWorkingTime,
  calendarAsKnownAt,
  HORIZON_YEARS,
  isOpenAt,
  makeCalendar,
  nextClosing,
  nextOpening,
  workingTimeBetween,
} from "./calendar/index.ts";
