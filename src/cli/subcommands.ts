import { closest } from "./closest.ts";
import { UsageError } from "./command.ts";
import type { Terminal } from "./terminal.ts";

type Run = (args: readonly string[], terminal: Terminal) => Promise<number>;

/** Runs the one that the first word names, with the words after it. Throws UsageError where there is none of that name. */
export function runSubcommand(
  known: Readonly<Record<string, Run>>,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const names = Object.keys(known);
  const [name, ...rest] = args;
  const run = name === undefined ? undefined : Object.entries(known).find(([one]) => one === name)?.[1];
  if (run !== undefined) return run(rest, terminal);
  if (name === undefined || name.startsWith("-")) throw new UsageError(`Say which: ${names.join(", ")}.`);
  const meant = closest(name, names);
  throw new UsageError(
    `There is no "${name}" here.${meant === undefined ? ` There is ${names.join(", ")}.` : ` Did you mean ${meant}?`}`,
  );
}
