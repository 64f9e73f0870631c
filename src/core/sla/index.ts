export type { SeverityMatrix } from "./severity.ts";
export { makeSeverityMatrix, severityOf } from "./severity.ts";
export type { Target } from "./target.ts";
export { dueAt, targetsFor } from "./target.ts";
export type { CalendarVersion, ClockEvent, ClockState, Pause } from "./clock.ts";
export { foldClock, isPaused } from "./clock.ts";
export type { ClockReading } from "./reading.ts";
export { readClock } from "./reading.ts";
