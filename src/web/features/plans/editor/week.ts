/** A week of opening hours under somebody's hand: painted, moved, resized in quarters of an hour. */

import { weekdays } from "#web/domain/plan-terms/hours-words.ts";
import { DAY, joined, latestTo, STEP, type Weekday, type Window } from "../draft/windows.ts";

export type Week = Readonly<Record<Weekday, readonly Window[]>>;

/** A place on the picture: the row of a day, and minutes of it. */
export type Place = { readonly row: number; readonly minute: number };

/** A window by the day that it belongs to, and which of that day's it is. */
export type Origin = { readonly day: Weekday; readonly index: number };

/** The part of a window that lies on a row; across midnight it has a second, on the next. */
export type Piece = { readonly row: number; readonly from: number; readonly to: number; readonly origin: Origin };

const WEEK = 7 * DAY;

export const snapped = (minute: number): number => Math.min(DAY, Math.max(0, Math.round(minute / STEP) * STEP));

/** What is drawn on each row; Sunday night goes on at Monday's start. */
export function piecesOf(week: Week): Piece[] {
  return weekdays.flatMap((day, row) =>
    week[day].flatMap(({ from, to }, index) => {
      const origin = { day, index };
      const own = { row, from, to: Math.min(to, DAY), origin };
      return to <= DAY ? [own] : [own, { row: (row + 1) % 7, from: 0, to: to - DAY, origin }];
    }),
  );
}

/** Open between two places, on each of the rows from one to the other. Nothing is painted by a press that does not move. */
export function painted(week: Week, a: Place, b: Place): Week {
  const [from, to] = [Math.min(a.minute, b.minute), Math.max(a.minute, b.minute)];
  if (from === to) return week;
  const [first, last] = [Math.min(a.row, b.row), Math.max(a.row, b.row)];
  return withDays(week, (day, row) => (row < first || row > last ? week[day] : joined([...week[day], { from, to }])));
}

/** The window with its opening or closing time at a place; drawn to nothing it is gone. */
export function resized(week: Week, origin: Origin, edge: "from" | "to", place: Place): Week {
  const window = week[origin.day][origin.index];
  if (!window) return week;
  const row = weekdays.indexOf(origin.day);
  const minute = nearest(place.row * DAY + place.minute - row * DAY, window[edge]);
  const next = edge === "from" ? { from: Math.max(0, minute), to: window.to } : { from: window.from, to: minute };
  if (next.from >= DAY || next.to <= next.from) return removed(week, origin);
  return replaced(week, origin, { from: next.from, to: Math.min(next.to, latestTo(next.from)) });
}

/** The same time of day a week before or after, whichever is nearer to where it was: the row below Sunday is Monday. */
function nearest(minute: number, to: number): number {
  return [minute - WEEK, minute, minute + WEEK].toSorted((a, b) => Math.abs(a - to) - Math.abs(b - to))[0] ?? minute;
}

/** The window so much later, or on another day. It opens within its day. */
export function moved(week: Week, origin: Origin, from: Place, to: Place): Week {
  const window = week[origin.day][origin.index];
  const day = weekdays[weekdays.indexOf(origin.day) + to.row - from.row];
  if (!window || !day) return week;
  const opens = Math.min(DAY - STEP, Math.max(0, window.from + to.minute - from.minute));
  const next = { from: opens, to: opens + window.to - window.from };
  const without = removed(week, origin);
  return { ...without, [day]: joined([...without[day], next]) };
}

export const removed = (week: Week, { day, index }: Origin): Week => ({
  ...week,
  [day]: week[day].filter((_, each) => each !== index),
});

const replaced = (week: Week, { day, index }: Origin, window: Window): Week => ({
  ...week,
  [day]: joined(week[day].map((each, at) => (at === index ? window : each))),
});

function withDays(week: Week, windowsOf: (day: Weekday, row: number) => readonly Window[]): Week {
  return Object.fromEntries(weekdays.map((day, row) => [day, windowsOf(day, row)])) as unknown as Week;
}
