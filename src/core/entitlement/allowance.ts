/** What is left of a plan's allowances on a day, and whether it is enough for what is asked (ALW1, ALW3). */

import {
  type Admission,
  admitsRequest,
  type Allowance,
  availableFor,
  type Balance,
  balancesOf,
  type Bucket,
  type Lots,
  lotsOn,
  periodOf,
  type Request,
  ticketQuantity,
} from "../allowances/index.ts";
import type { IsoDate } from "../coverage/coverage.ts";
import { Remembered } from "../remembered.ts";
import type { AllowanceLeft } from "./decision.ts";
import type { ContractFact, LotsFact } from "./facts.ts";
import type { Inquiry } from "./inquiry.ts";
import type { Channel, Plan, PlanAllowance, PlanTerms } from "./terms.ts";
import { admittedChannels, admittedSeverities } from "./words.ts";

/** One allowance of a contract on the day asked about. */
export type Supply = {
  readonly allowance: Allowance<PlanAllowance>;
  /** As they are on the day. */
  readonly lots: Lots;
  readonly on: IsoDate;
  /** What must be there: what a ticket opened now counts for, or for work one unit. */
  readonly needed: number;
  /** Each bucket, followed by its limits. */
  readonly left: readonly AllowanceLeft[];
  /** Whether there is enough whatever is asked, so that nobody need ask by which channel or for what. */
  readonly isAmple: boolean;
};

/** What an allowance lacks for a request, and so refuses it. */
export type Shortage = Pick<Supply, "needed"> & {
  readonly unit: AllowanceLeft["unit"];
  /** The bucket or limit that has too little; null where the allowance grants nothing for such a request. */
  readonly spent: AllowanceLeft | null;
  /** What that grants anew each period. */
  readonly amount: number;
};

/** The id of an allowance of a contract: the ledger's, and where the ids of its lots begin. */
export function allowanceId(contractId: string, planId: string, key: string): string {
  return `${contractId}/${planId}/${key}`;
}

/** An allowance of the plan as a contract grants it: on the contract's days, counted from its first (ALW1). */
export function allowanceOf<T extends PlanAllowance>(contract: ContractFact, planId: string, terms: T): Allowance<T> {
  const { id, startsOn, endsBefore, timeZone } = contract;
  return { id: allowanceId(id, planId, terms.key), terms, anchorOn: startsOn, startsOn, endsBefore, timeZone };
}

/**
 * The plan's allowances on the day `on`, in the order of its terms. Coverage without a contract has no contract year, so nothing
 * is counted against it. `isOutOfHours` is asked only where a ticket then counts for more.
 */
export function suppliesOf(
  plan: Plan,
  contract: ContractFact | null,
  facts: readonly LotsFact[],
  on: IsoDate,
  isOutOfHours: () => boolean,
): readonly Supply[] {
  const { allowances } = plan.terms;
  if (contract === null || allowances.length === 0) return none;
  const lots = allowances.map(({ key }) => lotsOf(contract.id, plan.id, key, facts));
  const weighsMore = allowances.some(isWeighted) && isOutOfHours();
  const before = reckoned.get(contract);
  if (before?.plan === plan && before.on === on && before.weighsMore === weighsMore && isSame(before.lots, lots))
    return before.supplies;
  const supplies = allowances.map((one, place) => supplyOf(allowanceOf(contract, plan.id, one), lots[place]!, on, weighsMore));
  reckoned.set(contract, { plan, on, weighsMore, lots, supplies });
  return supplies;
}

const none: readonly never[] = [];

/** What was reckoned last for a contract: thousands ask about few of them, and most about today. */
const maxReckoned = 2000;
const reckoned = new Remembered<ContractFact, Reckoned>(maxReckoned);

type Reckoned = {
  readonly plan: Plan;
  readonly on: IsoDate;
  readonly weighsMore: boolean;
  readonly lots: readonly LotsFact["lots"][];
  readonly supplies: readonly Supply[];
};

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, place) => one === b[place]);
}

function isWeighted(terms: PlanAllowance): boolean {
  return terms.unit === "tickets" && terms.outOfHoursPercent > 100;
}

function supplyOf(allowance: Supply["allowance"], lots: LotsFact["lots"], on: IsoDate, weighsMore: boolean): Supply {
  const { terms } = allowance;
  const standing = lotsOn(allowance, lots, on);
  const left = leftOf(allowance, standing, on);
  const needed = terms.unit === "tickets" && isWeighted(terms) ? ticketQuantity(terms, weighsMore) : 1;
  return { allowance, lots: standing, on, needed, left, isAmple: isAmple(terms, left, needed) };
}

/** A bucket for everything has enough, and so has each of its limits. */
function isAmple({ buckets }: PlanAllowance, left: readonly AllowanceLeft[], needed: number): boolean {
  const wide = buckets.find(({ channels, products, severities }) =>
    [channels, products, severities].every((one) => one === "any"),
  );
  const ofWide = left.filter(({ bucket }) => bucket === wide?.key);
  return ofWide.length > 0 && ofWide.every((one) => one.left >= needed);
}

function lotsOf(contractId: string, planId: string, key: string, facts: readonly LotsFact[]): LotsFact["lots"] {
  return facts.find((one) => one.contractId === contractId && one.planId === planId && one.key === key)?.lots ?? none;
}

