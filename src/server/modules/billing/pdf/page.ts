/** An invoice or credit note as a page: what pdfmake lays out. Pure: the same document gives the same page. */

import type { Content, createPdf, TableCell } from "pdfmake";
import type { InvoiceDetail, InvoiceLine } from "#api/billing.ts";
import { lastDay, partsOf } from "#core/coverage/days.ts";
import { formatAmount } from "#core/money/money.ts";
import { monthNames } from "#core/time/month-names.ts";
import { written } from "./letters.ts";

/** A document with all its lines. */
export type Printed = Omit<InvoiceDetail, "linePage"> & { readonly allLines: readonly InvoiceLine[] };

const titles = { invoice: "Invoice", credit_note: "Credit note" } as const;

/** What pdfmake makes a PDF of, A4. */
export function pageOf(document: Printed): Parameters<typeof createPdf>[0] {
  return {
    pageSize: "A4",
    pageMargins: [48, 48, 48, 56],
    info: { title: `${titles[document.kind]} ${document.number}`, author: document.supplier.name },
    defaultStyle: { font: "Roboto", fontSize: 9, lineHeight: 1.15 },
    styles: {
      title: { fontSize: 20, bold: true },
      faint: { fontSize: 8, color: "#555555" },
      heading: { bold: true, fontSize: 8, color: "#555555" },
      total: { bold: true, fontSize: 11 },
    },
    content: [letterHead(document), parties(document), linesTable(document), totals(document), payment(document)],
    footer: (page, pages) => ({
      columns: [
        { ...written(`${document.supplier.name}   ${document.number}`), style: "faint" },
        { text: `Page ${page} of ${pages}`, alignment: "right", style: "faint" },
      ],
      margin: [48, 16, 48, 0],
    }),
  };
}

function letterHead({ supplier, kind, number }: Printed): Content {
  const tax = supplier.taxNumber === "" ? [] : [`Tax number ${supplier.taxNumber}`];
  const address = [...supplier.address.split("\n").filter((line) => line !== ""), ...tax];
  return {
    columns: [
      { width: "*", stack: [{ ...written(supplier.name), bold: true, fontSize: 12 }, ...address.map((line) => written(line))] },
      {
        width: "auto",
        stack: [
          { text: titles[kind], style: "title" },
          { text: number, bold: true, fontSize: 12 },
        ],
        alignment: "right",
      },
    ],
    margin: [0, 0, 0, 28],
  };
}

function parties({ customer, contractNumber, issuedOn, payableBy, startsOn, endsBefore, currency, reason }: Printed): Content {
  const facts: [string, string][] = [
    ["Date", inWords(issuedOn)],
    ...(payableBy === null ? [] : [["Payable by", inWords(payableBy)] as [string, string]]),
    ["Contract", contractNumber],
    ["Days", spanInWords({ startsOn, endsBefore })],
    ["Currency", currency],
    ...(reason === null ? [] : [["Reason", reason] as [string, string]]),
  ];
  const rows: TableCell[][] = facts.map(([name, value]) => [{ text: name, style: "heading" }, written(value)]);
  return {
    columns: [
      {
        width: "*",
        stack: [
          { text: "To", style: "heading" },
          { ...written(customer.name), bold: true, fontSize: 11 },
          ...(customer.reference === null ? [] : [written(`Customer ${customer.reference}`)]),
        ],
      },
      { width: 230, table: { widths: [60, "*"], body: rows }, layout: "noBorders" },
    ],
    margin: [0, 0, 0, 20],
  };
}

function linesTable({ allLines, currency, taxes }: Printed): Content {
  const isTaxed = taxes.some(({ taxBp }) => taxBp > 0);
  const right = (text: string): TableCell => ({ text, alignment: "right" });
  const heading = (text: string, alignment: "left" | "right" = "left"): TableCell => ({ text, style: "heading", alignment });
  const head = [heading("Line"), heading("For"), heading("Days"), heading("Share", "right")];
  const body = allLines.map((line) => [
    line.lineNumber,
    { stack: [written(line.title), ...notesOf(line).map((note) => ({ ...written(note), style: "faint" }))] },
    spanInWords(line),
    right(shareOf(line, currency)),
    ...(isTaxed ? [right(percent(line.taxBp))] : []),
    right(formatAmount({ minor: BigInt(line.amountMinor), currency })),
  ]);
  return {
    table: {
      headerRows: 1,
      widths: [28, "*", 96, 84, ...(isTaxed ? [30] : []), 66],
      body: [[...head, ...(isTaxed ? [heading("Tax", "right")] : []), heading("Amount", "right")], ...body],
      dontBreakRows: true,
    },
    layout: "lightHorizontalLines",
    margin: [0, 0, 0, 12],
  };
}

