import { setTimeout } from "node:timers/promises";
import {
  cancelBillingRun,
  documentKind,
  getBillingRun,
  listBillingResults,
  listInvoices,
  startBillingRun,
  type BillingResult,
  type BillingRun,
} from "#api/billing.ts";
import type { Caller } from "#api/client.ts";
import { maxPageSize } from "#api/values.ts";
import { invoicesWords, runWords } from "./billing-words.ts";
import { EXIT_FAILED, EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { contractNumbered } from "./contract-find.ts";
import { readOptions } from "./options.ts";
import { dayIn } from "./said.ts";
import { runSubcommand } from "./subcommands.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit billing: posts what is due, and lists what was posted

  ambit billing run --through DAY [--contract NUMBER] [--dry-run] [--json]
  ambit billing invoices [--contract NUMBER] [--kind invoice|credit_note] [--from DAY] [--through DAY] [--limit N] [--json]

A run posts everything that falls due by the day and is not invoiced yet: an invoice of what is charged, a credit note of what is
credited, for each contract. The same run again posts nothing; one that was stopped is completed by the next. Ctrl-C stops a run:
what it has posted stays.

  --through DAY      due on that day or before, written 2026-03-31; of invoices, issued on that day or before
  --from DAY         of invoices: issued on that day or after
  --contract NUMBER  of one contract alone
  --kind WORD        invoice or credit_note
  --limit N          how many invoices to list, the latest first; 50 when left out
  --dry-run          says what would be posted and posts nothing
  --json             prints it as JSON

Ends with 0 when the run came to its end, 1 when it did not, or a contract could not be billed: the others were. Ends with 2 when the
command is not one.`;

export const billingCommand: Command = {
  name: "billing",
  summary: "Posts what is due; lists invoices and credit notes.",
  help,
  run: (args, terminal) => runSubcommand({ run, invoices }, args, terminal),
};

/** Between two looks at a run. */
const LOOK_EVERY_MS = 200;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const runOptions = { through: text, contract: text, "dry-run": flag, json: flag } as const;

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, runOptions);
  if (values.through === undefined) throw new UsageError("Say through which day: --through 2026-03-31");
  const through = dayIn(values.through, "--through");
  const caller = callerFor(connectionFrom(terminal.env));
  const contract = values.contract === undefined ? {} : { contractId: (await contractNumbered(caller, values.contract)).id };
  const ended = await carryOut(caller, { through, dryRun: values["dry-run"] === true, ...contract });
  const contracts = await resultsOf(caller, ended.id);
  terminal.print(
    values.json === true ? JSON.stringify({ ...ended, contracts }, null, 2) : runWords(ended, contracts, paintFor(terminal)),
  );
  return ended.status === "done" && ended.problems === 0 ? EXIT_OK : EXIT_FAILED;
}

/** Runs to the end. Ctrl-C stops it. */
async function carryOut(caller: Caller, body: { through: string; dryRun: boolean; contractId?: string }): Promise<BillingRun> {
  let seen = await caller.call(startBillingRun, { body, headers: { "idempotency-key": crypto.randomUUID() } });
  const { id } = seen;
  let stop: Promise<unknown> | undefined;
  const cancel = (): void => {
    stop ??= caller.call(cancelBillingRun, { params: { id } }).catch(() => {}); // it may just have ended by itself
  };
  process.once("SIGINT", cancel);
  try {
    while (seen.status === "running") {
      await setTimeout(LOOK_EVERY_MS);
      seen = await caller.call(getBillingRun, { params: { id } });
    }
    return seen;
  } finally {
    process.off("SIGINT", cancel);
    await stop;
  }
}

async function resultsOf(caller: Caller, id: string): Promise<BillingResult[]> {
  const results: BillingResult[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { limit: maxPageSize, ...(cursor === undefined ? {} : { cursor }) };
    const page: { rows: BillingResult[]; nextCursor: string | null } = await caller.call(listBillingResults, {
      params: { id },
      query,
    });
    results.push(...page.rows);
    cursor = page.nextCursor;
  }
  return results;
}

const listOptions = { contract: text, kind: text, from: text, through: text, limit: text, json: flag } as const;
const LISTED = 50;

async function invoices(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, listOptions);
  const filter = {
    ...(values.kind === undefined ? {} : { kind: kindOf(values.kind) }),
    ...(values.from === undefined ? {} : { from: dayIn(values.from, "--from") }),
    ...(values.through === undefined ? {} : { through: dayIn(values.through, "--through") }),
    limit: values.limit === undefined ? LISTED : limitOf(values.limit),
  };
  const caller = callerFor(connectionFrom(terminal.env));
  const contract = values.contract === undefined ? {} : { contractId: (await contractNumbered(caller, values.contract)).id };
  const page = await caller.call(listInvoices, { query: { ...filter, ...contract } });
  terminal.print(values.json === true ? JSON.stringify(page, null, 2) : invoicesWords(page, paintFor(terminal)));
  return EXIT_OK;
}

function kindOf(typed: string) {
  const kind = documentKind.safeParse(typed);
  if (!kind.success) throw new UsageError(`--kind is "${typed}". It is ${documentKind.options.join(" or ")}.`);
  return kind.data;
}

function limitOf(typed: string): number {
  const limit = Number(typed);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxPageSize) {
    throw new UsageError(`--limit is "${typed}". It is a number from 1 to ${maxPageSize}.`);
  }
  return limit;
}