function leftOf(allowance: Supply["allowance"], lots: Lots, on: IsoDate): AllowanceLeft[] {
  return balancesOf(allowance, lots, on).flatMap((balance) => {
    const bucket = allowance.terms.buckets.find(({ key }) => key === balance.bucketKey)!;
    return [ofBucket(allowance, bucket, balance, on), ...ofLimits(allowance, bucket, balance, on)];
  });
}

function ofBucket(allowance: Supply["allowance"], bucket: Bucket, balance: Balance, on: IsoDate): AllowanceLeft {
  const { granted, held, consumed, over } = balance;
  const left = Math.max(0, balance.available);
  return { ...shared(allowance, bucket, bucket, on), limit: null, granted, held, used: consumed, left, over };
}

function ofLimits(allowance: Supply["allowance"], bucket: Bucket, { limits }: Balance, on: IsoDate): AllowanceLeft[] {
  // A balance tells those of the terms only, whatever else was ever drawn on.
  return limits.map(({ key, atMost, used, held, available }) => {
    const limit = bucket.limits.find((one) => one.key === key)!;
    const amounts = { granted: atMost, held, used: used - held, left: Math.max(0, available), over: 0 };
    return { ...shared(allowance, bucket, limit, on), limit: key, ...amounts };
  });
}

function shared({ terms, ...days }: Supply["allowance"], { key, per }: Bucket, admission: Admission, on: IsoDate) {
  const { channels, products, severities } = admission;
  const whole = per === "term" ? days : { ...days, endsBefore: null };
  const { startsOn, endsBefore } = periodOf(per, whole, on)!;
  const beyond = typeof terms.beyond === "string" ? terms.beyond : ("bill" as const);
  return {
    allowance: terms.key,
    bucket: key,
    unit: terms.unit,
    per,
    channels,
    products,
    severities,
    beyond,
    startsOn,
    endsBefore,
  };
}

/**
 * What stands in the way of what is asked: for what the question leaves open, only what no way of completing it by the plan
 * goes around (ENT14). null where there is a way.
 */
export function shortageFor(supplies: readonly Supply[], inquiry: Inquiry, terms: PlanTerms): Shortage | null {
  const refusing = supplies.filter(mayRefuse);
  if (refusing.length === 0) return null;
  let first: Shortage | null = null;
  for (const request of requestsMeant(inquiry, terms, refusing)) {
    const shortage = shortageOf(refusing, request);
    if (shortage === null) return null;
    first ??= shortage;
  }
  return first;
}

/** For each channel of the plan what would stand in the way of the same by that channel. */
export function shortagesByChannel(
  inquiry: Inquiry,
  terms: PlanTerms,
  supplies: readonly Supply[],
): ReadonlyMap<Channel, Shortage | null> {
  const by = (channel: Channel): Inquiry => ({ ...inquiry, question: { ...inquiry.question, channel } });
  const isTold = supplies.some(mayRefuse);
  return new Map(admittedChannels(terms.channels).map((one) => [one, isTold ? shortageFor(supplies, by(one), terms) : null]));
}

function mayRefuse({ allowance, isAmple }: Supply): boolean {
  return !isAmple && allowance.terms.beyond === "refuse";
}

function shortageOf(refusing: readonly Supply[], request: Request): Shortage | null {
  for (const { allowance, lots, on, needed, left } of refusing) {
    if (availableFor(allowance, lots, request, on) >= needed) continue;
    const spent = left.find((one) => one.left < needed && admitsRequest(one, request)) ?? null;
    return { unit: allowance.terms.unit, needed, spent, amount: spent === null ? 0 : amountOf(allowance.terms, spent) };
  }
  return null;
}

function amountOf({ buckets }: PlanAllowance, { bucket: key, limit }: AllowanceLeft): number {
  const bucket = buckets.find((one) => one.key === key)!;
  return limit === null ? bucket.amount : bucket.limits.find((one) => one.key === limit)!.atMost;
}

/** The requests that the question may be, as far as the allowances tell them apart. */
function requestsMeant({ question, productPath, draws }: Inquiry, terms: PlanTerms, supplies: readonly Supply[]): Request[] {
  const admissions = supplies.flatMap(({ allowance }) =>
    allowance.terms.buckets.flatMap((bucket): Admission[] => [bucket, ...bucket.limits]),
  );
  const tells = (term: keyof Admission): boolean => admissions.some((one) => one[term] !== "any");
  if (terms.channels === "none" || terms.severities === "none") return [];
  const { channel, severity } = question;
  const channels = channel !== undefined ? [channel] : tells("channels") ? admittedChannels(terms.channels) : [null];
  const severities = severity !== undefined ? [severity] : tells("severities") ? admittedSeverities(terms.severities) : [null];
  const listed = admissions.flatMap(({ products }) => (typeof products === "object" ? products.only : []));
  const paths = draws || productPath.length > 0 ? [productPath] : [[], ...listed.map((product) => [product])];
  return channels.flatMap((one) =>
    severities.flatMap((two) => paths.map((path) => ({ channel: one, severity: two, productPath: path }))),
  );
}
