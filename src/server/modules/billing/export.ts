/** Lines of documents for accounting, a row each, as CSV or XLSX. */

import { lastDay } from "#core/coverage/days.ts";
import { plainAmount } from "#core/money/money.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type Column, tableFile, type TableFile, type TableFormat } from "#platform/table-file.ts";
import { type DocumentFilter, type ExportedRow, selectExported } from "./document-store.ts";
import { scoped } from "./documents.ts";

/** Rows of one file: a year of a large register, and for a workbook what is put together while somebody waits. */
const most: Readonly<Record<TableFormat, number>> = { csv: 200_000, xlsx: 20_000 };

const columns: readonly Column<ExportedRow>[] = [
  ["Document", ({ document }) => document.number, "text"],
  ["Document kind", ({ document }) => (document.kind === "invoice" ? "Invoice" : "Credit note")],
  ["Issued on", ({ document }) => document.issuedOn],
  ["Payable by", ({ document }) => document.payableBy],
  ["Contract", ({ document }) => document.contractNumber, "text"],
  ["Customer ref", ({ document }) => document.reference, "text"],
  ["Customer", ({ document }) => document.customer, "text"],
  ["Contract line", ({ lineNumber }) => lineNumber, "text"],
  ["Service", ({ service }) => service, "text"],
  ["Subject", ({ title }) => title, "text"],
  ["Description", ({ detail }) => detail, "text"],
  ["Kind", ({ kind }) => kind],
  ["From", ({ startsOn }) => startsOn],
  ["To", ({ endsBefore }) => lastDay(endsBefore)],
  ["Period from", ({ periodStartsOn }) => periodStartsOn],
  ["Period to", ({ periodEndsBefore }) => lastDay(periodEndsBefore)],
  ["Days", ({ numerator }) => numerator],
  ["Of days", ({ denominator }) => denominator],
  ["Currency", ({ document }) => document.currency],
  ["Period price", (row) => amount(row, row.priceMinor), "amount"],
  ["Net", (row) => amount(row, row.amountMinor), "amount"],
  ["Tax %", ({ taxBp }) => taxBp / 100],
  ["Tax", (row) => amount(row, row.taxMinor), "amount"],
  ["Gross", (row) => amount(row, (BigInt(row.amountMinor) + BigInt(row.taxMinor)).toString()), "amount"],
  ["Withheld", (row) => amount(row, row.withheldMinor), "amount"],
  ["Credits document", ({ charge }) => charge?.invoiceNumber ?? null],
  ["Amendment", ({ amendment }) => amendment?.kind ?? null],
  ["Amendment effective on", ({ amendment }) => amendment?.effectiveOn ?? null],
  ["Amendment id", ({ amendment }) => amendment?.id ?? null],
  ["Reason", ({ document }) => document.reason, "text"],
];

function amount({ document: { currency } }: ExportedRow, minor: string): string {
  return plainAmount({ minor: BigInt(minor), currency });
}

/** The lines of the documents that the filter leaves, in the order in which they were posted. Throws `too_large` where they are too many for one file. */
export async function exportInvoices(ctx: Context, filter: DocumentFilter, format: TableFormat): Promise<TableFile> {
  permit(ctx.actor, "billing.read");
  const rows = await selectExported(ctx.tx, scoped(ctx.actor, filter), most[format] + 1);
  if (rows.length > most[format]) {
    const many = most[format].toLocaleString("en-GB");
    const orCsv = format === "xlsx" ? `, or take CSV, which holds ${most.csv.toLocaleString("en-GB")}` : "";
    throw new Problem("too_large", `These are more than ${many} lines. Narrow the filter by dates or contract${orCsv}.`);
  }
  return tableFile("billing-lines", columns, rows, { format, sheet: "Lines" });
}