/** What amendments are called on paper; of an activation there is nothing to say. */
const amendmentWords: Readonly<Record<string, string>> = {
  add: "Added",
  remove: "Removed",
  replace: "Replaced",
  move: "Moved to another plan",
  reprice: "Priced anew",
  extend: "Extended",
  shorten: "Shortened",
  suspend: "Suspended",
  resume: "Resumed",
  cancel: "Cancelled",
  transfer: "Transferred",
  correct: "Corrected",
  several: "Amended",
  reverse: "Amendment taken back",
};

function notesOf({ detail, amendment, charge, kind, withheldMinor }: InvoiceLine): string[] {
  const word = amendment === null ? undefined : amendmentWords[amendment.kind];
  const takes = charge === null ? [] : [`${kind === "goodwill" ? "Goodwill on" : "Credits"} ${charge.invoiceNumber}`];
  return [
    detail,
    word === undefined ? "" : `${word} from ${inWords(amendment!.effectiveOn)}`,
    ...takes,
    withheldMinor === "0" ? "" : "Less what was given back before as goodwill",
  ].filter((note) => note !== "");
}

function shareOf({ kind, numerator, denominator, priceMinor }: InvoiceLine, currency: string): string {
  const price = formatAmount({ minor: BigInt(priceMinor), currency });
  return kind === "goodwill" ? "" : `${numerator}/${denominator} of ${price}`;
}

function totals({ currency, netMinor, totalMinor, taxes }: Printed): Content {
  const amount = (minor: string) => ({ text: formatAmount({ minor: BigInt(minor), currency }), alignment: "right" as const });
  const taxRows = taxes
    .filter(({ taxBp }) => taxBp > 0)
    .map(({ taxBp, netMinor: net, taxMinor }): TableCell[] => [
      `Tax ${percent(taxBp)} on ${formatAmount({ minor: BigInt(net), currency })}`,
      amount(taxMinor),
    ]);
  const rows: TableCell[][] = taxRows.length === 0 ? [] : [["Net", amount(netMinor)], ...taxRows];
  return {
    columns: [
      { width: "*", text: "" },
      {
        width: 230,
        table: {
          widths: ["*", 90],
          body: [
            ...rows,
            [
              { text: `Total ${currency}`, style: "total" },
              { ...amount(totalMinor), style: "total" },
            ],
          ],
        },
        layout: "noBorders",
      },
    ],
    unbreakable: true,
    margin: [0, 0, 0, 20],
  };
}

function payment({ kind, payableBy, supplier }: Printed): Content {
  const due = kind === "invoice" ? [`Please pay by ${inWords(payableBy!)}.`] : ["This amount is credited to you."];
  const details = supplier.paymentDetails.split("\n").filter((line) => line !== "");
  return { stack: [...due, ...(kind === "invoice" ? details : [])].map((line) => written(line)), unbreakable: true };
}

/** 2000 is "20 %", 750 "7.5 %". */
function percent(taxBp: number): string {
  return `${String(taxBp / 100)} %`;
}

/** "1 March 2026" */
function inWords(day: string): string {
  const { year, month, day: number } = partsOf(day);
  return `${number} ${monthNames[month - 1]} ${year}`;
}

/** "1 March 2026 to 31 March 2026": the last day as people say it. */
function spanInWords({ startsOn, endsBefore }: { readonly startsOn: string; readonly endsBefore: string }): string {
  const last = lastDay(endsBefore)!;
  return last === startsOn ? inWords(startsOn) : `${inWords(startsOn)} to ${inWords(last)}`;
}
