import { readFileSync } from "node:fs";
import { type BodyOf, type ReplyOf } from "#api/endpoint.ts";
import { changePolicy, getPolicy, listPolicyVersions } from "#api/policy.ts";
import { EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { readOptions } from "./options.ts";
import { policyWords, versionWords } from "./policy-words.ts";
import { runSubcommand } from "./subcommands.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit policy: what happens when the answer is no

  ambit policy show [--json]
  ambit policy versions [--json]
  ambit policy set FILE --reason TEXT [--json]

"show --json" prints what "set" takes. Try it first on what was decided: ambit decisions replay --since DAY --with FILE

  FILE           a JSON file with a policy, or with what "show --json" printed
  --reason TEXT  why it is changed; it stays with the version
  --json         prints it as JSON

Ends with 0 when it is done, 1 when it is refused or somebody else was first, 2 when the command is not one.`;

export const policyCommand: Command = {
  name: "policy",
  summary: "Shows and sets what is done with requests that are not covered.",
  help,
  run: (args, terminal) => runSubcommand({ show, versions, set }, args, terminal),
};

const json = { type: "boolean" } as const;
type Shown = ReplyOf<typeof getPolicy>;

async function show(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, { json });
  return print(await callerFor(connectionFrom(terminal.env)).call(getPolicy, {}), values.json, terminal);
}

async function versions(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, { json });
  const { rows } = await callerFor(connectionFrom(terminal.env)).call(listPolicyVersions, { query: { limit: 200 } });
  terminal.print(values.json === true ? JSON.stringify(rows, null, 2) : rows.map(versionWords).join("\n"));
  return EXIT_OK;
}

/** The version that the file came from is the one that it follows; a policy by itself follows the present one. */
async function set(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions(args, { json, reason: { type: "string" } }, true);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("Name one file with the policy.");
  if (values.reason === undefined) throw new UsageError("Say why: --reason TEXT");
  const read = policyIn(file);
  const caller = callerFor(connectionFrom(terminal.env));
  const follows = read.version ?? (await caller.call(getPolicy, {})).version;
  const body = { policy: read.policy, reason: values.reason };
  return print(await caller.call(changePolicy, { body, headers: { "if-match": `"${follows}"` } }), values.json, terminal);
}

function print(shown: Shown, asJson: boolean | undefined, terminal: Terminal): number {
  const names = new Map(shown.names.map(({ id, name }) => [id, name]));
  terminal.print(asJson === true ? JSON.stringify(shown, null, 2) : policyWords(shown, names, paintFor(terminal)));
  return EXIT_OK;
}

type Read = { readonly policy: BodyOf<typeof changePolicy>["policy"]; readonly version: number | undefined };

/** What is wrong inside is the server's to say, with where. */
function policyIn(file: string): Read {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (typeof read === "object" && read !== null && "policy" in read) {
    const { policy, version } = read as { policy: Read["policy"]; version?: unknown };
    return { policy, version: typeof version === "number" ? version : undefined };
  }
  return { policy: read as Read["policy"], version: undefined };
}
