import type { ReplyOf } from "#api/endpoint.ts";
import type { ExceptionDetail, ExceptionRow, listExceptions } from "#api/exceptions.ts";
import { formatMoney } from "#core/money/money.ts";
import { day, moment } from "./day-words.ts";
import { handlingWords } from "./policy-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

type Listed = ReplyOf<typeof listExceptions>;

/** A row for each, and what all that were asked for come to. */
export function exceptionsWords({ rows, total, totalMinutes, totalCost }: Listed, paint: Paint): string {
  if (total === 0) return "There are none.";
  const columns = [
    { title: "Number" },
    { title: "Status" },
    { title: "Opened" },
    { title: "Ticket" },
    { title: "Account" },
    { title: "Serial" },
    { title: "Minutes", numeric: true },
    { title: "Cost", numeric: true },
  ];
  const lines = rows.map((row) => [
    row.number,
    row.status.replace("_", " "),
    day(row.openedAt.slice(0, 10)),
    row.ticketNumber,
    row.accountName ?? "unknown",
    row.serial ?? "",
    String(row.minutes),
    moneyWords(row.cost),
  ]);
  const costs = totalCost.map(moneyWords).join(", ");
  const shown = rows.length < total ? `${rows.length} of ${total} shown; all` : `${total} in all`;
  return [...tableWords(columns, lines, paint), "", `${shown}: ${totalMinutes} minutes${costs === "" ? "" : `, ${costs}`}.`].join(
    "\n",
  );
}

/** One of them: why, what it cost, what became of it, and what covered it. */
export function exceptionWords(one: ExceptionDetail, paint: Paint): string {
  const head = [one.number, one.status.replace("_", " "), one.accountName ?? "unknown", one.serial].filter(Boolean).join(" · ");
  const history = one.history.map(
    ({ contractNumber, lineNumber, plan, startsOn, lastOn }) =>
      `  ${contractNumber} line ${lineNumber}, ${plan}: ${day(startsOn)} to ${lastOn === null ? "open-ended" : day(lastOn)}`,
  );
  return [
    paint("bold", head),
    `${one.ticketNumber}: ${one.ticketSubject}`,
    one.reason,
    `By the policy ${handlingWords[one.handling]}${one.approvedBy === null ? "" : `; let through by ${one.approvedBy}`}.`,
    `${one.minutes} minutes${one.cost === null ? "" : `, ${moneyWords(one.cost)}`}.`,
    ...(one.renewal?.text ? [one.renewal.text] : []),
    ...(one.coveredBy === null ? [] : [`Covered by now: ${one.coveredBy.contractNumber}.`]),
    ...(one.closed === null ? [] : [`${one.outcomeNote} (${one.closed.by}, ${moment(one.closed.at, "UTC")} UTC)`]),
    ...(history.length === 0 ? [] : ["", paint("bold", "Contracts"), ...history]),
  ].join("\n");
}

function moneyWords(money: ExceptionRow["cost"]): string {
  return money === null ? "" : formatMoney({ minor: BigInt(money.minor), currency: money.currency });
}
