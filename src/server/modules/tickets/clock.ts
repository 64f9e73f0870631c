/** The clocks of a ticket's targets: events kept with their calendar, read by core's fold (SLA2, SLA4). */

import { type Calendar, type CalendarSpec, calendarAsKnownAt, makeCalendar } from "#core/calendar/index.ts";
import {
  type ClockEvent,
  type ClockReading,
  type ClockState,
  foldClock,
  isPaused as isInPause,
  readClock,
  type Target,
} from "#core/sla/index.ts";

export type Clock = {
  readonly id: string;
  /** The target's name: "first_response", "resolution". */
  readonly name: string;
  /** The opening hours of the start, zone and holidays included (SLA4). */
  readonly calendar: CalendarSpec;
  readonly events: readonly ClockEvent[];
};

/** What a plan promises a ticket, and the hours by which it is counted. */
export type Promised = {
  readonly target: Target;
  readonly calendar: CalendarSpec;
  /** Names the version of the hours. */
  readonly calendarId: string;
};

export type TargetState = "running" | "paused" | "met" | "met_late" | "breached";

/** A clock as it stands: its fold, its reading, and the one word for both. */
export type ClockFace = { readonly state: ClockState; readonly reading: ClockReading; readonly word: TargetState };

export function startClock(id: string, { target, calendar, calendarId }: Promised, at: Temporal.Instant): Clock {
  const started = { kind: "started", at: at.toString(), target, calendar: { calendarId, knownAt: at.toString() } } as const;
  return { id, name: target.name, calendar, events: [started] };
}

/** The clock under another promise: it keeps its start and its pauses (SLA4). */
export function retarget(clock: Clock, { target, calendar, calendarId }: Promised, at: Temporal.Instant): Clock {
  const { knownAt } = foldClock(clock.events).calendar;
  const retargeted = { kind: "retargeted", at: at.toString(), target, calendar: { calendarId, knownAt } } as const;
  return { ...clock, calendar, events: [...clock.events, retargeted] };
}

/** The clock with something more that happened to it. */
export function happened(clock: Clock, kind: "paused" | "resumed" | "met", at: Temporal.Instant): Clock {
  return { ...clock, events: [...clock.events, { kind, at: at.toString() }] };
}

/** Reads the clock at `now`, not before its last event. A target met after it was due is met late; one that is due and unmet is breached. */
export function readFace(clock: Clock, now: Temporal.Instant): ClockFace {
  const state = foldClock(clock.events);
  const calendar = calendarAsKnownAt(calendarOf(clock.calendar), Temporal.Instant.from(state.calendar.knownAt));
  const reading = readClock(state, calendar, now);
  return { state, reading, word: wordFor(reading) };
}

/** The instant it is due while it runs; null while it stands and once it is met. */
export function dueWhileRunning({ reading }: ClockFace): Temporal.Instant | null {
  return reading.status === "running" ? reading.dueAt : null;
}

/** When a clock is due as it stands at `now`; undefined without a clock. */
export function dueOf(clock: Clock | undefined, now: Temporal.Instant): Temporal.Instant | undefined {
  return clock && readFace(clock, now).reading.dueAt;
}

export const isMet = ({ events }: Clock): boolean => foldClock(events).metAt !== null;

/** Whether it stands in a pause. */
export const isPaused = ({ events }: Clock): boolean => isInPause(foldClock(events));

function wordFor({ status, breachedAt }: ClockReading): TargetState {
  if (status === "met") return breachedAt === null ? "met" : "met_late";
  return breachedAt === null ? status : "breached";
}

/** Calendars kept compiled: plans times zones of one desk, and room. */
const maxCalendars = 500;
const compiled = new Map<string, Calendar>();

function calendarOf(spec: CalendarSpec): Calendar {
  const key = JSON.stringify(spec);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = makeCalendar(spec);
  if (!made.ok) throw new Error(`A ticket's calendar is no calendar: ${made.refusal.message}`);
  if (compiled.size >= maxCalendars) compiled.clear();
  compiled.set(key, made.value);
  return made.value;
}
