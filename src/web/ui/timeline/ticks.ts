import { dayNumber, isoDay } from "#web/ui/format/days.ts";
import type { View } from "./view.ts";

export type Tick = {
  readonly day: number;
  readonly label: string;
  /** Begins a year (or, seen closely, a month). */ readonly strong: boolean;
};

/** A label needs about this much room. */
const ROOM_PX = 58;

type Unit = { readonly unit: "day" | "month"; readonly step: number; readonly days: number };

const units: readonly Unit[] = [
  { unit: "day", step: 1, days: 1 },
  { unit: "day", step: 7, days: 7 },
  { unit: "month", step: 1, days: 30.4 },
  { unit: "month", step: 3, days: 91.3 },
  { unit: "month", step: 6, days: 182.6 },
  { unit: "month", step: 12, days: 365.2 },
  { unit: "month", step: 24, days: 730.5 },
];

const locale = navigator.language;
const dayLabel = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const monthLabel = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });

/** The marks of the axis for a view `width` pixels wide: as many as their labels have room for, at round dates. */
export function ticksOf(view: View, width: number): Tick[] {
  const unit = units.find(({ days }) => (days / view.days) * width >= ROOM_PX) ?? units.at(-1)!;
  return unit.unit === "day" ? dayTicks(view, unit.step) : monthTicks(view, unit.step);
}

/** Weeks begin on Monday: day 4 of 1970 was one. */
const FIRST_MONDAY = 4;

function dayTicks(view: View, step: number): Tick[] {
  const anchor = step === 7 ? FIRST_MONDAY : 0;
  const first = Math.ceil((view.from - anchor) / step) * step + anchor;
  const ticks: Tick[] = [];
  for (let day = first; day < view.from + view.days; day += step) {
    ticks.push({ day, label: dayLabel.format(dateOf(day)), strong: isoDay(day).endsWith("-01") });
  }
  return ticks;
}

function monthTicks(view: View, step: number): Tick[] {
  const start = dateOf(view.from);
  const ticks: Tick[] = [];
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (;;) {
    const year = Math.floor(month / 12);
    const day = dayNumber(`${String(year).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`);
    if (day >= view.from + view.days) return ticks;
    const isYear = month % 12 === 0;
    if (day >= view.from) ticks.push({ day, label: isYear ? String(year) : monthLabel.format(dateOf(day)), strong: isYear });
    month += step;
  }
}

const dateOf = (day: number): Date => new Date(`${isoDay(day)}T00:00:00Z`);
