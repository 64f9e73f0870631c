/** What an amendment changes, for a terminal: coverage, money, budget, tickets; the same that the page shows. */

import type { AmendmentEffects } from "#api/amendment-effects.ts";
import type { AmendmentRow } from "#api/amendments.ts";
import type { ContractRow } from "#api/contracts.ts";
import { formatMoney } from "#core/money/money.ts";
import { day, days } from "./day-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

/** The lines as one text. */
export function effectsWords(contract: ContractRow, effects: AmendmentEffects, paint: Paint): string {
  return [
    paint("bold", `${contract.number} from ${day(effects.effectiveOn)}`),
    section("Contract", headerLines(effects), paint),
    section(titled("Coverage", effects.coverage), coverageLines(effects, paint), paint),
    section("Money", moneyLines(effects, paint), paint),
    section("Next invoices", invoiceLines(effects, paint), paint),
    section("Budget", budgetLines(effects, paint), paint),
    section(titled("Decided otherwise now; what was decided stands", effects.tickets), ticketLines(effects), paint),
    section(titled("Work booked elsewhere", effects.workEntries), workLines(effects), paint),
  ]
    .filter((part) => part !== null)
    .join("\n\n");
}

/** "Recorded: remove, from 21 Mar 2026 (id)". */
export function recordedWords({ kind, effectiveOn, id }: AmendmentRow, paint: Paint): string {
  return `${paint("bold", paint("green", "✔ RECORDED"))} ${kind}, from ${day(effectiveOn)}\n  Amendment ${id}`;
}

function headerLines({ header, lines }: AmendmentEffects): string[] {
  const moved = lines.map(({ before, after }) => {
    const number = (after ?? before)?.number;
    if (before === null) return `line ${number} is new: ${after === null ? "" : days(after)}`;
    return after === null ? `line ${number} goes` : `line ${number}: ${days(before)} → ${days(after)}`;
  });
  if (header === null) return moved;
  const { before, after } = header;
  const suspended = (terms: typeof before): string => terms.suspensions.map(days).join(", ") || "never";
  const holders = (terms: typeof before): string =>
    terms.accounts.map(({ accountName, startsOn }) => `${accountName} from ${day(startsOn)}`).join(", ");
  const said = [
    ["days", days(before), days(after)],
    ["last day", before.cancelledOn ?? "as agreed", after.cancelledOn ?? "as agreed"],
    ["suspended", suspended(before), suspended(after)],
    ["account", holders(before), holders(after)],
  ] as const;
  return [...said.flatMap(([what, was, is]) => (was === is ? [] : [`${what}: ${was} → ${is}`])), ...moved];
}

type Stretch = AmendmentEffects["coverage"]["rows"][number]["before"][number];

function coverageLines({ coverage, money }: AmendmentEffects, paint: Paint): string[] {
  const words = (stretches: readonly Stretch[]): string[] =>
    stretches.map(
      (stretch) =>
        `${days(stretch)}, ${stretch.suspended ? "suspended" : `${stretch.plan}, ${amount(stretch.yearlyMinor, money)} a year`}`,
    );
  const was = (line: string): string => paint("dim", `    before  ${line}`);
  const is = (line: string): string => `    after   ${line}`;
  const rows = coverage.rows.flatMap(({ line, subject, before, after }) => {
    const [old, now] = [words(before), words(after)];
    return [
      `${subject}, line ${line}`,
      ...(old.length === 0 ? ["not covered"] : old).filter((one) => !now.includes(one)).map(was),
      ...(now.length === 0 ? ["not covered"] : now).filter((one) => !old.includes(one)).map(is),
    ];
  });
  return withRest(rows, coverage);
}

function moneyLines({ money }: AmendmentEffects, paint: Paint): string[] {
  if (money.lines.total === 0) return [`nothing is charged or credited; ${yearly(money)}`];
  const table = tableWords(
    [
      { title: "" },
      { title: "subject" },
      { title: "days" },
      { title: "of a period's", numeric: true },
      { title: "part", numeric: true },
      { title: "amount", numeric: true },
      { title: "on the next" },
    ],
    money.lines.rows.map((line) => [
      line.kind,
      line.subject,
      days(line),
      amount(line.priceMinor, money),
      `${line.numerator}/${line.denominator}`,
      amount(line.amountMinor, money),
      line.document === "invoice" ? "invoice" : "credit note",
    ]),
    paint,
  );
  const charged = money.chargeMinor.startsWith("-") ? "less" : "more";
  const sums = `credited ${amount(money.creditMinor, money)}, charged ${amount(money.chargeMinor.replace("-", ""), money)} ${charged}; ${yearly(money)}`;
  return [...withRest(table, money.lines), sums];
}

const yearly = (money: AmendmentEffects["money"]): string =>
  `${amount(money.yearlyBeforeMinor, money)} a year → ${amount(money.yearlyAfterMinor, money)}`;

function invoiceLines({ money }: AmendmentEffects, paint: Paint): string[] {
  const changed = money.invoices.filter(({ beforeMinor, afterMinor }) => beforeMinor !== afterMinor);
  if (changed.length === 0) return [];
  return tableWords(
    [{ title: "due" }, { title: "for" }, { title: "before", numeric: true }, { title: "after", numeric: true }],
    changed.map((invoice) => [
      day(invoice.dueOn),
      days(invoice),
      amount(invoice.beforeMinor, money),
      amount(invoice.afterMinor, money),
    ]),
    paint,
  );
}

function budgetLines({ budget, money }: AmendmentEffects, paint: Paint): string[] {
  if (budget.months.length === 0) return [];
  return tableWords(
    [{ title: "month" }, { title: "before", numeric: true }, { title: "after", numeric: true }, { title: "", numeric: true }],
    budget.months.map(({ month, beforeMinor, afterMinor }) => {
      const moved = BigInt(afterMinor) - BigInt(beforeMinor);
      return [
        month,
        amount(beforeMinor, money),
        amount(afterMinor, money),
        `${moved > 0n ? "+" : ""}${amount(String(moved), money)}`,
      ];
    }),
    paint,
  );
}

const outcomeWords = { entitled: "covered", not_entitled: "not covered", undecided: "undecided" } as const;

function ticketLines({ tickets }: AmendmentEffects): string[] {
  const rows = tickets.rows.map(({ number, subject, at, outcomeBefore, outcomeAfter }) =>
    [number ?? "a check", subject, day(at.slice(0, 10)), `${outcomeWords[outcomeBefore]} → ${outcomeWords[outcomeAfter]}`].join(
      ", ",
    ),
  );
  return withRest(rows, tickets);
}

function workLines({ workEntries }: AmendmentEffects): string[] {
  const rows = workEntries.rows.map(
    ({ number, workedOn, minutes, before, after }) =>
      `${number}, ${day(workedOn)}, ${minutes} min: ${before ?? "an exception"} → ${after ?? "an exception"}`,
  );
  return withRest(rows, workEntries);
}

type Counted = { readonly total: number; readonly rows: readonly unknown[] };
const titled = (title: string, { total }: Counted): string => `${title} (${total})`;
const withRest = (lines: readonly string[], { total, rows }: Counted): string[] =>
  total > rows.length ? [...lines, `and ${total - rows.length} more`] : [...lines];

const amount = (minor: string, { currency }: { readonly currency: string }): string =>
  formatMoney({ minor: BigInt(minor), currency });

function section(title: string, lines: readonly string[], paint: Paint): string | null {
  return lines.length === 0 ? null : [paint("bold", title), ...lines.map((line) => `  ${line}`)].join("\n");
}
