import { addWorkingTime, type Calendar, workingTimeBetween } from "../calendar/index.ts";
import { type ClockState, isPaused } from "./clock.ts";
import { dueAt, type Target } from "./target.ts";

/** A clock as it stands at one moment. */
export type ClockReading = {
  readonly status: "running" | "paused" | "met";
  /** When it is due, pauses allowed for. Of a paused clock: when it would be due if it were resumed now. */
  readonly dueAt: Temporal.Instant;
  /** When the promise was broken: at the due instant, if it passed unmet; else null. */
  readonly breachedAt: Temporal.Instant | null;
  /** The target's warning points in order of time, each with its instant, past or to come. */
  readonly warnings: readonly { readonly fraction: number; readonly at: Temporal.Instant }[];
};

type Span = { readonly from: Temporal.Instant; readonly until: Temporal.Instant };

/**
 * Reads a clock at `now` (SLA2, SLA4), which is not before its last event. `calendar` is the version that `state.calendar` names.
 *
 * A pause moves what is due by the time it held up: open time for working time and working days, so that pausing in
 * closed time moves nothing (SLA3); all of it for elapsed time and calendar days. A pause after the due instant mends
 * nothing. Instants are compared exactly: met at the due instant is met, a nanosecond later is not.
 */
export function readClock(state: ClockState, calendar: Calendar, now: Temporal.Instant): ClockReading {
  const startedAt = Temporal.Instant.from(state.startedAt);
  const pauses = state.pauses.map(({ from, until }) => ({
    from: Temporal.Instant.from(from),
    until: until === null ? now : Temporal.Instant.from(until),
  }));
  const due = delayed(dueAt(state.target, calendar, startedAt), state.target, calendar, pauses);
  return {
    status: statusOf(state),
    dueAt: due,
    breachedAt: Temporal.Instant.compare(due, lastCounted(state, pauses, now)) < 0 ? due : null,
    warnings: (state.target.warnAt ?? [])
      .toSorted((a, b) => a - b)
      .map((fraction) => ({
        fraction,
        at: delayed(partWay(state.target, calendar, startedAt, fraction), state.target, calendar, pauses),
      })),
  };
}

function statusOf(state: ClockState): ClockReading["status"] {
  if (state.metAt !== null) return "met";
  return isPaused(state) ? "paused" : "running";
}

/** The last instant at which the clock ran: a pause still open, or ended only by meeting the target, stopped it when it began. */
function lastCounted(state: ClockState, pauses: readonly Span[], now: Temporal.Instant): Temporal.Instant {
  const end = state.metAt === null ? now : Temporal.Instant.from(state.metAt);
  const last = pauses.at(-1);
  return last !== undefined && Temporal.Instant.compare(last.until, end) >= 0 ? last.from : end;
}

/** A deadline moved by the pauses that began by then; those that began later found it passed. */
function delayed(deadline: Temporal.Instant, target: Target, calendar: Calendar, pauses: readonly Span[]): Temporal.Instant {
  let moved = deadline;
  for (const pause of pauses) {
    if (Temporal.Instant.compare(pause.from, moved) > 0) break;
    moved = countsOpenTime(target)
      ? addOpen(calendar, moved, workingTimeBetween(calendar, pause.from, pause.until))
      : moved.add(pause.from.until(pause.until));
  }
  return moved;
}

/** Nothing added moves nothing: a deadline at closing time stays there. */
function addOpen(calendar: Calendar, deadline: Temporal.Instant, amount: Temporal.Duration): Temporal.Instant {
  return amount.blank ? deadline : addWorkingTime(calendar, deadline, amount);
}

/** The instant by which `fraction` of the target's own time has passed, to the millisecond. */
function partWay(target: Target, calendar: Calendar, startedAt: Temporal.Instant, fraction: number): Temporal.Instant {
  const due = dueAt(target, calendar, startedAt);
  if (!countsOpenTime(target)) return startedAt.add(part(startedAt.until(due), fraction));
  return addWorkingTime(calendar, startedAt, part(workingTimeBetween(calendar, startedAt, due), fraction));
}

function part(whole: Temporal.Duration, fraction: number): Temporal.Duration {
  return Temporal.Duration.from({ milliseconds: Math.round(whole.total("milliseconds") * fraction) });
}

function countsOpenTime(target: Target): boolean {
  return target.unit === "working_time" || target.unit === "working_days";
}
