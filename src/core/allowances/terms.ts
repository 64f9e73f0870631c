/**
 * The terms of an allowance (ALW1, ALW4–7): so many tickets, minutes or so much money for each period. Plain JSON, kept in a
 * version of a plan. Quantities are whole numbers of the unit: tickets, minutes, or minor units of the contract's currency.
 */

import type { IsoDate } from "../coverage/coverage.ts";
import type { DayRange } from "../coverage/in-force.ts";
import type { Admits, Channel, Severity } from "../entitlement/admits.ts";

/** How often it is granted. Contract years, quarters and contract months are counted from the contract's own day. */
export type AllowancePeriod = "term" | "contract_year" | "quarter" | "contract_month" | "calendar_month";

/** Which requests draw on it; products stand for their branch of the product tree. */
export type Admission = {
  readonly channels: Admits<Channel>;
  readonly products: Admits<string>;
  readonly severities: Admits<Severity>;
};

/** "Of which at most 50 by phone": what requests that it admits may draw of its bucket in a period. */
export type Limit = Admission & { readonly key: string; readonly atMost: number };

/** What is granted anew each period, for what. Buckets of one allowance stand side by side (ALW5). */
export type Bucket = Admission & {
  /** Names it within its allowance, in every version of the plan. */
  readonly key: string;
  readonly amount: number;
  readonly per: AllowancePeriod;
  readonly limits: readonly Limit[];
  /** What becomes of unused units at the end of a period (ALW6): lost, or added to the next up to so many. */
  readonly carryOver: "none" | { readonly atMost: number };
};

/** Beyond the allowance (ALW6): refuse, allow and count, or bill, in minor units for each ticket or each hour. */
export type Overage = "refuse" | "count" | { readonly billMinor: string };

type Shared = {
  readonly buckets: readonly Bucket[];
  /** What a unit out of hours counts for: 100 as one, 200 as two (ALW7). */
  readonly outOfHoursPercent: number;
};

export type TicketAllowance = Shared & {
  readonly unit: "tickets";
  readonly drawnAt: "opening" | "resolution";
  readonly beyond: Overage;
};

/** Kinds of work that draw: any, only these, none (ENT5), or all but these. */
export type WorkKinds = Admits<string> | { readonly except: readonly [string, ...string[]] };

type OfWork = Shared & {
  readonly workKinds: WorkKinds;
  /** A piece of work counts as at least so many minutes, and in steps of so many (ALW7). 1 and 1: as it was. */
  readonly leastMinutes: number;
  readonly stepMinutes: number;
};

export type MinuteAllowance = OfWork & { readonly unit: "minutes"; readonly beyond: Overage };

/** Work is priced by the hour; what is beyond is billed at that price. */
export type MoneyAllowance = OfWork & {
  readonly unit: "money";
  readonly hourlyRateMinor: string;
  readonly beyond: "refuse" | "count" | "bill";
};

export type WorkAllowance = MinuteAllowance | MoneyAllowance;

export type AllowanceTerms = TicketAllowance | WorkAllowance;

/** Terms as one contract grants them: on its days [startsOn, endsBefore), whose midnights are its zone's (COV4). */
export type Allowance<T extends AllowanceTerms = AllowanceTerms> = DayRange & {
  /** Unique among all: the ids of lots begin with it. */
  readonly id: string;
  readonly terms: T;
  /** The day from which contract years, quarters and months count: the contract's first, also where `startsOn` is later. */
  readonly anchorOn: IsoDate;
  readonly timeZone: string;
};

/** What draws: a request as far as buckets tell requests apart. null: not known, which only *any* admits. */
export type Request = {
  readonly channel: Channel | null;
  readonly severity: Severity | null;
  /** The product, then its ancestors; empty where there is none. */
  readonly productPath: readonly string[];
};

/** Whether the request may draw on it. */
export function admitsRequest({ channels, products, severities }: Admission, request: Request): boolean {
  return (
    admitsKnown(channels, request.channel) &&
    admitsKnown(severities, request.severity) &&
    (products === "any" || (products !== "none" && products.only.some((product) => request.productPath.includes(product))))
  );
}

function admitsKnown<T extends string | number>(term: Admits<T>, value: T | null): boolean {
  return term === "any" || (term !== "none" && value !== null && term.only.includes(value));
}

/** Whether work of the kind draws at all. null: no kind was named. */
export function admitsKind(kinds: WorkKinds, kind: string | null): boolean {
  if (typeof kinds === "object" && "except" in kinds) return kind === null || !kinds.except.includes(kind);
  return admitsKnown(kinds, kind);
}
