/** Lines of documents for accounting, a row each, as CSV or XLSX. */

import writeWorkbook, { type Cell } from "write-excel-file/node";
import { lastDay } from "#core/coverage/days.ts";
import { plainAmount } from "#core/money/money.ts";
import type { Context } from "#platform/context.ts";
import { permit } from "#platform/permit.ts";
import { Problem } from "#platform/problem.ts";
import { type DocumentFilter, type ExportedRow, selectExported } from "./document-store.ts";
import { scoped } from "./documents.ts";

export type ExportFormat = "csv" | "xlsx";
export type ExportFile = { readonly name: string; readonly type: string; readonly content: Buffer };

/** Rows of one file: a year of a large register, and for a workbook what is put together while somebody waits. */
const most: Readonly<Record<ExportFormat, number>> = { csv: 200_000, xlsx: 20_000 };

type Value = string | number | null;
/** An amount is exact as text, and a number in a workbook. */
type Column = readonly [heading: string, value: (row: ExportedRow) => Value];

const columns: readonly Column[] = [
  ["Document", ({ document }) => document.number],
  ["Document kind", ({ document }) => (document.kind === "invoice" ? "Invoice" : "Credit note")],
  ["Issued on", ({ document }) => document.issuedOn],
  ["Payable by", ({ document }) => document.payableBy],
  ["Contract", ({ document }) => document.contractNumber],
  ["Customer ref", ({ document }) => document.reference],
  ["Customer", ({ document }) => document.customer],
  ["Contract line", ({ lineNumber }) => lineNumber],
  ["Service", ({ service }) => service],
  ["Subject", ({ title }) => title],
  ["Description", ({ detail }) => detail],
  ["Kind", ({ kind }) => kind],
  ["From", ({ startsOn }) => startsOn],
  ["To", ({ endsBefore }) => lastDay(endsBefore)],
  ["Period from", ({ periodStartsOn }) => periodStartsOn],
  ["Period to", ({ periodEndsBefore }) => lastDay(periodEndsBefore)],
  ["Days", ({ numerator }) => numerator],
  ["Of days", ({ denominator }) => denominator],
  ["Currency", ({ document }) => document.currency],
  ["Period price", (row) => amount(row, row.priceMinor)],
  ["Net", (row) => amount(row, row.amountMinor)],
  ["Tax %", ({ taxBp }) => taxBp / 100],
  ["Tax", (row) => amount(row, row.taxMinor)],
  ["Gross", (row) => amount(row, (BigInt(row.amountMinor) + BigInt(row.taxMinor)).toString())],
  ["Withheld", (row) => amount(row, row.withheldMinor)],
  ["Credits document", ({ charge }) => charge?.invoiceNumber ?? null],
  ["Amendment", ({ amendment }) => amendment?.kind ?? null],
  ["Amendment effective on", ({ amendment }) => amendment?.effectiveOn ?? null],
  ["Amendment id", ({ amendment }) => amendment?.id ?? null],
  ["Reason", ({ document }) => document.reason],
];

/** Columns that hold text, whatever it looks like. */
const texts = new Set([
  "Document",
  "Contract",
  "Customer ref",
  "Customer",
  "Contract line",
  "Service",
  "Subject",
  "Description",
  "Reason",
]);
const amounts = new Set(["Period price", "Net", "Tax", "Gross", "Withheld"]);

function amount({ document: { currency } }: ExportedRow, minor: string): string {
  return plainAmount({ minor: BigInt(minor), currency });
}

/** The lines of the documents that the filter leaves, in the order in which they were posted. Throws `too_large` where they are too many for one file. */
export async function exportInvoices(ctx: Context, filter: DocumentFilter, format: ExportFormat): Promise<ExportFile> {
  permit(ctx.actor, "billing.read");
  const rows = await selectExported(ctx.tx, scoped(ctx.actor, filter), most[format] + 1);
  if (rows.length > most[format]) {
    const many = most[format].toLocaleString("en-GB");
    const orCsv = format === "xlsx" ? `, or take CSV, which holds ${most.csv.toLocaleString("en-GB")}` : "";
    throw new Problem("too_large", `These are more than ${many} lines. Narrow the filter by dates or contract${orCsv}.`);
  }
  const name = `billing-lines.${format}`;
  return format === "csv"
    ? { name, type: "text/csv; charset=utf-8", content: csvOf(rows) }
    : { name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content: await workbookOf(rows) };
}

/** With a mark at its beginning, by which spreadsheet programs know UTF-8. */
function csvOf(rows: readonly ExportedRow[]): Buffer {
  const lines = rows.map((row) => columns.map(([heading, value]) => csvCell(heading, value(row))).join(","));
  return Buffer.from(`\uFEFF${columns.map(([heading]) => heading).join(",")}\r\n${lines.map((line) => `${line}\r\n`).join("")}`);
}

function csvCell(heading: string, value: Value): string {
  // A spreadsheet program would take a text that begins like this for a formula.
  const text = texts.has(heading) && /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function workbookOf(rows: readonly ExportedRow[]): Promise<Buffer> {
  const heading = columns.map(([title]): Cell => ({ value: title, type: String, fontWeight: "bold" }));
  const body = rows.map((row) => columns.map(([title, value]) => workbookCell(title, value(row))));
  return writeWorkbook([heading, ...body], { sheet: "Lines", stickyRowsCount: 1 }).toBuffer();
}

function workbookCell(heading: string, value: Value): Cell {
  if (value === null) return null;
  if (typeof value === "number") return { value, type: Number };
  return amounts.has(heading) ? { value: Number(value), type: Number } : { value, type: String };
}
