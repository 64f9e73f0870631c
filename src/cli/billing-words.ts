/** Billing runs and invoices for a terminal. */

import type { BillingResult, BillingRun, InvoiceRow } from "#api/billing.ts";
import { formatMoney } from "#core/money/money.ts";
import { day, days } from "./day-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

/** A run that has come to its end: the contracts that it had something for, the totals per currency, what went wrong. */
export function runWords(run: BillingRun, contracts: readonly BillingResult[], paint: Paint): string {
  const [billed, stopped] = [
    contracts.filter(({ problem }) => problem === null),
    contracts.filter(({ problem }) => problem !== null),
  ];
  return [
    paint("bold", `Due through ${day(run.through)}`),
    ...(billed.length === 0 ? [] : ["", ...contractTable(billed, run.dryRun, paint)]),
    ...(run.totals.length === 0 ? [] : ["", ...totalTable(run, paint)]),
    ...(stopped.length === 0 ? [] : ["", paint("red", `Not billed (${stopped.length})`), ...stopped.map(problemLine)]),
    "",
    endWords(run, paint),
  ].join("\n");
}

function contractTable(rows: readonly BillingResult[], dryRun: boolean, paint: Paint): string[] {
  return tableWords(
    [
      { title: "contract" },
      { title: "account" },
      { title: "lines", numeric: true },
      { title: "charged", numeric: true },
      { title: "credited", numeric: true },
      { title: "tax", numeric: true },
      { title: "total", numeric: true },
      { title: dryRun ? "" : "documents" },
    ],
    rows.map((row) => [
      row.contractNumber,
      row.accountName,
      String(row.lines),
      amount(row.chargedMinor, row.currency),
      amount(row.creditedMinor, row.currency),
      amount(row.taxMinor, row.currency),
      amount(row.totalMinor, row.currency),
      [row.invoiceNumber, row.creditNoteNumber].filter((number) => number !== null).join(", "),
    ]),
    paint,
  );
}

function totalTable({ totals }: BillingRun, paint: Paint): string[] {
  return tableWords(
    [
      { title: "together" },
      { title: "contracts", numeric: true },
      { title: "invoices", numeric: true },
      { title: "credit notes", numeric: true },
      { title: "charged", numeric: true },
      { title: "credited", numeric: true },
      { title: "tax", numeric: true },
      { title: "total", numeric: true },
    ],
    totals.map((total) => [
      total.currency,
      String(total.contracts),
      String(total.invoices),
      String(total.creditNotes),
      amount(total.chargedMinor, total.currency),
      amount(total.creditedMinor, total.currency),
      amount(total.taxMinor, total.currency),
      amount(total.totalMinor, total.currency),
    ]),
    paint,
  );
}

const problemLine = ({ contractNumber, problem }: BillingResult): string => `  ${contractNumber}: ${problem?.message ?? ""}`;

function endWords({ status, dryRun, problem, totals }: BillingRun, paint: Paint): string {
  if (status === "failed") return paint("red", problem ?? "The run did not come to its end.");
  if (status === "cancelled")
    return paint("yellow", dryRun ? "Stopped." : "Stopped. What was posted stays; run it again to post the rest.");
  if (totals.length === 0) return paint("bold", "There is nothing to post.");
  return paint("bold", dryRun ? "Nothing was posted: this was a dry run." : "Posted.");
}

/** Invoices and credit notes, as many as were asked for. */
export function invoicesWords(
  { rows, nextCursor }: { rows: readonly InvoiceRow[]; nextCursor: string | null },
  paint: Paint,
): string {
  if (rows.length === 0) return "There are no such invoices.";
  const table = tableWords(
    [
      { title: "number" },
      { title: "issued" },
      { title: "contract" },
      { title: "account" },
      { title: "for" },
      { title: "net", numeric: true },
      { title: "tax", numeric: true },
      { title: "total", numeric: true },
    ],
    rows.map((row) => [
      row.number,
      day(row.issuedOn),
      row.contractNumber,
      row.accountName,
      days(row),
      amount(row.netMinor, row.currency),
      amount(row.taxMinor, row.currency),
      amount(row.totalMinor, row.currency),
    ]),
    paint,
  );
  return [...table, ...(nextCursor === null ? [] : [paint("dim", "There are more: --limit, --from and --through choose.")])].join(
    "\n",
  );
}

const amount = (minor: string, currency: string): string => formatMoney({ minor: BigInt(minor), currency });
