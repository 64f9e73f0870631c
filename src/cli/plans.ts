import type { Caller } from "#api/client.ts";
import type { CallOf } from "#api/endpoint.ts";
import { getPlan, listPlans, tryPlan } from "#api/plans.ts";
import { EXIT_FAILED, EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { decisionWords } from "./decision-words.ts";
import { readOptions } from "./options.ts";
import { planWords, plansWords } from "./plans-words.ts";
import { runSubcommand } from "./subcommands.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit plans: what contracts promise

  ambit plans list [--json]
  ambit plans show NAME [--json]
  ambit plans try NAME [--channel WORD] [--severity NUMBER] [--contact WORD] [--at MOMENT] [--zone ZONE] [--used ALLOWANCE/BUCKET=N] [--json]

"try" asks the plan's terms in force today as if somebody who has it called. Nothing is recorded.

  --channel WORD     portal, email, phone, fax, api or chat; any when left out
  --severity NUMBER  1 (gravest) to 4; each when left out
  --contact WORD     who asks: named, unnamed, unknown, or any (nobody is named) when left out
  --at MOMENT        2026-03-20T23:30 (local to --zone) or 2026-03-20T23:30:00Z; now when left out
  --zone ZONE        where the caller is, such as Europe/London; UTC when left out
  --used TEXT        what was used before, such as tickets/all=99; as often as there are buckets
  --json             prints it as JSON

Ends with 0 whatever the answer is, 1 when there is none, 2 when the command is not one.`;

export const plansCommand: Command = {
  name: "plans",
  summary: "Lists support plans, shows their versions, tries their terms.",
  help,
  run: (args, terminal) => runSubcommand({ list, show, try: tryOut }, args, terminal),
};

const text = { type: "string" } as const;
const json = { type: "boolean" } as const;

async function list(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, { json });
  const { rows } = await callerFor(connectionFrom(terminal.env)).call(listPlans, {});
  terminal.print(values.json === true ? JSON.stringify(rows, null, 2) : plansWords(rows, paintFor(terminal)));
  return EXIT_OK;
}

async function show(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, { json }, true);
  const caller = callerFor(connectionFrom(terminal.env));
  const { id } = await planNamed(caller, positionals);
  const plan = await caller.call(getPlan, { params: { id } });
  terminal.print(values.json === true ? JSON.stringify(plan, null, 2) : planWords(plan, paintFor(terminal)));
  return EXIT_OK;
}

const tryOptions = {
  channel: text,
  severity: text,
  contact: text,
  at: text,
  zone: text,
  used: { type: "string", multiple: true },
  json,
} as const;

type Tried = CallOf<typeof tryPlan>["body"];

async function tryOut(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, tryOptions, true);
  const caller = callerFor(connectionFrom(terminal.env));
  const { name, terms } = await planNamed(caller, positionals);
  // The server says what is wrong with words that mean nothing to it.
  const body = {
    name,
    terms,
    channel: values.channel,
    severity: values.severity === undefined ? undefined : Number(values.severity),
    contact: values.contact,
    at: values.at,
    timeZone: values.zone,
    used: values.used?.map(usedIn),
  } as Tried;
  const { faults, decision } = await caller.call(tryPlan, { body });
  if (decision === null) {
    terminal.complain(faults.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"));
    return EXIT_FAILED;
  }
  terminal.print(values.json === true ? JSON.stringify(decision, null, 2) : decisionWords(decision, paintFor(terminal)));
  return EXIT_OK;
}

/** "tickets/all=99", or with a limit of the bucket "tickets/all/phone=50". */
function usedIn(typed: string): NonNullable<Tried["used"]>[number] {
  const [, allowance, bucket, limit, quantity] = /^([\w-]+)\/([\w-]+)(?:\/([\w-]+))?=(\d+)$/.exec(typed) ?? [];
  if (allowance === undefined || bucket === undefined)
    throw new UsageError(`"${typed}" does not say what was used. Write it as tickets/all=99`);
  return { allowance, bucket, quantity: Number(quantity), ...(limit !== undefined && { limit }) };
}

async function planNamed(caller: Caller, words: readonly string[]) {
  const typed = words.join(" ").trim();
  const { rows } = await caller.call(listPlans, {});
  const names = rows.map(({ name }) => name).join(", ");
  if (typed === "") throw new UsageError(`Say which plan. There are ${names}.`);
  const plan = rows.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
  if (plan === undefined) throw new UsageError(`There is no plan ${typed}. There are ${names}.`);
  return plan;
}
