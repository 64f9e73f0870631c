/** Opening hours of a day as people type them, and as windows that a picture can draw and a hand can drag. */

import type { weekdays } from "#web/domain/plan-terms/hours-words.ts";

export type Weekday = (typeof weekdays)[number];

/** Open from `from` to before `to`, in minutes after the midnight of its day; `to` may pass into the next day. */
export type Window = { readonly from: number; readonly to: number };

export const DAY = 1440;

/** Hands move windows by quarters of an hour. */
export const STEP = 15;

/** "08:00–12:00, 13:00–18:00", as the field shows it; nothing for a closed day. */
export const windowsText = (windows: readonly Window[]): string =>
  windows.map(({ from, to }) => `${timeText(from)}–${timeText(to)}`).join(", ");

/** "24:00" at the day's own end, "06:00" for a quarter past it and more. */
export function timeText(minutes: number): string {
  const ofDay = minutes > DAY ? minutes - DAY : minutes;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

/** The windows that a text says, in order: "9-17", "8:00–12:00, 13–17.30", "22:00-06:00", "24 h", "closed". null where it says none. */
export function windowsFrom(text: string): Window[] | null {
  const plain = text.trim().toLowerCase();
  if (plain === "" || plain === "closed") return [];
  if (/^(24 ?h(ours)?|all day)$/.test(plain)) return [{ from: 0, to: DAY }];
  const windows = plain.split(/[,;&]| and /).map(windowFrom);
  return windows.some((window) => window === null) ? null : (windows as Window[]).toSorted((a, b) => a.from - b.from);
}

function windowFrom(text: string): Window | null {
  const [opens, closes, ...more] = text.split(/\s*(?:–|—|-|\bto\b|\buntil\b)\s*/);
  const from = timeFrom(opens);
  const to = timeFrom(closes);
  if (from === null || to === null || more.length > 0 || from === DAY || from === to) return null;
  return { from, to: to < from ? to + DAY : to };
}

/** "9", "09:00", "9.30", "0930", "24" in minutes of the day; null where it is no time. */
function timeFrom(text = ""): number | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?h?$/.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return minutes > DAY || Number(match[2] ?? 0) > 59 ? null : minutes;
}

/** When a window that opens at `from` closes at the latest: a quarter of an hour before it opens again, for a whole day is 00:00–24:00. */
export const latestTo = (from: number): number => (from === 0 ? DAY : from + DAY - STEP);

/** The same windows, those that touch or overlap joined into one. */
export function joined(windows: readonly Window[]): Window[] {
  const all: Window[] = [];
  for (const { from, to } of windows.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to)
      all[all.length - 1] = { from: last.from, to: Math.min(Math.max(last.to, to), latestTo(last.from)) };
    else all.push({ from, to });
  }
  return all;
}
