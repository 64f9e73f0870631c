/** The period that a day falls in (ALW1), reckoned on ISO days as numbers: a check asks it of every candidate. */

import type { IsoDate } from "../coverage/coverage.ts";
import { daysBetween, partsOf, plusDays } from "../coverage/days.ts";
import { type DayRange, phaseOn } from "../coverage/in-force.ts";
import { dateInZone } from "../time/zone.ts";
import type { Allowance, AllowancePeriod } from "./terms.ts";

/** A period, and what names it whatever days of it are granted: the day on which it begins by the anchor, or "term". */
export type Period = DayRange & { readonly key: string };

/** On which days something is granted, and from which day its periods count. */
export type Frame = Pick<Allowance, "anchorOn" | "startsOn" | "endsBefore">;

const monthsOf: Readonly<Record<Exclude<AllowancePeriod, "term">, number>> = {
  contract_year: 12,
  quarter: 3,
  contract_month: 1,
  calendar_month: 1,
};

/**
 * The period that holds the day, no longer than the frame; null for a day outside the frame. Boundary n is the anchor + n
 * periods, the month's last day where it is shorter, never counted from the boundary before (PRO1). A calendar month begins on
 * the 1st.
 */
export function periodOf(per: AllowancePeriod, frame: Frame, day: IsoDate): Period | null {
  if (phaseOn(frame, day) !== "in_force") return null;
  if (per === "term") return { key: "term", startsOn: frame.startsOn, endsBefore: frame.endsBefore };
  const anchor = per === "calendar_month" ? `${frame.anchorOn.slice(0, 8)}01` : frame.anchorOn;
  const months = monthsOf[per];
  const n = Math.floor((monthNumber(day) - monthNumber(anchor)) / months);
  const begun = boundary(anchor, n * months) <= day ? n : n - 1;
  const starts = boundary(anchor, begun * months);
  const ends = boundary(anchor, (begun + 1) * months);
  return {
    key: starts,
    startsOn: starts < frame.startsOn ? frame.startsOn : starts,
    endsBefore: frame.endsBefore !== null && frame.endsBefore < ends ? frame.endsBefore : ends,
  };
}

/**
 * The periods from the one that holds `from` to the last that has begun by `through`, in order; none before or after the frame.
 */
export function periodsThrough(per: AllowancePeriod, frame: Frame, from: IsoDate, through: IsoDate): Period[] {
  const periods: Period[] = [];
  let period = periodOf(per, frame, from);
  while (period !== null && period.startsOn <= through) {
    periods.push(period);
    period = period.endsBefore === null ? null : periodOf(per, frame, period.endsBefore);
  }
  return periods;
}

/** The day that it is for an allowance at an instant, by its own zone's midnights (COV4). */
export function dayFor({ timeZone }: Pick<Allowance, "timeZone">, at: string): IsoDate {
  return dateInZone(Temporal.Instant.from(at), timeZone).toString();
}

function monthNumber(day: IsoDate): number {
  const { year, month } = partsOf(day);
  return year * 12 + month - 1;
}

function boundary(anchorOn: IsoDate, months: number): IsoDate {
  const month = monthNumber(anchorOn) + months;
  const first = firstOf(month);
  const days = daysBetween(first, firstOf(month + 1));
  return plusDays(first, Math.min(partsOf(anchorOn).day, days) - 1);
}

function firstOf(month: number): IsoDate {
  const inYear = ((month % 12) + 12) % 12;
  return `${String((month - inYear) / 12).padStart(4, "0")}-${String(inYear + 1).padStart(2, "0")}-01`;
}
