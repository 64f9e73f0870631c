import { readFileSync } from "node:fs";
import type { Caller } from "#api/client.ts";
import type { BodyOf } from "#api/endpoint.ts";
import { maxReplayed, replayDecisions, type ReplayDifference } from "#api/replays.ts";
import { EXIT_FAILED, EXIT_OK, UsageError, type Command } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { type Replay, replayWords } from "./decisions-words.ts";
import { readOptions } from "./options.ts";
import { dayIn } from "./said.ts";
import { runSubcommand } from "./subcommands.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const help = `ambit decisions: what was decided, made again

  ambit decisions replay --since DAY [--through DAY] [--with FILE] [--json]

Makes every recorded decision again from the facts that were kept with it, and lists those that come out differently. There are none,
unless something else is asked of them. Nothing is changed.

  --since DAY    decisions made on that day or later, written 2026-07-01
  --through DAY  decisions made on that day or before
  --with FILE    a JSON file with what is supposed to hold instead: a policy, or { "policy": …, "ranking": …, "plan": … }
  --json         prints it as JSON, every difference with its decision, ticket and money

Ends with 0 when all come out the same, or something else was asked of them; with 1 when one differs though nothing was; with 2 when
the command is not one.`;

export const decisionsCommand: Command = {
  name: "decisions",
  summary: "Makes recorded decisions again, as they were or under other rules.",
  help,
  run: (args, terminal) => runSubcommand({ replay }, args, terminal),
};

const text = { type: "string" } as const;
const options = { since: text, through: text, with: text, json: { type: "boolean" } } as const;

async function replay(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = readOptions(args, options);
  if (values.since === undefined) throw new UsageError("Say from which day: --since 2026-07-01");
  const supposed = values.with === undefined ? undefined : supposedIn(values.with);
  const found = await allPages(callerFor(connectionFrom(terminal.env)), {
    since: dayIn(values.since, "--since"),
    ...(values.through === undefined ? {} : { through: dayIn(values.through, "--through") }),
    ...(supposed === undefined ? {} : { with: supposed }),
  });
  terminal.print(
    values.json === true ? JSON.stringify(found, null, 2) : replayWords(found, supposed !== undefined, paintFor(terminal)),
  );
  return found.differences.length === 0 || supposed !== undefined ? EXIT_OK : EXIT_FAILED;
}

type Asked = Omit<BodyOf<typeof replayDecisions>, "limit" | "cursor">;

async function allPages(caller: Caller, asked: Asked): Promise<Replay> {
  let cursor: string | null | undefined;
  let replayed = 0;
  let same = 0;
  const differences: ReplayDifference[] = [];
  while (cursor !== null) {
    const body = { ...asked, limit: maxReplayed, ...(cursor === undefined ? {} : { cursor }) };
    const page: Replay & { nextCursor: string | null } = await caller.call(replayDecisions, { body });
    replayed += page.replayed;
    same += page.same;
    differences.push(...page.differences);
    cursor = page.nextCursor;
  }
  return { replayed, same, differences };
}

/** A policy stands for itself; anything else says what each of its parts is. What is wrong inside is the server's to say, with where. */
function supposedIn(file: string): Asked["with"] {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--with ${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (typeof read !== "object" || read === null || Array.isArray(read))
    throw new UsageError(
      `--with ${file} holds neither a policy nor an object with one. GET /api/v1/policy gives the present one.`,
    );
  return suppose(read);
}

/** A policy has rules; anything else names its parts. */
function suppose(read: { readonly rules?: unknown }): Asked["with"] {
  const policy: unknown = read;
  return read.rules === undefined ? (read as Asked["with"]) : ({ policy } as Asked["with"]);
}
