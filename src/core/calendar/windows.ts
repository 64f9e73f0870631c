import { Refused } from "./refused.ts";

/** Milliseconds of a day on the calendar's line of dates, where every day has 24 hours. */
export const DAY_MS = 86_400_000;

const MINUTE_MS = 60_000;
const TIME_OF_DAY = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Open from `from` to before `to`, in milliseconds after the midnight of the day that it belongs to; `to` may pass into the next day. */
export type Window = { readonly from: number; readonly to: number };

/** The windows of one day, in order, none overlapping another. */
export type DayWindows = readonly Window[];

type Path = readonly (string | number)[];

/** Reads one day's list of `[opens, closes]`. Refuses bad times, windows without length, and windows that overlap. */
export function readWindows(given: unknown, path: Path): DayWindows {
  if (!Array.isArray(given)) {
    throw new Refused("bad_windows", `Give a list of windows such as [["09:00","17:00"]], not ${JSON.stringify(given)}.`, path);
  }
  const windows = given.map((window: unknown, index) => readWindow(window, [...path, index]));
  const ordered = windows.toSorted((a, b) => a.from - b.from);
  for (const [index, window] of ordered.entries()) {
    const next = ordered[index + 1];
    if (next !== undefined && window.to > next.from) {
      throw new Refused(
        "overlapping_windows",
        `${inWords(window)} and ${inWords(next)} overlap; join them into one window.`,
        path,
      );
    }
  }
  return ordered;
}

/** "22:00–06:00", as people write it. */
export function inWords(window: Window): string {
  return `${timeOfDay(window.from)}–${window.to === DAY_MS ? "24:00" : timeOfDay(window.to % DAY_MS)}`;
}

function readWindow(given: unknown, path: Path): Window {
  if (!Array.isArray(given) || given.length !== 2) {
    throw new Refused("bad_windows", `Give a window as ["09:00","17:00"], not ${JSON.stringify(given)}.`, path);
  }
  const from = readTime(given[0], [...path, 0]);
  const to = readTime(given[1], [...path, 1]);
  if (from === DAY_MS)
    throw new Refused("bad_time", `A window cannot open at 24:00; let it open at 00:00 of the next day.`, [...path, 0]);
  if (from === to) {
    throw new Refused(
      "empty_window",
      `A window cannot open and close at ${given[0]}; for the whole day write ["00:00","24:00"].`,
      path,
    );
  }
  return { from, to: to < from ? to + DAY_MS : to };
}

function readTime(given: unknown, path: Path): number {
  const match = typeof given === "string" ? TIME_OF_DAY.exec(given) : null;
  if (match === null) {
    throw new Refused("bad_time", `${JSON.stringify(given)} is no time of day; write HH:MM from "00:00" to "24:00".`, path);
  }
  const [, hours, minutes] = match;
  return hours === undefined ? DAY_MS : (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

function timeOfDay(milliseconds: number): string {
  const minutes = milliseconds / MINUTE_MS;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
