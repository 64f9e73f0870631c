/** What work draws on allowances of minutes and money: all of a contract's work, drawn anew whenever some of it changes (ALW5). */

import {
  type Allocation,
  type Allowance,
  type AllowanceTerms,
  dayFor,
  type EarlierTerms,
  type Moved,
  type Taken,
  type Work,
  type WorkAllowance,
  workEntries,
} from "#core/allowances/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import type { PlanAllowance, PlanTerms } from "#core/entitlement/terms.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { type Alert, type Book, openBook, withWritten } from "./book.ts";
import { holdAllowances, lotOf, readAllTaken } from "./book-store.ts";
import { write } from "./happen.ts";
import { OpeningHours } from "./hours.ts";
import { allowanceUnder, type AllowanceName } from "./use.ts";
import * as store from "./work-store.ts";

/** What a piece of work draws of one allowance, by the allowance's key. */
export type AllocationOf = Allocation & { readonly allowance: string; readonly unit: WorkAllowance["unit"] };

export type WorkDrawn = {
  /** Work that now draws otherwise than before: the difference that is shown (ALW5). */
  readonly moved: readonly Moved[];
  /** What each piece of work of these contracts draws: where the terms refuse what is beyond, some of it is `short` (ALW6). */
  readonly allocations: readonly AllocationOf[];
  readonly alerts: readonly Alert[];
};

/**
 * Draws all work of these contracts anew, as it is booked now. Called in the transaction that changed it, after the change. What was
 * drawn and is no longer booked there is given back.
 */
export async function workChanged(ctx: Context, contractIds: Iterable<string>): Promise<WorkDrawn> {
  permit(ctx.actor, "allowances.draw");
  const plans = await store.selectWorkPlans(ctx.tx, contractIds, ctx.now);
  const granted = plans.flatMap(grantedTo);
  if (granted.length === 0) return { moved: [], allocations: [], alerts: [] };
  await holdAllowances(
    ctx.tx,
    granted.map(({ name }) => name),
  );
  const books = await readBooks(ctx, granted);
  const works = await worksOf(ctx, granted);
  const drawn = granted.map((one) => drawnAnew(ctx, one, books.get(one.allowance.id)!, works.get(one.allowance.id) ?? []));
  const alerts = await write(
    ctx,
    drawn.map(({ book }) => book),
  );
  return { moved: drawn.flatMap(({ moved }) => moved), allocations: drawn.flatMap(({ allocations }) => allocations), alerts };
}

/** An allowance that work of a contract draws on, from the first day on which the plan's terms have it. */
type Granted = {
  readonly name: AllowanceName;
  readonly allowance: Allowance<WorkAllowance>;
  readonly earlier: readonly EarlierTerms[];
  /** The opening hours, by the day from which they hold. */
  readonly hours: readonly { readonly from: IsoDate; readonly hours: PlanTerms["hours"] }[];
};

function grantedTo(plan: store.WorkPlan): Granted[] {
  const keys = new Set(plan.versions.flatMap(({ terms }) => terms.allowances.map(({ key }) => key)));
  return [...keys].flatMap((key) => grantedBy(plan, key) ?? []);
}

function grantedBy(plan: store.WorkPlan, key: string): Granted | null {
  const { contractId, planId, timeZone, startsOn } = plan;
  const versions = plan.versions.map(({ effectiveOn, terms }) => ({ from: effectiveOn, term: ofWork(terms.allowances, key) }));
  const given = versions.filter(({ term }) => term !== null);
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return null;
  // No longer a part of the plan: it ends where the terms without it begin.
  const gone = versions.at(-1) === last ? null : versions[versions.indexOf(last) + 1]!.from;
  const frame = {
    contractId,
    planId,
    timeZone,
    anchorOn: startsOn,
    startsOn: first.from > startsOn ? first.from : startsOn,
    endsBefore: earliest(plan.endsBefore, gone),
  };
  return {
    name: { contractId, planId, key },
    allowance: allowanceUnder(frame, last.term!) as Allowance<WorkAllowance>,
    earlier: given.slice(0, -1).map(({ term }, place) => ({ terms: term!, before: given[place + 1]!.from })),
    hours: plan.versions.map(({ effectiveOn, terms }) => ({ from: effectiveOn, hours: terms.hours })),
  };
}

function ofWork(allowances: readonly PlanAllowance[], key: string): (PlanAllowance & WorkAllowance) | null {
  const term = allowances.find((one) => one.key === key);
  return term === undefined || !isOfWork(term) ? null : term;
}

function isOfWork<T extends AllowanceTerms>(terms: T): terms is T & WorkAllowance {
  return terms.unit !== "tickets";
}

function earliest(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

type Held = { readonly book: Book<WorkAllowance>; readonly taken: Map<string, Taken[]> };

async function readBooks(ctx: Context, granted: readonly Granted[]): Promise<Map<string, Held>> {
  const { lots, taken } = await readAllTaken(
    ctx.tx,
    granted.map(({ allowance }) => allowance.id),
  );
  const lotsOf = Map.groupBy(lots, ({ allowanceId }) => allowanceId);
  const takenOf = Map.groupBy(taken, ({ allowanceId }) => allowanceId);
  return new Map(
    granted.map(({ allowance }) => [
      allowance.id,
      {
        book: openBook(allowance, (lotsOf.get(allowance.id) ?? []).map(lotOf)),
        taken: Map.groupBy(takenOf.get(allowance.id) ?? [], ({ useId }) => useId),
      },
    ]),
  );
}

/** The work that draws on each allowance, by its id. */
async function worksOf(ctx: Context, granted: readonly Granted[]): Promise<Map<string, Work[]>> {
  const booked = await store.selectBookedWork(ctx.tx, new Set(granted.map(({ name }) => name.contractId)));
  const paths = await store.selectProductPaths(
    ctx.tx,
    booked.flatMap(({ productId }) => productId ?? []),
  );
  const opening = new OpeningHours();
  return new Map(
    granted.map((one) => [
      one.allowance.id,
      booked
        .filter(({ contractId, planId }) => contractId === one.name.contractId && planId === one.name.planId)
        .map((work) => ({
          ...work,
          productPath: work.productId === null ? [] : (paths.get(work.productId) ?? []),
          outOfHours: outOfHours(one, work, opening),
        })),
    ]),
  );
}

/** Where all time counts the same nobody needs to know when it was. */
function outOfHours({ allowance, earlier, hours }: Granted, work: store.BookedWork, opening: OpeningHours): number {
  const weighs = [allowance.terms, ...earlier.map(({ terms }) => terms)].some((terms) => terms.outOfHoursPercent !== 100);
  const open = hours.findLast(({ from }) => from <= work.on);
  if (!weighs || open === undefined) return 0;
  return opening.outside(open.hours, work.accountZone, work.startedAt, work.minutes);
}

function drawnAnew(ctx: Context, { name, allowance, earlier }: Granted, { book, taken }: Held, works: readonly Work[]) {
  const cause = { event: `work ${ctx.newId()}`, on: dayFor(allowance, ctx.now.toString()) };
  const { entries, lots, moved, allocations } = workEntries(allowance, book.lots, taken, works, cause, earlier);
  const { unit } = allowance.terms;
  return {
    book: withWritten<AllowanceTerms>(book, { entries, lots }),
    moved,
    allocations: allocations.map((one) => ({ ...one, allowance: name.key, unit })),
  };
}
