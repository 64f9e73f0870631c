export type { Interval, OpenEnded } from "./interval.ts";
export { containsInstant } from "./interval.ts";
export type { DateRange } from "./date-range.ts";
export { containsDate, dateRange, instantsOf, intersectRanges, rangesOverlap, throughDate } from "./date-range.ts";
export type { Dated, Timeline } from "./timeline.ts";
export { makeTimeline, valueOn } from "./timeline.ts";
export { dateInZone, startOfDay } from "./zone.ts";
