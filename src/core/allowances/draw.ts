/** From which lots a quantity is drawn on a day (ALW5), and what is done beyond them (ALW6). */

import type { IsoDate } from "../coverage/coverage.ts";
import { phaseOn } from "../coverage/in-force.ts";
import { compareText } from "../order.ts";
import { available, beyondLot, isOwn, type Lot, type LotBalance } from "./lot.ts";
import type { Lots } from "./lots-on.ts";
import { periodOf } from "./periods.ts";
import { type Admission, admitsRequest, type Allowance, type Bucket, type Request } from "./terms.ts";

export type Draw = { readonly lot: Lot; readonly quantity: number };

export type Drawn = {
  readonly draws: readonly Draw[];
  /** The part for which there are no units, and which the terms refuse. */
  readonly short: number;
  /** The part that is counted or billed beyond the allowance. */
  readonly over: number;
};

/**
 * The draws of a quantity from the lots as they are on the day ({@link lotsOn}): the narrowest bucket first, then the soonest
 * to expire, then the oldest; no more of a bucket than the limits that admit the request leave, from which the same is drawn.
 * On a day on which nothing is granted all of it is short.
 */
export function draw(allowance: Allowance, lots: Lots, request: Request, on: IsoDate, quantity: number): Drawn {
  const { draws, rest } = drawGranted(allowance, lots, request, on, quantity);
  const beyond = rest === 0 || allowance.terms.beyond === "refuse" ? null : lotBeyond(allowance, request, on);
  if (beyond === null) return { draws, short: rest, over: 0 };
  return { draws: [...draws, { lot: beyond, quantity: rest }], short: 0, over: rest };
}

/** What is left for such a request on the day, in whole units (ALW3), of the lots as they are on the day ({@link lotsOn}). */
export function availableFor(allowance: Allowance, lots: Lots, request: Request, on: IsoDate): number {
  return Number.MAX_SAFE_INTEGER - drawGranted(allowance, lots, request, on, Number.MAX_SAFE_INTEGER).rest;
}

function drawGranted(allowance: Allowance, lots: Lots, request: Request, on: IsoDate, quantity: number) {
  const draws: Draw[] = [];
  let rest = quantity;
  for (const bucket of bucketsFor(allowance, request)) {
    const limits = limitsFor(bucket, lots, request, on);
    const drawn = drawOf(lotsOf(bucket, lots, on), Math.min(rest, ...limits.map(available)));
    const taken = drawn.reduce((sum, one) => sum + one.quantity, 0);
    if (taken === 0) continue;
    draws.push(...drawn, ...limits.map((lot) => ({ lot, quantity: taken })));
    rest -= taken;
  }
  return { draws, rest };
}

/** Where use beyond the allowance is counted: at the widest bucket that admits the request, else at the widest of all. */
function lotBeyond(allowance: Allowance, request: Request, on: IsoDate): Lot | null {
  const bucket = bucketsFor(allowance, request).at(-1) ?? allowance.terms.buckets.toSorted(compareWidth).at(-1)!;
  const period = periodOf(bucket.per, allowance, on);
  return period === null ? null : beyondLot(allowance, bucket, period);
}

/** The buckets that admit the request, the narrowest first. */
function bucketsFor({ terms }: Allowance, request: Request): Bucket[] {
  return terms.buckets.filter((bucket) => admitsRequest(bucket, request)).toSorted(compareWidth);
}

/** Which admits less: that with more terms restricted, then that which lists less, then that which stands first. */
function compareWidth(a: Admission, b: Admission): number {
  const [restrictedA, listedA] = widthOf(a);
  const [restrictedB, listedB] = widthOf(b);
  return restrictedB - restrictedA || listedA - listedB;
}

function widthOf({ channels, products, severities }: Admission): [restricted: number, listed: number] {
  let restricted = 0;
  let listed = 0;
  for (const term of [channels, products, severities]) {
    if (term === "any") continue;
    restricted += 1;
    if (term !== "none") listed += term.only.length;
  }
  return [restricted, listed];
}

function lotsOf({ key }: Bucket, lots: Lots, on: IsoDate): LotBalance[] {
  return [...lots.values()]
    .filter((lot) => lot.bucketKey === key && isOwn(lot) && phaseOn(lot, on) === "in_force")
    .toSorted(
      (a, b) => compareText(expiryOf(a), expiryOf(b)) || compareText(a.grantedOn, b.grantedOn) || compareText(a.id, b.id),
    );
}

/** What never expires comes after every day. */
function expiryOf({ endsBefore }: LotBalance): string {
  return endsBefore ?? "never";
}

function limitsFor({ key, limits }: Bucket, lots: Lots, request: Request, on: IsoDate): LotBalance[] {
  const admitting = new Set(limits.filter((limit) => admitsRequest(limit, request)).map((limit) => limit.key));
  return [...lots.values()].filter(
    (lot) => lot.bucketKey === key && lot.limitKey !== null && admitting.has(lot.limitKey) && phaseOn(lot, on) === "in_force",
  );
}

/** Draws up to so many of the lots, in their order; none of a lot of which too much was drawn. */
function drawOf(lots: readonly LotBalance[], most: number): Draw[] {
  const draws: Draw[] = [];
  let rest = most;
  for (const lot of lots) {
    const quantity = Math.min(rest, available(lot));
    if (quantity <= 0) continue;
    draws.push({ lot, quantity });
    rest -= quantity;
  }
  return draws;
}
