import { readFileSync } from "node:fs";
import { CallProblem, type ProblemBody } from "#api/client.ts";
import { billingCommand } from "./billing.ts";
import { checkCommand } from "./check.ts";
import { closest } from "./closest.ts";
import { EXIT_FAILED, EXIT_OK, EXIT_USAGE, UsageError, type Command } from "./command.ts";
import { NoServer } from "./connection.ts";
import { contractsCommand } from "./contracts.ts";
import { decisionsCommand } from "./decisions.ts";
import { exceptionsCommand } from "./exceptions.ts";
import { importCommand } from "./import.ts";
import { plansCommand } from "./plans.ts";
import { policyCommand } from "./policy.ts";
import type { Terminal } from "./terminal.ts";

const commands: readonly Command[] = [
  checkCommand,
  contractsCommand,
  billingCommand,
  decisionsCommand,
  plansCommand,
  policyCommand,
  exceptionsCommand,
  importCommand,
];

/** Runs `ambit ARGS` and resolves with its exit code. Nothing that a person can act on leaves as a stack trace. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") return showHelp(rest[0], terminal);
  if (name === "--version" || name === "-v") {
    terminal.print(version());
    return EXIT_OK;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return refuseName(name, terminal);
  if (rest.includes("--help") || rest.includes("-h")) return showHelp(name, terminal);
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    return explain(error, command, terminal);
  }
}

function showHelp(name: string | undefined, terminal: Terminal): number {
  const command = commands.find((one) => one.name === name);
  if (name !== undefined && command === undefined) return refuseName(name, terminal);
  terminal.print(command?.help ?? overview());
  return EXIT_OK;
}

function overview(): string {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  return [
    "ambit: the support desk that knows what is covered",
    "",
    "  ambit COMMAND [options]",
    "",
    ...commands.map(({ name, summary }) => `  ${name.padEnd(widest)}   ${summary}`),
    "",
    "  ambit COMMAND --help   what a command does and takes",
    "  ambit --version        the version of Ambit",
    "",
    "It asks the server that runs on AMBIT_DATA (./ambit-data), or the one that AMBIT_URL and AMBIT_API_KEY name.",
  ].join("\n");
}

function version(): string {
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
}

function refuseName(name: string, terminal: Terminal): number {
  const meant = closest(
    name,
    commands.map((one) => one.name),
  );
  terminal.complain(
    `There is no command "${name}".${meant === undefined ? " See: ambit --help" : ` Did you mean: ambit ${meant}?`}`,
  );
  return EXIT_USAGE;
}

function explain(error: unknown, { name }: Command, terminal: Terminal): number {
  if (error instanceof UsageError) {
    terminal.complain(`${error.message}\nSee: ambit ${name} --help`);
    return EXIT_USAGE;
  }
  if (error instanceof NoServer) {
    terminal.complain(error.message);
    return EXIT_FAILED;
  }
  if (error instanceof CallProblem) {
    terminal.complain(problemWords(error.problem));
    // What the server found wrong with the question is wrong with the command line.
    return error.problem.code === "validation_failed" ? EXIT_USAGE : EXIT_FAILED;
  }
  throw error;
}

function problemWords({ title, detail, errors }: ProblemBody): string {
  const fields = (errors ?? []).map(({ pointer, message }) => `  ${pointer.split("/").at(-1)}: ${message}`);
  return fields.length > 0 ? [title, ...fields].join("\n") : (detail ?? title);
}
