/** What a contract's next invoices come to, before and after a change. */

import { billedDays, type ContractFacts, type CoverageChange, type Stretch } from "#core/amendments/index.ts";
import { type BillingTerms, desiredCharges, type PricedCoverage } from "#core/billing/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { plusDays } from "#core/coverage/days.ts";
import { billingPeriods } from "#core/proration/index.ts";
import type { Db } from "#platform/db/database.ts";
import { invoicedByPeriod } from "./invoiced-store.ts";

export type Forecast = {
  readonly dueOn: IsoDate;
  /** The billing period. */
  readonly startsOn: IsoDate;
  readonly endsBefore: IsoDate;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
};

export type ForecastAsked = {
  readonly before: ContractFacts;
  readonly after: ContractFacts;
  /** What differs between the two. */
  readonly changes: readonly CoverageChange[];
  readonly through: IsoDate;
};

/** Periods to come that are told. */
const ahead = 12;

/**
 * The next twelve periods that are not due by `through`, as far as anything is covered, and before them the due ones that are not
 * invoiced yet and differ: what each comes to less what was invoiced of it.
 */
export async function forecast(db: Db, { before, after, changes, through }: ForecastAsked): Promise<Forecast[]> {
  const terms = after.header.billing;
  const first = firstDifference(changes);
  const from = first !== null && first < through ? first : through;
  const periods = periodsFrom(terms, from, through);
  const start = periods[0]!.startsOn;
  const invoiced = await invoicedByPeriod(db, after.header.contractId, start);
  const sums = sumsOf(before, after, terms, { startsOn: start, through: lastDueDay(terms, periods.at(-1)!) });
  return periods.flatMap((period) => {
    const sum = sums.get(period.startsOn);
    if (sum === undefined) return [];
    const less = invoiced.get(period.startsOn) ?? 0n;
    const { dueOn } = sum;
    const found = { dueOn, ...period, beforeMinor: sum.before - less, afterMinor: sum.after - less };
    return dueOn > through || isOwed(found) ? [found] : [];
  });
}

type PeriodDays = { readonly startsOn: IsoDate; readonly endsBefore: IsoDate };

function isOwed({ beforeMinor, afterMinor }: Forecast): boolean {
  return beforeMinor !== afterMinor && beforeMinor >= 0n && afterMinor >= 0n;
}

/** The periods that hold the days from `from` to `through`, and those that fall due after. */
function periodsFrom(terms: BillingTerms, from: IsoDate, through: IsoDate): PeriodDays[] {
  const months = (ahead + 1) * terms.every.months;
  const found = billingPeriods({
    ...terms,
    anchorOn: Temporal.PlainDate.from(terms.anchorOn),
    from: Temporal.PlainDate.from(from),
    before: Temporal.PlainDate.from(through).add({ months }),
  }).map(({ startsOn, endsBefore }) => ({ startsOn: startsOn.toString(), endsBefore: endsBefore.toString() }));
  const isDue = (period: PeriodDays) =>
    (terms.timing === "advance" ? period.startsOn : plusDays(period.endsBefore, -1)) <= through;
  const due = found.filter(isDue).length;
  return found.slice(0, due + ahead);
}

function lastDueDay({ timing }: BillingTerms, last: PeriodDays): IsoDate {
  return timing === "advance" ? last.startsOn : plusDays(last.endsBefore, -1);
}

type Sums = ReadonlyMap<IsoDate, { dueOn: IsoDate; before: bigint; after: bigint }>;

/** By the first day of a period. What stands in both states as it is, is priced once. */
function sumsOf(
  before: ContractFacts,
  after: ContractFacts,
  terms: BillingTerms,
  { startsOn, through }: { readonly startsOn: IsoDate; readonly through: IsoDate },
): Sums {
  const [were, are] = [alike(billedDays(before).coverage, startsOn), alike(billedDays(after).coverage, startsOn)];
  const sums = new Map<IsoDate, { dueOn: IsoDate; before: bigint; after: bigint }>();
  const groups = new Map([...were, ...are].map(([key, { one }]) => [key, { ...one, subject: key }]));
  for (const { period, dueOn, amountMinor, subject } of desiredCharges([...groups.values()], terms, through)) {
    const sum = sums.get(period.startsOn) ?? { dueOn, before: 0n, after: 0n };
    sum.before += amountMinor * BigInt(were.get(subject)?.count ?? 0);
    sum.after += amountMinor * BigInt(are.get(subject)?.count ?? 0);
    sums.set(period.startsOn, sum);
  }
  return sums;
}

/** Coverage of the same days at the same price costs the same: it is priced once and counted. Days before `from` are left aside. */
function alike(coverage: readonly PricedCoverage[], from: IsoDate): Map<string, { one: PricedCoverage; count: number }> {
  const groups = new Map<string, { one: PricedCoverage; count: number }>();
  for (const covered of coverage) {
    if (covered.endsBefore !== null && covered.endsBefore <= from) continue;
    const startsOn = covered.startsOn < from ? from : covered.startsOn;
    const key = `${startsOn} ${covered.endsBefore} ${covered.yearlyMinor}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { one: { ...covered, startsOn }, count: 1 });
    else group.count += 1;
  }
  return groups;
}

/** The first day of which a change says something else than before; null where there is no change. */
export function firstDifference(changes: readonly CoverageChange[]): IsoDate | null {
  return changes.map(firstOf).toSorted()[0] ?? null;
}

function firstOf({ before, after }: CoverageChange): IsoDate {
  const index = before.findIndex((one, at) => !saysTheSame(one, after[at]));
  const [was, is] = index === -1 ? [undefined, after[before.length]] : [before[index], after[index]];
  if (was === undefined || is === undefined) return (was ?? is)!.startsOn;
  const earlier = (a: IsoDate, b: IsoDate) => (a < b ? a : b);
  // Alike but for their end: they differ from the earlier end on.
  if (saysTheSame({ ...was, endsBefore: null }, { ...is, endsBefore: null }))
    return earlier(was.endsBefore ?? is.endsBefore!, is.endsBefore ?? was.endsBefore!);
  return earlier(was.startsOn, is.startsOn);
}

function saysTheSame(a: Stretch, b: Stretch | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
