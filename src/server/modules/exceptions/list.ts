/** Exceptions as a list that is worked through, the cost of each as it is now. */

import { z } from "zod";
import type { ExceptionRow } from "#api/exceptions.ts";
import type { Context } from "#platform/context.ts";
import { type Page, pageOf, readCursor } from "#platform/page.ts";
import { may, permit } from "#platform/permit.ts";
import * as store from "./list-store.ts";

export type ExceptionsAsked = {
  readonly status?: store.ExceptionStatus | undefined;
  readonly accountId?: string | undefined;
  readonly from?: string | undefined;
  readonly through?: string | undefined;
  readonly q?: string | undefined;
  readonly assignee: "me" | "nobody" | "anybody";
  readonly sort: store.ExceptionSort;
};

type Listed = Page<ExceptionRow> & {
  readonly total: number;
  readonly totalMinutes: number;
  readonly totalCost: { minor: string; currency: string }[];
};

const places = {
  newest: z.tuple([z.string().refine(isInstant), z.uuid()]),
  oldest: z.tuple([z.string().refine(isInstant), z.uuid()]),
  cost: z.tuple([z.string().regex(/^\d{1,9}$/), z.uuid()]),
  account: z.tuple([z.string(), z.uuid()]),
};

/** An instant as the database writes it. */
function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** The exceptions that the filter leaves, and what all of them come to. */
export async function listExceptions(
  ctx: Context,
  asked: ExceptionsAsked & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Listed> {
  permit(ctx.actor, "exceptions.read");
  const filter = filterFrom(ctx, asked);
  const after = readCursor(asked.cursor, places[asked.sort]);
  const found = await store.selectExceptions(ctx.tx, filter, asked.sort, after, asked.limit + 1);
  const { costs, ...totals } = await store.selectTotals(ctx.tx, filter);
  const page = pageOf(
    found,
    asked.limit,
    ({ sortValue, id }) => [sortValue, id],
    (row) => rowOf(ctx, row),
  );
  return { ...page, ...totals, totalCost: seesMoney(ctx) ? [...costs] : [] };
}

export function filterFrom(ctx: Context, { assignee, sort: _, ...asked }: ExceptionsAsked): store.ExceptionFilter {
  return { ...asked, assigneeId: assignee === "anybody" ? undefined : assignee === "me" ? ctx.actor.id : null };
}

export function rowOf(ctx: Context, row: store.ExceptionFound): ExceptionRow {
  return {
    id: row.id,
    number: `X-${row.number}`,
    status: row.status,
    ticketId: row.ticketId,
    ticketNumber: `T-${row.ticketNumber}`,
    ticketSubject: row.ticketSubject,
    accountId: row.accountId,
    accountName: row.accountName,
    assetId: row.assetId,
    serial: row.serial,
    productName: row.productName,
    reason: row.reason,
    handling: row.handling,
    approvedBy: row.approvedBy,
    openedAt: row.openedAt.toString(),
    assigneeId: row.assigneeId,
    assigneeName: row.assigneeName,
    minutes: row.minutes,
    cost: moneyFor(ctx, row.currency, row.costMinor),
    revision: row.revision,
  };
}

/** Null for what has no cost, and for who sees hours only. */
export function moneyFor(
  ctx: Context,
  currency: string | null,
  minor: bigint | null,
): { minor: string; currency: string } | null {
  return currency === null || minor === null || !seesMoney(ctx) ? null : { minor: String(minor), currency };
}

/** Whether the actor sees what work costs: those who do the work see hours, as in the budgets of projects. */
export function seesMoney(ctx: Context): boolean {
  return may(ctx.actor, "budgets.read");
}
