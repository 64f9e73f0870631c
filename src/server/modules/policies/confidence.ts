/** How far the records of accounts can be relied on (ENT8): the score of any day, its parts, and what would raise it. */

import { z } from "zod";
import type { AccountConfidence, ConfidenceRow } from "#api/policy.ts";
import { firstDayOf, type IsoMonth, monthOf, monthsBetween, plusMonths } from "#core/budget/index.ts";
import { confidenceOn, defaultConfidence, formatConfidence } from "#core/confidence/index.ts";
import { plusDays } from "#core/coverage/days.ts";
import { compareText } from "#core/order.ts";
import { counted } from "#core/entitlement/words.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./confidence-store.ts";

/** Months of one history. */
const maxMonths = 60;
/** Records that are named as the next to look at: enough for an afternoon. */
const nextToDo = 50;

export type HistoryAsked = { readonly from?: IsoMonth | undefined; readonly through?: IsoMonth | undefined };

/** The confidence in an account today, at the end of each month asked for, and what would raise it. Throws `not_found`, and `refused` for months out of order or too many. */
export async function getConfidence(ctx: Context, accountId: string, asked: HistoryAsked = {}): Promise<AccountConfidence> {
  permit(ctx.actor, "policy.read");
  const now = today(ctx);
  const months = monthsAsked(asked, monthOf(now.on));
  const moments = months.map((month) => endOf(month, now));
  const rows = await store.selectFacts(ctx.tx, [accountId], distinct([...moments, now]));
  if (rows.length === 0) throw new Problem("not_found", "There is no such account.");
  const facts = new Map(rows.map((row) => [row.on, row]));
  const current = facts.get(now.on)!;
  return {
    ...rowOf(current),
    on: now.on,
    history: moments.map(({ on }, index) => ({ month: months[index]!, on, scoreBp: confidenceOn(facts.get(on)!, on).scoreBp })),
    raises: raisesOf(current),
    unverified: await store.selectUnverified(ctx.tx, accountId, ctx.now.subtract({ hours: 365 * 24 }), nextToDo),
    unreconciled: await store.selectUnreconciled(ctx.tx, accountId, {
      on: now.on,
      since: plusDays(now.on, 1 - defaultConfidence.reconciledForDays),
      limit: nextToDo,
    }),
  };
}

const place = z.tuple([z.int(), z.string(), z.uuid()]);

/** The confidence in all accounts today, the lowest first, then by name. */
export async function listConfidence(
  ctx: Context,
  asked: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<ConfidenceRow>> {
  permit(ctx.actor, "policy.read");
  const after = readCursor(asked.cursor, place);
  const rows = (await store.selectFacts(ctx.tx, "all", [today(ctx)])).map(rowOf).toSorted(compareRows);
  const isAfter = (row: ConfidenceRow) => after === undefined || compareRows(row, rowAt(after)) > 0;
  const found = rows.filter(isAfter).slice(0, asked.limit + 1);
  return pageOf(
    found,
    asked.limit,
    ({ scoreBp, accountName, accountId }) => [scoreBp, accountName, accountId],
    (row) => row,
  );
}

/** The scores of these accounts now, 0 to 10000, in one statement. */
export async function scoresOf(ctx: Context, accountIds: readonly string[]): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map();
  const rows = await store.selectFacts(ctx.tx, accountIds, [today(ctx)]);
  return new Map(rows.map((row) => [row.accountId, confidenceOn(row, row.on).scoreBp]));
}

/** Days are those of UTC, wherever an account is; what is recorded at this instant counts. */
function today({ now }: Context): store.Moment {
  return { on: now.toZonedDateTimeISO("UTC").toPlainDate().toString(), before: now.add({ microseconds: 1 }) };
}

/** The month's last day when it is over; of the present month and those to come, today. */
function endOf(month: IsoMonth, now: store.Moment): store.Moment {
  const next = firstDayOf(plusMonths(month, 1));
  return next > now.on ? now : { on: plusDays(next, -1), before: Temporal.Instant.from(`${next}T00:00:00Z`) };
}

function monthsAsked({ from, through }: HistoryAsked, present: IsoMonth): IsoMonth[] {
  const last = through ?? present;
  const first = from ?? plusMonths(last, -11);
  const many = monthsBetween(first, last) + 1;
  if (many < 1) throw badMonths("The first month comes after the last.");
  if (many > maxMonths) throw badMonths(`A history has at most ${maxMonths} months.`);
  return Array.from({ length: many }, (_, index) => plusMonths(first, index));
}

function badMonths(message: string): Problem {
  return new Problem("refused", message, { errors: [{ pointer: "/query/from", message }] });
}

function distinct(moments: readonly store.Moment[]): store.Moment[] {
  return [...new Map(moments.map((moment) => [moment.on, moment])).values()];
}

function rowOf({ accountId, accountName, on, ...facts }: store.FactsOfAccount): ConfidenceRow {
  const { scoreBp, parts } = confidenceOn(facts, on);
  return { accountId, accountName, scoreBp, parts: parts.map((part) => ({ ...part })) };
}

const rowAt = ([scoreBp, accountName, accountId]: z.output<typeof place>) => ({ scoreBp, accountName, accountId });
type Sorted = Pick<ConfidenceRow, "scoreBp" | "accountName" | "accountId">;

function compareRows(a: Sorted, b: Sorted): number {
  return a.scoreBp - b.scoreBp || compareText(a.accountName, b.accountName) || compareText(a.accountId, b.accountId);
}

/** What would be gained by verifying all serials, and by reconciling all contracts; nothing where that is done. */
function raisesOf(facts: store.FactsOfAccount): AccountConfidence["raises"] {
  const { scoreBp, parts } = confidenceOn(facts, facts.on);
  const left = (key: string) => parts.filter((part) => part.key === key).reduce((sum, { good, of }) => sum + of - good, 0);
  const verified = confidenceOn({ ...facts, assetsVerified: facts.assets }, facts.on).scoreBp;
  const reconciled = confidenceOn({ ...facts, reconciledOn: facts.reconciledOn.map(() => facts.on) }, facts.on).scoreBp;
  const raises: AccountConfidence["raises"] = [
    raise("verify_serials", left("serials"), verified, (many) => `Verify ${counted(many, "more serial number")}`),
    raise("reconcile_contracts", left("contracts"), reconciled, (many) => `Reconcile ${counted(many, "contract")} with finance`),
  ];
  return raises.filter(({ count, scoreBp: to }) => count > 0 && to > scoreBp).toSorted((a, b) => b.scoreBp - a.scoreBp);
}

function raise(
  act: AccountConfidence["raises"][number]["act"],
  count: number,
  scoreBp: number,
  words: (count: number) => string,
): AccountConfidence["raises"][number] {
  return { act, count, scoreBp, text: `${words(count)}: ${formatConfidence(scoreBp)}.` };
}
