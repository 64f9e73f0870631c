import { Link } from "@tanstack/react-router";
import type { InvoiceRow } from "#api/billing.ts";
import { accountColumn } from "#web/domain/account-column.tsx";
import { Badge } from "#web/ui/badge/badge.tsx";
import { lastDay } from "#web/ui/format/days.ts";
import { moneyWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { documentKindNames } from "./document-words.ts";

const amount = (id: "net" | "tax" | "total", title: string, hidden = false): Column<InvoiceRow> => ({
  id,
  title,
  numeric: true,
  hidden,
  value: (row) => Number(row[`${id}Minor`]),
  show: (row) => moneyWords({ minor: row[`${id}Minor`], currency: row.currency }),
});

/** The columns of invoices and credit notes wherever they are listed; a contract's own list leaves the contract and the account out. */
export const invoiceColumns: readonly Column<InvoiceRow>[] = [
  {
    id: "number",
    title: "Number",
    value: (row) => row.number,
    show: (row) => (
      <Link to="/invoices/$id" params={{ id: row.id }}>
        {row.number}
      </Link>
    ),
  },
  {
    id: "kind",
    title: "Kind",
    unbroken: true,
    value: (row) => documentKindNames[row.kind],
    show: (row) => <Badge tone={row.kind === "invoice" ? "accent" : "caution"}>{documentKindNames[row.kind]}</Badge>,
  },
  accountColumn,
  {
    id: "contract",
    title: "Contract",
    unbroken: true,
    value: (row) => row.contractNumber,
    show: (row) => (
      <Link to="/contracts/$id" params={{ id: row.contractId }}>
        {row.contractNumber}
      </Link>
    ),
  },
  { id: "issued", title: "Issued", unbroken: true, value: (row) => row.issuedOn, show: (row) => shortDay(row.issuedOn) },
  {
    id: "payable",
    title: "Payable by",
    unbroken: true,
    hidden: true,
    value: (row) => row.payableBy,
    show: (row) => (row.payableBy ? shortDay(row.payableBy) : "–"),
  },
  {
    id: "days",
    title: "For the days",
    value: (row) => `${row.startsOn} – ${lastDay(row.endsBefore)}`,
    show: (row) => `${shortDay(row.startsOn)} – ${shortDay(lastDay(row.endsBefore))}`,
  },
  { id: "lines", title: "Lines", numeric: true, hidden: true, value: (row) => row.lines },
  amount("net", "Net", true),
  amount("tax", "Tax", true),
  amount("total", "Total"),
];
