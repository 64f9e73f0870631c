/** Which months, up to which day, as known when. */

import { maxMonths } from "#api/projects.ts";
import { monthsBetween, type MonthSpan, plusMonths } from "#core/budget/index.ts";
import type { IsoDate } from "#core/coverage/coverage.ts";
import { dateInZone } from "#core/time/zone.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";

export type LensAsked = {
  readonly from?: string | undefined;
  readonly through?: string | undefined;
  readonly at?: IsoDate | undefined;
  readonly knownAt?: string | undefined;
};

export type Lens = {
  readonly span: MonthSpan;
  /** The day up to which "to date" reaches. */
  readonly at: IsoDate;
  readonly knownAt: Temporal.Instant | undefined;
  /** As told with the answer. */
  readonly asked: { readonly from: string; readonly through: string; readonly at: string; readonly knownAt: string | null };
};

/**
 * Fills in what was left out: today in the zone, and the calendar year of the day; of one month given, the year that it begins or ends.
 * Throws `refused` for months that run backwards, or more than are told at once.
 */
export function lensOf(ctx: Context, asked: LensAsked, timeZone = "UTC"): Lens {
  const at = asked.at ?? dateInZone(ctx.now, timeZone).toString();
  const knownAt = asked.knownAt === undefined ? undefined : Temporal.Instant.from(asked.knownAt);
  const year = at.slice(0, 4);
  const from = asked.from ?? (asked.through === undefined ? `${year}-01` : plusMonths(asked.through, -11));
  const through = asked.through ?? (asked.from === undefined ? `${year}-12` : plusMonths(asked.from, 11));
  const months = monthsBetween(from, through) + 1;
  if (months < 1) throw refusal(`From ${from} through ${through} there is no month. Swap the two.`);
  if (months > maxMonths)
    throw refusal(`From ${from} through ${through} there are ${months} months. Ask for ${maxMonths} at most.`);
  return { span: { from, through }, at, knownAt, asked: { from, through, at, knownAt: knownAt?.toString() ?? null } };
}

function refusal(detail: string): Problem {
  return new Problem("refused", detail, { errors: [{ pointer: "/query/through", message: detail }] });
}
