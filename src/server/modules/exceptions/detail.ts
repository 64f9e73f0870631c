/** One exception: what it is about, how its cost grew, and what renewing would take. */

import type { ExceptionDetail } from "#api/exceptions.ts";
import { lastDay } from "#core/coverage/days.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import * as store from "./detail-store.ts";
import { dayAt } from "./due.ts";
import { moneyFor, rowOf } from "./list.ts";
import { type ExceptionFilter, type ExceptionFound, selectExceptions } from "./list-store.ts";

/** Stretches of cover that are told: those of a decade. */
const maxHistory = 100;

/** By id or number ("X-1001"). Throws `not_found`. */
export async function getException(ctx: Context, name: string): Promise<ExceptionDetail> {
  permit(ctx.actor, "exceptions.read");
  const [row] = await selectExceptions(ctx.tx, named(name), "newest", undefined, 1);
  if (row === undefined) throw noException();
  const history = await store.selectHistory(ctx.tx, row.id, maxHistory);
  const growth = await store.selectGrowth(ctx.tx, row.id);
  return {
    ...rowOf(ctx, row),
    decisionId: row.decisionId,
    outcomeNote: row.outcomeNote,
    closed: row.closedAt === null ? null : { at: row.closedAt.toString(), by: row.closedBy! },
    history: history.map(({ endsBefore, yearlyMinor, currency, recordedAt, ...stretch }) => ({
      ...stretch,
      lastOn: lastDay(endsBefore),
      yearlyValue: moneyFor(ctx, currency, yearlyMinor),
      recordedAt: recordedAt.toString(),
    })),
    coveredBy: await coveredBy(ctx, row),
    growth: growth.map(({ costMinor, ...month }) => ({ ...month, cost: moneyFor(ctx, row.currency, costMinor) })),
    renewal: await renewalOf(ctx, row, history),
  };
}

export const noException = (): Problem => new Problem("not_found", "There is no such exception.");

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function named(name: string): ExceptionFilter {
  const number = /^x-?(\d{1,15})$/i.exec(name)?.[1];
  if (number !== undefined) return { number: BigInt(number) };
  if (uuid.test(name)) return { id: name };
  throw noException();
}

async function coveredBy(ctx: Context, row: ExceptionFound): Promise<ExceptionDetail["coveredBy"]> {
  if (row.coveredBy === null) return null;
  return { contractId: row.coveredBy, contractNumber: await store.selectContractNumber(ctx.tx, row.coveredBy) };
}

/** The contract that ended last before it was opened, and what it cost a year; null where none did and the decision named none. */
async function renewalOf(
  ctx: Context,
  row: ExceptionFound,
  history: readonly store.HistoryRow[],
): Promise<ExceptionDetail["renewal"]> {
  const openedOn = dayAt(row.openedAt, row.timeZone);
  const ended = history
    .filter(({ endsBefore }) => endsBefore !== null && endsBefore <= openedOn)
    .toSorted((a, b) => (a.endsBefore! < b.endsBefore! ? 1 : -1))[0];
  const text = await store.selectRenewalWords(ctx.tx, row.decisionId);
  if (ended === undefined && text === null) return null;
  return {
    contractId: ended?.contractId ?? null,
    contractNumber: ended?.contractNumber ?? null,
    endedOn: lastDay(ended?.endsBefore ?? null),
    yearly: ended === undefined ? null : moneyFor(ctx, ended.currency, ended.yearlyMinor),
    text,
  };
}
