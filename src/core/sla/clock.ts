import type { Target } from "./target.ts";

/**
 * Which calendar a clock goes by: a stored specification that never changes, as known at an instant (SLA4).
 * The shell loads it and asks `calendarAsKnownAt`.
 */
export type CalendarVersion = { readonly calendarId: string; readonly knownAt: string };

/**
 * What happened to a clock (SLA2). Plain JSON, to be stored and never changed; `at` is an instant, "2026-03-02T09:00:00Z".
 * `started` carries the terms that hold (SLA4); `retargeted` brings others. `breached` records that a breach was
 * acted upon: that there is one follows from the other events, whether or not anybody was there to record it.
 */
export type ClockEvent =
  | { readonly kind: "started"; readonly at: string; readonly target: Target; readonly calendar: CalendarVersion }
  | { readonly kind: "retargeted"; readonly at: string; readonly target: Target; readonly calendar: CalendarVersion }
  | { readonly kind: "paused" | "resumed" | "met" | "breached"; readonly at: string };

/** A stretch in which the clock stood. `until` null: it still does. */
export type Pause = { readonly from: string; readonly until: string | null };

/** What the events come to. Plain JSON. When it is due, and whether that has passed, `readClock` says. */
export type ClockState = {
  readonly startedAt: string;
  readonly target: Target;
  readonly calendar: CalendarVersion;
  readonly pauses: readonly Pause[];
  readonly metAt: string | null;
  /** When a breach of the present target was acted upon. */
  readonly breachRecordedAt: string | null;
};

/**
 * Folds a clock's events, in order of time, into its state: the same events, the same state (SLA2).
 *
 * To pause a paused clock, or to resume a running one, changes nothing. A target that was met can be retargeted or resumed,
 * which owes it again without the time between; nothing else changes it. A retarget keeps the start and the pauses, and
 * forgets the recorded breach: it is another promise (SLA4).
 * Throws a RangeError unless the first event, and no other, is `started`, and where an event is earlier than the one before it.
 */
export function foldClock(events: readonly ClockEvent[]): ClockState {
  const [first, ...rest] = events;
  if (first?.kind !== "started") throw new RangeError("A clock's first event is that it started.");
  let last = first.at;
  let state: ClockState = {
    startedAt: first.at,
    target: first.target,
    calendar: first.calendar,
    pauses: [],
    metAt: null,
    breachRecordedAt: null,
  };
  for (const event of rest) {
    if (Temporal.Instant.compare(event.at, last) < 0)
      throw new RangeError(`${event.kind} at ${event.at} comes before the event of ${last}.`);
    state = apply(state, event);
    last = event.at;
  }
  return state;
}

/** Whether the clock stands in a pause. */
export function isPaused(state: ClockState): boolean {
  return state.pauses.at(-1)?.until === null;
}

function apply(state: ClockState, event: ClockEvent): ClockState {
  if (event.kind === "started") throw new RangeError("A clock starts once.");
  if (event.kind === "retargeted") return { ...state, target: event.target, calendar: event.calendar, breachRecordedAt: null };
  if (event.kind === "breached") return { ...state, breachRecordedAt: state.breachRecordedAt ?? event.at };
  if (state.metAt !== null) return event.kind === "resumed" ? reopened(state, state.metAt, event.at) : state;
  switch (event.kind) {
    case "paused":
      return isPaused(state) ? state : { ...state, pauses: [...state.pauses, { from: event.at, until: null }] };
    case "resumed":
      return endPause(state, event.at);
    case "met":
      return { ...endPause(state, event.at), metAt: event.at };
  }
}

/** Owed again: it stood since it was met, or since the pause in which it was. */
function reopened(state: ClockState, metAt: string, at: string): ClockState {
  const last = state.pauses.at(-1);
  const pauses =
    last?.until === metAt
      ? [...state.pauses.slice(0, -1), { from: last.from, until: at }]
      : [...state.pauses, { from: metAt, until: at }];
  return { ...state, pauses, metAt: null };
}

function endPause(state: ClockState, until: string): ClockState {
  return { ...state, pauses: state.pauses.map((pause) => (pause.until === null ? { ...pause, until } : pause)) };
}
