/** How an allowance stands on a day, bucket by bucket (ALW3), whom to warn (ALW7), and how long it lasts. */

import type { IsoDate } from "../coverage/coverage.ts";
import { daysBetween, plusDays } from "../coverage/days.ts";
import { type DayRange, phaseOn } from "../coverage/in-force.ts";
import { type Amounts, available, isOwn, type LotBalance } from "./lot.ts";
import { type Lots, lotsOn } from "./lots-on.ts";
import { periodOf } from "./periods.ts";
import type { Allowance, Bucket } from "./terms.ts";

export type Balance = DayRange & {
  readonly bucketKey: string;
  /** Of the lots in force on the day: what the period granted, was carried over, topped up and adjusted. */
  readonly granted: number;
  readonly held: number;
  readonly consumed: number;
  /** granted − consumed: what is left if whatever is held is not drawn. */
  readonly remaining: number;
  /** granted − held − consumed. */
  readonly available: number;
  /** Used beyond the allowance in the period, held or consumed. */
  readonly over: number;
  readonly limits: readonly LimitBalance[];
};

export type LimitBalance = {
  readonly key: string;
  readonly atMost: number;
  /** Held or consumed. */
  readonly used: number;
  readonly held: number;
  readonly available: number;
};

/**
 * Each bucket's balance in the period that holds the day, in the order of the terms; none on a day outside the allowance's.
 * Writes nothing: what has not been granted yet because nobody asked is counted as granted.
 */
export function balancesOn(allowance: Allowance, lots: Iterable<LotBalance>, on: IsoDate): Balance[] {
  return balancesOf(allowance, lotsOn(allowance, lots, on), on);
}

/** The same of the lots as they are on the day ({@link lotsOn}). */
export function balancesOf(allowance: Allowance, standing: Lots, on: IsoDate): Balance[] {
  return allowance.terms.buckets.flatMap((bucket) => balanceOf(allowance, bucket, standing, on) ?? []);
}

function balanceOf(allowance: Allowance, bucket: Bucket, standing: Lots, on: IsoDate): Balance | null {
  const period = periodOf(bucket.per, allowance, on);
  if (period === null) return null;
  const inForce = [...standing.values()].filter((lot) => lot.bucketKey === bucket.key && phaseOn(lot, on) === "in_force");
  const { granted, held, consumed } = totalOf(inForce.filter(isOwn));
  const beyond = totalOf(inForce.filter(({ kind }) => kind === "beyond"));
  return {
    bucketKey: bucket.key,
    startsOn: period.startsOn,
    endsBefore: period.endsBefore,
    granted,
    held,
    consumed,
    remaining: granted - consumed,
    available: granted - held - consumed,
    over: beyond.held + beyond.consumed,
    limits: inForce
      .filter(({ kind }) => kind === "limit")
      .map((lot) => ({
        key: lot.limitKey!,
        atMost: lot.granted,
        used: lot.held + lot.consumed,
        held: lot.held,
        available: available(lot),
      })),
  };
}

function totalOf(lots: readonly Amounts[]): Omit<Amounts, "expired"> {
  const sum = (amount: keyof Amounts) => lots.reduce((total, lot) => total + lot[amount], 0);
  return { granted: sum("granted"), held: sum("held"), consumed: sum("consumed") };
}

/** The parts of an allowance, in percent, at which somebody is told (ALW7). */
export const alertPercents = [80, 100] as const;

type Used = Pick<Balance, "granted" | "held" | "consumed" | "over">;

/**
 * The alerts to give when a balance changes: those whose part was not used before and is now, what is held and beyond included.
 * Nothing is rounded. An allowance of 0 is used up by the first use beyond it.
 */
export function alertsOn(before: Used, after: Used): (typeof alertPercents)[number][] {
  return alertPercents.filter((percent) => !hasUsed(before, percent) && hasUsed(after, percent));
}

function hasUsed(balance: Used, percent: number): boolean {
  const used = usedOf(balance);
  return used > 0 && used * 100 >= percent * balance.granted;
}

function usedOf({ held, consumed, over }: Used): number {
  return held + consumed + over;
}

/**
 * The day by whose end all that is granted will be used, if use goes on as it did from the period's first day to the end of
 * `on`; that day itself where nothing is left. null where the period ends first, or nothing was used.
 */
export function runsOutOn(balance: Used & DayRange, on: IsoDate): IsoDate | null {
  const used = usedOf(balance);
  if (used === 0) return null;
  if (used >= balance.granted) return on;
  const elapsed = daysBetween(balance.startsOn, on) + 1;
  const day = plusDays(balance.startsOn, Math.ceil((balance.granted * elapsed) / used) - 1);
  return balance.endsBefore !== null && day >= balance.endsBefore ? null : day;
}
