import type { CallOf } from "#api/endpoint.ts";
import { changeException, getException, listExceptions } from "#api/exceptions.ts";
import { EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { exceptionsWords, exceptionWords } from "./exceptions-words.ts";
import { readOptions } from "./options.ts";
import { dayIn } from "./said.ts";
import { runSubcommand } from "./subcommands.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit exceptions: what was served without cover

  ambit exceptions list [--status WORD] [--from DAY] [--through DAY] [--find TEXT] [--sort WORD] [--json]
  ambit exceptions show X-1001 [--json]
  ambit exceptions settle X-1001 --as WORD --note TEXT [--json]

  --status WORD  open (when left out), renewed, quoted, written_off, covered or all
  --from DAY     opened on that day or later, written 2026-07-01
  --through DAY  opened on that day or before
  --find TEXT    part of a number, subject, serial or account's name
  --sort WORD    newest, oldest, cost or account
  --as WORD      what became of it: renewed, quoted, written_off or covered
  --note TEXT    how it came to that
  --json         prints it as JSON

Lists 200 at most. Ends with 0 when it is done, 1 when it is refused, 2 when the command is not one.`;

export const exceptionsCommand: Command = {
  name: "exceptions",
  summary: "Lists what was served without cover and what it cost; says what became of it.",
  help,
  run: (args, terminal) => runSubcommand({ list, show, settle }, args, terminal),
};

const text = { type: "string" } as const;
const json = { type: "boolean" } as const;
type Query = NonNullable<CallOf<typeof listExceptions>["query"]>;

async function list(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = { status: text, from: text, through: text, find: text, sort: text, json } as const;
  const { values } = readOptions(args, options);
  // The server knows which words there are, and says so where one is not.
  const query = {
    limit: 200,
    ...(values.status === "all" ? {} : { status: values.status ?? "open" }),
    ...(values.from === undefined ? {} : { from: dayIn(values.from, "--from") }),
    ...(values.through === undefined ? {} : { through: dayIn(values.through, "--through") }),
    ...(values.find === undefined ? {} : { q: values.find }),
    ...(values.sort === undefined ? {} : { sort: values.sort }),
  } as Query;
  const found = await callerFor(connectionFrom(terminal.env)).call(listExceptions, { query });
  terminal.print(values.json === true ? JSON.stringify(found, null, 2) : exceptionsWords(found, paintFor(terminal)));
  return EXIT_OK;
}

async function show(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, { json }, true);
  const caller = callerFor(connectionFrom(terminal.env));
  const found = await caller.call(getException, { params: { id: oneNamed(positionals) } });
  terminal.print(values.json === true ? JSON.stringify(found, null, 2) : exceptionWords(found, paintFor(terminal)));
  return EXIT_OK;
}

async function settle(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, { as: text, note: text, json }, true);
  const { as: status, note } = values;
  if (status === undefined || note === undefined) throw new UsageError("Say what became of it and how: --as renewed --note TEXT");
  const caller = callerFor(connectionFrom(terminal.env));
  const { id, revision } = await caller.call(getException, { params: { id: oneNamed(positionals) } });
  const body = { status, note } as CallOf<typeof changeException>["body"];
  const settled = await caller.call(changeException, { params: { id }, body, headers: { "if-match": `"${revision}"` } });
  terminal.print(values.json === true ? JSON.stringify(settled, null, 2) : exceptionWords(settled, paintFor(terminal)));
  return EXIT_OK;
}

function oneNamed([name, ...more]: readonly string[]): string {
  if (name === undefined || more.length > 0) throw new UsageError("Name one exception, such as X-1001.");
  return name;
}
