/** How much a ticket or a piece of work draws (ALW7). */

import { type Calendar, workingTimeBetween } from "../calendar/index.ts";
import { shareOf } from "../proration/share.ts";
import { admitsKind, type AllowanceTerms, type Request, type TicketAllowance, type WorkAllowance } from "./terms.ts";

/** Work as it was entered. */
export type Work = Request & {
  readonly id: string;
  /** The day on which it was done, in the contract's zone: it decides what is drawn (ALW5). */
  readonly on: string;
  /** An instant in UTC, such as "2026-03-20T23:30:00Z"; null where only the day is known. */
  readonly startedAt: string | null;
  /** Whole minutes, at least one. */
  readonly minutes: number;
  /** How many of them were out of hours: see {@link outOfHoursMinutes}. */
  readonly outOfHours: number;
  /** The kind of work; null where none was named. */
  readonly kind: string | null;
};

/** The whole tickets that one ticket counts for. */
export function ticketQuantity({ outOfHoursPercent }: TicketAllowance, isOutOfHours: boolean): number {
  return isOutOfHours ? outOfHoursPercent / 100 : 1;
}

/**
 * What work draws, in the allowance's unit: its minutes, at least the least and up to the next step; these weighted as the time
 * worked was on average, to the minute, half up; in money those minutes by the hour, half up. 0 for kinds of work that do not
 * draw.
 */
export function workQuantity(terms: WorkAllowance, work: Pick<Work, "minutes" | "outOfHours" | "kind">): number {
  if (!admitsKind(terms.workKinds, work.kind)) return 0;
  const rounded = Math.ceil(Math.max(work.minutes, terms.leastMinutes) / terms.stepMinutes) * terms.stepMinutes;
  const weight = (work.minutes - work.outOfHours) * 100 + work.outOfHours * terms.outOfHoursPercent;
  const minutes = Number(shareOf(BigInt(rounded), weight, work.minutes * 100));
  return terms.unit === "minutes" ? minutes : Number(shareOf(BigInt(terms.hourlyRateMinor), minutes, 60));
}

/**
 * How many of the minutes from an instant on the calendar is closed, half up. Where only the day of work is known, none count
 * as such.
 */
export function outOfHoursMinutes(calendar: Calendar, startedAt: string | null, minutes: number): number {
  if (startedAt === null) return 0;
  const start = Temporal.Instant.from(startedAt);
  const open = workingTimeBetween(calendar, start, start.add({ minutes }));
  return minutes - Math.ceil(open.total("minutes") - 0.5);
}

/** What units beyond the allowance cost in minor units, half up (ALW6); null where they are not billed. */
export function priceBeyond(terms: AllowanceTerms, quantity: number): bigint | null {
  if (terms.unit === "money") return terms.beyond === "bill" ? BigInt(quantity) : null;
  if (typeof terms.beyond === "string") return null;
  const rate = BigInt(terms.beyond.billMinor);
  return terms.unit === "tickets" ? rate * BigInt(quantity) : shareOf(rate, quantity, 60);
}
