import { Link } from "@tanstack/react-router";
import type { ContractRow } from "#api/contracts.ts";
import { accountColumn } from "#web/domain/account-column.tsx";
import { contractStateNames } from "#web/domain/status-words.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { moneyWords, shortDay } from "#web/ui/format/words.ts";
import type { Column } from "#web/ui/list/column.ts";
import { ContractStateBadge } from "./contract-state.tsx";

type ListedContract = Pick<
  ContractRow,
  | "id"
  | "number"
  | "accountId"
  | "accountName"
  | "plan"
  | "state"
  | "startsOn"
  | "endsBefore"
  | "cancelledOn"
  | "lines"
  | "yearlyValue"
  | "renewalOf"
>;

/** The columns of contracts wherever they are listed; an account's own list leaves the account out. */
export const contractColumns: readonly Column<ListedContract>[] = [
  {
    id: "number",
    title: "Contract",
    value: (row) => row.number,
    show: (row) => (
      <Link to="/contracts/$id" params={{ id: row.id }}>
        {row.number}
      </Link>
    ),
  },
  accountColumn,
  { id: "plan", title: "Plan", value: (row) => row.plan },
  {
    id: "state",
    title: "State",
    value: (row) => contractStateNames[row.state],
    show: (row) => <ContractStateBadge state={row.state} />,
  },
  {
    id: "starts",
    title: "First day",
    value: (row) => row.startsOn,
    show: (row) => shortDay(row.startsOn),
    unbroken: true,
    hidden: true,
  },
  { id: "ends", title: "Last day", value: (row) => lastDayOf(row), show: (row) => showLastDay(row), unbroken: true },
  { id: "lines", title: "Lines", value: (row) => row.lines, numeric: true },
  {
    id: "value",
    title: "Yearly value",
    value: (row) => Number(row.yearlyValue.minor),
    show: (row) => moneyWords(row.yearlyValue),
    numeric: true,
  },
  { id: "renewal", title: "Renewal of", value: (row) => row.renewalOf, hidden: true },
];

/** The last covered day: of the cancellation where there is one, else of the term; null when open-ended. */
export function lastDayOf(row: Pick<ContractRow, "cancelledOn" | "endsBefore">): string | null {
  return row.cancelledOn ?? (row.endsBefore && lastDay(row.endsBefore));
}

function showLastDay(row: ListedContract): string {
  const day = lastDayOf(row);
  return day ? shortDay(day) : "Open-ended";
}
