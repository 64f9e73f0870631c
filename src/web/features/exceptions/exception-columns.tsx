import { Link } from "@tanstack/react-router";
import type { ExceptionRow } from "#api/exceptions.ts";
import { ExceptionBadge, exceptionStatusNames } from "#web/domain/exceptions/exception-words.tsx";
import { handlings } from "#web/domain/policy/handling-words.ts";
import { hoursWords } from "#web/ui/format/hours.ts";
import { When } from "#web/ui/format/when.tsx";
import { moneyWords } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import styles from "./exceptions.module.css";

/** The columns of exceptions: what was served to whom, what it has cost, who let it pass, what became of it. */
export const exceptionColumns: readonly Column<ExceptionRow>[] = [
  {
    id: "number",
    title: "Exception",
    value: (row) => row.number,
    show: (row) => (
      <Link to="/exceptions/$id" params={{ id: row.number }}>
        {row.number}
      </Link>
    ),
  },
  {
    id: "ticket",
    title: "Ticket",
    value: (row) => `${row.ticketNumber} ${row.ticketSubject}`,
    show: (row) => (
      <span className={styles["twoLines"]}>
        <Link to="/tickets/$id" params={{ id: row.ticketNumber }}>
          {row.ticketNumber}
        </Link>
        <span className={styles["subject"]}>{row.ticketSubject}</span>
      </span>
    ),
  },
  {
    id: "account",
    title: "Account",
    name: true,
    value: (row) => row.accountName,
    show: (row) =>
      row.accountId ? (
        <Link to="/accounts/$id" params={{ id: row.accountId }}>
          {row.accountName}
        </Link>
      ) : (
        "Not known"
      ),
  },
  {
    id: "serial",
    title: "Serial",
    value: (row) => row.serial,
    show: (row) =>
      row.assetId ? (
        <Link to="/assets/$id" params={{ id: row.assetId }}>
          {row.serial ?? "Asset"}
        </Link>
      ) : (
        "–"
      ),
  },
  {
    id: "cost",
    title: "Work so far",
    numeric: true,
    value: (row) => (row.cost ? Number(row.cost.minor) : row.minutes),
    show: (row) => (
      <span className={styles["twoLines"]}>
        <span>{row.cost ? moneyWords(row.cost) : hoursWords(row.minutes)}</span>
        {row.cost && <span className={styles["quiet"]}>{hoursWords(row.minutes)}</span>}
      </span>
    ),
  },
  {
    id: "age",
    title: "Since",
    unbroken: true,
    value: (row) => row.openedAt,
    show: (row) => <When at={row.openedAt} as="relative" />,
  },
  {
    id: "approvedBy",
    title: "Approved",
    name: true,
    value: (row) => row.approvedBy ?? "by policy",
    show: (row) => row.approvedBy ?? <span className={styles["quiet"]}>by policy</span>,
  },
  {
    id: "status",
    title: "Status",
    value: (row) => exceptionStatusNames[row.status],
    show: (row) => <ExceptionBadge status={row.status} />,
  },
  { id: "assignee", title: "With", value: (row) => row.assigneeName, show: (row) => row.assigneeName ?? "Nobody" },
  { id: "reason", title: "Why not covered", value: (row) => row.reason, name: true, hidden: true },
  { id: "handling", title: "Policy", value: (row) => handlings[row.handling].name, hidden: true },
  { id: "product", title: "Product", value: (row) => row.productName, hidden: true },
];
