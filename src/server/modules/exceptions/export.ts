/** The list of exceptions as a file: for renewals, and for whoever counts. */

import type { ExceptionRow } from "#api/exceptions.ts";
import { plainAmount } from "#core/money/money.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type Column, tableFile, type TableFile, type TableFormat } from "#platform/table-file.ts";
import { type ExceptionsAsked, filterFrom, rowOf } from "./list.ts";
import { selectExceptions } from "./list-store.ts";

/** Rows of one file: what is put together while somebody waits. */
const most = 20_000;

const columns: readonly Column<ExceptionRow>[] = [
  ["Exception", ({ number }) => number, "text"],
  ["Status", ({ status }) => status.replace("_", " ")],
  ["Opened", ({ openedAt }) => openedAt],
  ["Ticket", ({ ticketNumber }) => ticketNumber, "text"],
  ["Subject", ({ ticketSubject }) => ticketSubject, "text"],
  ["Account", ({ accountName }) => accountName, "text"],
  ["Serial", ({ serial }) => serial, "text"],
  ["Product", ({ productName }) => productName, "text"],
  ["Reason", ({ reason }) => reason, "text"],
  ["Policy", ({ handling }) => handling],
  ["Approved by", ({ approvedBy }) => approvedBy, "text"],
  ["Assignee", ({ assigneeName }) => assigneeName, "text"],
  ["Minutes", ({ minutes }) => minutes],
  ["Cost", ({ cost }) => (cost === null ? null : plainAmount({ minor: BigInt(cost.minor), currency: cost.currency })), "amount"],
  ["Currency", ({ cost }) => cost?.currency ?? null],
];

/** The exceptions that the filter leaves, in the order asked for. Throws `too_large` where they are too many for one file. */
export async function exportExceptions(ctx: Context, asked: ExceptionsAsked, format: TableFormat): Promise<TableFile> {
  permit(ctx.actor, "exceptions.read");
  const found = await selectExceptions(ctx.tx, filterFrom(ctx, asked), asked.sort, undefined, most + 1);
  if (found.length > most) {
    throw new Problem(
      "too_large",
      `These are more than ${most.toLocaleString("en-GB")} exceptions. Narrow the filter by account or dates.`,
    );
  }
  const rows = found.map((row) => rowOf(ctx, row));
  return tableFile("exceptions", columns, rows, { format, sheet: "Exceptions" });
}
