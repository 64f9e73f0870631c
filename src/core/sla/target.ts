import { fractionOf, instantFrom } from "../calendar/exact-time.ts";
import { addCalendarDays, addWorkingDays, type Calendar } from "../calendar/index.ts";
import { addWorkingMinutes } from "../calendar/working-time.ts";

/** In milliseconds. */
const MINUTE = 60_000;

/** What a target's amount counts (CAL4). */
export type TargetUnit = "working_time" | "working_days" | "calendar_days" | "elapsed";

/** A promise about time (SLA1). Plain JSON, kept in the event that starts its clock. */
export type Target = {
  /** "first_response", "next_update", "workaround", "resolution", or a name of the plan's own. */
  readonly name: string;
  readonly unit: TargetUnit;
  /** Whole minutes for working_time and elapsed; whole days for working_days and calendar_days. 0 is due at once. */
  readonly amount: number;
  /** When to warn, as parts of the whole between 0 and 1: 0.5 is half-way, in the target's own time. */
  readonly warnAt?: readonly number[] | undefined;
};

/** The targets that hold for `severity` among those of a plan (SLA1), in the plan's order. */
export function targetsFor<T extends Target & { readonly severity: number }>(targets: readonly T[], severity: number): T[] {
  return targets.filter((target) => target.severity === severity);
}

/** When a target that starts at `from` is due if it is never paused. Errors as in the calendar's functions (CAL3, CAL4). */
export function dueAt(target: Pick<Target, "unit" | "amount">, calendar: Calendar, from: Temporal.Instant): Temporal.Instant {
  switch (target.unit) {
    case "working_time":
      return addWorkingMinutes(calendar, from, target.amount);
    case "working_days":
      return addWorkingDays(calendar, from, target.amount);
    case "calendar_days":
      return addCalendarDays(calendar.timeZone, from, target.amount);
    case "elapsed":
      return instantFrom(from.epochMilliseconds + target.amount * MINUTE, fractionOf(from));
  }
}
