/** `ambit contracts preview` and `amend`: the same question, asked first and then meant. */

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { amendContract, previewAmendment, readAmendmentSheet, type AmendmentPreview, type WireChange } from "#api/amendments.ts";
import { CallProblem, type Caller, type ProblemBody } from "#api/client.ts";
import type { ContractRow } from "#api/contracts.ts";
import { changeGrammar, changesOf } from "./changes.ts";
import { readClauses, type Spoken } from "./clauses.ts";
import { EXIT_FAILED, EXIT_OK, UsageError } from "./command.ts";
import { callerFor, connectionFrom } from "./connection.ts";
import { accountNamed, contractNumbered } from "./contract-find.ts";
import { effectsWords, recordedWords } from "./effects-words.ts";
import { paintFor, type Terminal } from "./terminal.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const grammar = { ...changeGrammar, overall: { reverse: text, sheet: text, later: text, reason: text, json: flag, yes: flag } };

/** What is to be amended and how, as the wire takes it. */
type Wanted = { readonly changes: WireChange[] } | { readonly reverse: string };
type Asked = { readonly caller: Caller; readonly contract: ContractRow; readonly wanted: Wanted; readonly spoken: Spoken };

/** Shows what the changes would do. Nothing is recorded. */
export async function previewCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const asked = await read(args, terminal);
  const preview = await previewOf(asked);
  terminal.print(isJson(asked) ? JSON.stringify(preview, null, 2) : shown(asked, preview, terminal));
  return EXIT_OK;
}

/** Shows what they would do, asks, and records just that: what changed in between is refused by the server. */
export async function amendCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const asked = await read(args, terminal);
  const reason = asked.spoken.overall.get("reason")?.trim();
  if (!reason) throw new UsageError("Say why: --reason TEXT stands with the amendment.");
  const isSure = asked.spoken.overall.has("yes");
  if (!isSure && terminal.confirm === undefined) {
    throw new UsageError("Nobody is here to be asked. Look at it with: ambit contracts preview, then amend with --yes.");
  }
  const preview = await previewOf(asked);
  // What is printed as JSON is the amendment alone; the preview still is to be seen by whoever is asked.
  const say = isJson(asked) ? terminal.complain : terminal.print;
  if (!isJson(asked) || !isSure) say(shown(asked, preview, terminal));
  if (!isSure && !(await terminal.confirm?.("Record this amendment?"))) {
    terminal.complain("Nothing was recorded.");
    return EXIT_FAILED;
  }
  const { id } = asked.contract;
  const recorded = await asked.caller.call(amendContract, {
    params: { id },
    body: { ...asked.wanted, reason, basis: preview.basis },
    headers: { "idempotency-key": crypto.randomUUID() },
  });
  terminal.print(
    isJson(asked) ? JSON.stringify(recorded, null, 2) : `\n${recordedWords(recorded.amendment, paintFor(terminal))}`,
  );
  return EXIT_OK;
}

async function read(args: readonly string[], terminal: Terminal): Promise<Asked> {
  const spoken = readClauses(args, grammar);
  const [number, ...more] = spoken.first;
  if (number === undefined || more.length > 0) throw new UsageError("Name one contract, then what changes.");
  checkSaid(spoken);
  const caller = callerFor(connectionFrom(terminal.env));
  const contract = await contractNumbered(caller, number);
  const reverse = spoken.overall.get("reverse");
  const wanted = reverse === undefined ? { changes: await changesFor(caller, contract, spoken) } : { reverse };
  return { caller, contract, wanted, spoken };
}

function checkSaid({ clauses, overall }: Spoken): void {
  if (overall.has("reverse")) {
    if (clauses.length > 0 || overall.has("sheet")) throw new UsageError("--reverse stands alone: it is an amendment by itself.");
  } else if (clauses.length === 0 && !overall.has("sheet")) {
    throw new UsageError(
      `Say what changes: ${Object.keys(changeGrammar.verbs)
        .map((verb) => `--${verb}`)
        .join(", ")}, --sheet or --reverse.`,
    );
  }
}

async function changesFor(caller: Caller, contract: ContractRow, { clauses, overall }: Spoken): Promise<WireChange[]> {
  const known = {
    currency: contract.yearlyValue.currency,
    laterFacts: laterFactsOf(overall.get("later")),
    accountNamed: (typed: string) => accountNamed(caller, typed),
  };
  const said = await Promise.all(clauses.map((clause) => changesOf(clause, known)));
  const sheet = overall.get("sheet");
  const read = sheet === undefined ? [] : await changesIn(sheet, caller, contract.id);
  return [...said.flat(), ...read.map((change) => withChoice(change, known.laterFacts))];
}

function laterFactsOf(typed: string | undefined): "keep" | "supersede" | undefined {
  if (typed === undefined || typed === "keep" || typed === "supersede") return typed;
  throw new UsageError(`--later is "${typed}". It is keep or supersede.`);
}

/** What a spreadsheet does not say for itself is said by --later. */
function withChoice(change: WireChange, laterFacts: "keep" | "supersede" | undefined): WireChange {
  if (laterFacts === undefined) return change;
  switch (change.kind) {
    case "add":
    case "remove":
    case "replace":
    case "reprice":
    case "move":
      return { ...change, laterFacts: change.laterFacts ?? laterFacts };
    default:
      return change;
  }
}

/** The changes of a spreadsheet. A wrong row stops them all: an amendment lands whole or not at all. */
async function changesIn(path: string, caller: Caller, id: string): Promise<WireChange[]> {
  const form = new FormData();
  form.append("file", new Blob([contentOf(path)]), basename(path));
  const { changes, refused } = await caller.upload(readAmendmentSheet, form, { params: { id } });
  if (refused.length === 0) return changes;
  const rows = refused.map(({ row, column, message }) => `  row ${row}${column === null ? "" : `, ${column}`}: ${message}`);
  throw new UsageError([`${basename(path)} has rows that cannot be read. Correct them, or take them out:`, ...rows].join("\n"));
}

function contentOf(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** Asks for the effects. */
async function previewOf({ caller, contract, wanted }: Asked): Promise<AmendmentPreview> {
  try {
    return await caller.call(previewAmendment, { params: { id: contract.id }, body: wanted });
  } catch (error) {
    throw error instanceof CallProblem && error.problem.code === "refused" ? refusedInWords(error.problem, wanted) : error;
  }
}

/** A refusal as a sentence: about which change, where there are several, and how a choice is made that nobody made. */
function refusedInWords({ errors: _, ...problem }: ProblemBody, wanted: Wanted): CallProblem {
  const { change } = problem;
  const isOneOfSeveral = typeof change === "number" && "changes" in wanted && wanted.changes.length > 1;
  const sentence = problem.detail ?? problem.title;
  const detail = [isOneOfSeveral ? `Change ${change + 1}: ${sentence}` : sentence, ...hintsFor(problem)].join("\n");
  return new CallProblem({ ...problem, detail });
}

function hintsFor(problem: ProblemBody): string[] {
  if ("laterFacts" in problem)
    return ["With --later keep it stays as it is recorded; with --later supersede the change takes its place."];
  return "clamps" in problem ? ["With --agree SERIAL,... you agree that their days are cut."] : [];
}

const isJson = ({ spoken }: Asked): boolean => spoken.overall.has("json");

const shown = ({ contract }: Asked, { effects }: AmendmentPreview, terminal: Terminal): string =>
  effectsWords(contract, effects, paintFor(terminal));
