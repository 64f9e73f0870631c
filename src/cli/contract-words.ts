/** A contract for a terminal: what it is, what it covers on the day, how that came about. */

import { formatMoney } from "#core/money/money.ts";
import type { ShownContract } from "./contract-read.ts";
import { day, days, lastDay, moment } from "./day-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

const stateWords = {
  draft: "DRAFT",
  signed: "SIGNED, not begun",
  in_force: "IN FORCE",
  suspended: "SUSPENDED",
  ended: "ENDED",
  cancelled: "CANCELLED",
} as const;
const everyWords = { month: "monthly", quarter: "quarterly", year: "yearly" } as const;

/** The lines as one text. */
export function contractWords({ contract, coverage, amendments }: ShownContract, paint: Paint): string {
  return [
    headWords(contract, paint),
    section(`Covers on ${day(contract.at)} (${coverage.total})`, coveredLines(coverage, paint), paint),
    section(`Amendments (${amendments.length})`, amendmentLines(amendments, contract.timeZone, paint), paint),
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

function headWords(contract: ShownContract["contract"], paint: Paint): string {
  const { billingEvery, billingTiming, suspensions, knownAt, timeZone } = contract;
  return [
    `${paint("bold", contract.number)}  ${stateWords[contract.state]}  ${contract.accountName}`,
    `  ${contract.plan}, ${days(contract)}${contract.cancelledOn === null ? "" : `, cancelled: last day ${day(contract.cancelledOn)}`} (${timeZone})`,
    `  ${amount(contract.yearlyValue)} a year, billed ${everyWords[billingEvery]} in ${billingTiming === "advance" ? "advance" : "arrears"}`,
    ...suspensions.map((range) => `  Suspended ${days(range)}`),
    ...(knownAt === null ? [] : [paint("yellow", `  As known on ${moment(knownAt, timeZone)}`)]),
  ].join("\n");
}

function coveredLines({ rows, total }: ShownContract["coverage"], paint: Paint): string[] {
  const lines = tableWords(
    [
      { title: "line" },
      { title: "subject" },
      { title: "plan" },
      { title: "days" },
      { title: "a year", numeric: true },
      { title: "" },
    ],
    rows.map((row) => [
      row.line,
      [row.subject.words, row.subject.detail].filter(Boolean).join(" "),
      row.plan,
      days(row),
      amount(row.yearlyValue),
      row.phase === "covered" ? "" : phaseWords(row),
    ]),
    paint,
  );
  if (rows.length === 0) return [];
  return total > rows.length ? [...lines, `and ${total - rows.length} more`] : lines;
}

function phaseWords({ phase, endsBefore, startsOn }: ShownContract["coverage"]["rows"][number]): string {
  if (phase === "suspended") return "suspended";
  return phase === "before" ? `from ${day(startsOn)}` : `until ${endsBefore === null ? "" : lastDay(endsBefore)}`;
}

function amendmentLines(rows: ShownContract["amendments"], timeZone: string, paint: Paint): string[] {
  if (rows.length === 0) return [];
  return tableWords(
    [{ title: "recorded" }, { title: "takes effect" }, { title: "what" }, { title: "by" }, { title: "why" }, { title: "id" }],
    rows.map((row) => [
      moment(row.recordedAt, timeZone),
      day(row.effectiveOn),
      row.reversedBy === null ? row.kind : `${row.kind}, reversed`,
      row.authorName,
      row.reason,
      row.id,
    ]),
    paint,
  );
}

const amount = ({ minor, currency }: { readonly minor: string; readonly currency: string }): string =>
  formatMoney({ minor: BigInt(minor), currency });

function section(title: string, lines: readonly string[], paint: Paint): string | null {
  return lines.length === 0 ? null : [paint("bold", title), ...lines.map((line) => `  ${line}`)].join("\n");
}
