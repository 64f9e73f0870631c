/** Plans for a terminal: as a table, and one with its versions. */

import type { ReplyOf } from "#api/endpoint.ts";
import type { getPlan, listPlans } from "#api/plans.ts";
import type { WirePlanTerms } from "#api/plan-terms.ts";
import { day } from "./day-words.ts";
import { tableWords } from "./table-words.ts";
import type { Paint } from "./terminal.ts";

export function plansWords(rows: ReplyOf<typeof listPlans>["rows"], paint: Paint): string {
  const columns = [
    { title: "PLAN" },
    { title: "CHANNELS" },
    { title: "WHO MAY ASK" },
    { title: "GRANTS" },
    { title: "CONTRACTS", numeric: true },
    { title: "" },
  ];
  const cells = rows.map(({ name, terms, contracts, retiredAt, next, isDefault }) => [
    name,
    listed(terms.channels),
    callersOf(terms),
    grants(terms),
    String(contracts),
    [retiredAt !== null && "retired", isDefault && "for unknown callers", next !== null && `changes ${day(next.effectiveOn)}`]
      .filter(Boolean)
      .join(", "),
  ]);
  return tableWords(columns, cells, paint).join("\n");
}

export function planWords({ name, retiredAt, contracts, versions }: ReplyOf<typeof getPlan>, paint: Paint): string {
  const held = versions.map(({ version, effectiveOn, phase, terms, reason, recorded }) =>
    [
      `${paint("bold", `Version ${version}`)} from ${day(effectiveOn)}, ${phases[phase]}: ${reason} (${recorded.by})`,
      `  channels     ${listed(terms.channels)}`,
      `  who may ask  ${callersOf(terms)}`,
      `  severities   ${listed(terms.severities)}`,
      `  grants       ${grants(terms)}`,
      ...promises(terms).map((line, index) => `  ${index === 0 ? "promises" : "        "}     ${line}`),
    ].join("\n"),
  );
  const head = `${paint("bold", name)}${retiredAt === null ? "" : ", retired"}: ${contracts === 1 ? "1 contract" : `${contracts} contracts`}`;
  return [head, ...held].join("\n\n");
}

const phases = { past: "over", now: "in force", to_come: "to come", superseded: "never to hold" } as const;
const callersOf = ({ contacts, namedAtMost }: WirePlanTerms): string =>
  callers[contacts] + (namedAtMost === undefined ? "" : `, at most ${namedAtMost}`);
const callers = { any: "any contact", named: "named callers", none: "nobody" } as const;
const periods = {
  term: "for the term",
  contract_year: "a contract year",
  quarter: "a quarter",
  contract_month: "a contract month",
  calendar_month: "a month",
} as const;

function listed(admits: "any" | "none" | { readonly only: readonly (string | number)[] }): string {
  return typeof admits === "string" ? admits : admits.only.join(", ");
}

function grants({ allowances }: WirePlanTerms): string {
  const parts = allowances.flatMap(({ unit, buckets }) =>
    buckets.map(({ amount, per, channels, limits }) => {
      const what = unit === "minutes" ? `${amount / 60} h` : unit === "money" ? `${amount / 100} in money` : `${amount} tickets`;
      const by = channels === "any" ? "" : ` (${listed(channels)})`;
      const most = limits.map(({ key, atMost }) => `, at most ${atMost} ${key}`).join("");
      return `${what}${by} ${periods[per]}${most}`;
    }),
  );
  return parts.length === 0 ? "not counted" : parts.join("; ");
}

/** One line a promise: "first response  2 h at 1, 4 h at 2". */
function promises({ targets }: WirePlanTerms): string[] {
  const byName = Map.groupBy(targets, ({ name }) => name);
  const widest = Math.max(0, ...Array.from(byName.keys(), ({ length }) => length));
  return Array.from(byName, ([name, terms]) => {
    const each = terms.map(({ severity, unit, amount }) => `${time(amount, unit)} at ${severity}`).join(", ");
    return `${name.replaceAll("_", " ").padEnd(widest)}  ${each}`;
  });
}

function time(amount: number, unit: WirePlanTerms["targets"][number]["unit"]): string {
  if (unit === "working_days") return `${amount} working d`;
  if (unit === "calendar_days") return `${amount} d`;
  const length = amount % 60 === 0 ? `${amount / 60} h` : `${amount} min`;
  return unit === "working_time" ? `${length} open` : length;
}
