/**
 * A command line that says several things after each other: `--remove A B --last-day D --reprice C --yearly 90 --from E`. Each verb
 * begins a clause; words and modifiers up to the next verb are the clause's.
 */

import { UsageError } from "./command.ts";
import { readTokens } from "./options.ts";

/** What a verb takes after it. */
export type VerbTakes = {
  /** Without them the clause says too little. */
  readonly needs: readonly string[];
  readonly may: readonly string[];
  /** What the words after the verb are, and how many: "one" stands for a verb whose single word is a day, say. */
  readonly words: "one" | "several";
};

/** A verb with its words and modifiers. A modifier without a value of its own is given as "". */
export type Clause = {
  readonly verb: string;
  readonly words: readonly string[];
  readonly given: ReadonlyMap<string, string>;
};

export type Grammar = {
  readonly verbs: Readonly<Record<string, VerbTakes>>;
  /** Modifiers that are said by their name alone. */
  readonly flags: readonly string[];
  /** What is about the command as a whole, wherever it stands. */
  readonly overall: Readonly<Record<string, { readonly type: "string" | "boolean" }>>;
};

export type Spoken = {
  /** The words before the first verb. */
  readonly first: readonly string[];
  readonly clauses: readonly Clause[];
  /** By option: its value, or "" for a flag. */
  readonly overall: ReadonlyMap<string, string>;
};

type Open = { readonly verb: string; readonly words: string[]; readonly given: Map<string, string> };

/** Takes the command line apart. Throws UsageError that says what is missing, twice, or in the wrong place. */
export function readClauses(args: readonly string[], grammar: Grammar): Spoken {
  const first: string[] = [];
  const clauses: Open[] = [];
  const overall = new Map<string, string>();
  for (const token of readTokens(args, optionsOf(grammar))) {
    const clause = clauses.at(-1);
    if (token.name === undefined) (clause?.words ?? first).push(token.value);
    else if (token.name in grammar.overall) put(overall, token.name, token.value);
    else if (token.name in grammar.verbs) clauses.push({ verb: token.name, words: [token.value], given: new Map() });
    else modify(clause, token.name, token.value, grammar);
  }
  for (const clause of clauses) checkComplete(clause, grammar.verbs[clause.verb]!);
  return { first, clauses, overall };
}

function optionsOf({ verbs, flags, overall }: Grammar) {
  const modifiers = new Set(Object.values(verbs).flatMap(({ needs, may }) => [...needs, ...may]));
  return Object.fromEntries([
    ...Object.keys(verbs).map((name) => [name, { type: "string", multiple: true }] as const),
    ...[...modifiers].map((name) => [name, { type: flags.includes(name) ? "boolean" : "string", multiple: true }] as const),
    ...Object.entries(overall),
  ]);
}

function modify(clause: Open | undefined, name: string, value: string, { verbs }: Grammar): void {
  const takenBy = Object.keys(verbs).filter((verb) => takes(verbs[verb]!, name));
  if (clause === undefined) throw new UsageError(`--${name} stands after what it belongs to: ${options(takenBy)}.`);
  if (!takes(verbs[clause.verb]!, name)) {
    throw new UsageError(`--${clause.verb} takes no --${name}: that belongs to ${options(takenBy)}.`);
  }
  put(clause.given, name, value);
}

function put(given: Map<string, string>, name: string, value: string): void {
  if (given.has(name)) throw new UsageError(`--${name} stands there twice.`);
  given.set(name, value);
}

function checkComplete({ verb, words, given }: Open, { needs, words: many }: VerbTakes): void {
  const missing = needs.filter((name) => !given.has(name));
  if (missing.length > 0) throw new UsageError(`--${verb} needs ${options(missing)} after it.`);
  if (many === "one" && words.length > 1) throw new UsageError(`--${verb} takes one word; "${words[1]}" is one too many.`);
  if (words.some((word) => word.trim() === "")) throw new UsageError(`--${verb} is empty. Write after it what it is about.`);
}

const takes = ({ needs, may }: VerbTakes, name: string): boolean => needs.includes(name) || may.includes(name);
const options = (names: readonly string[]): string => names.map((name) => `--${name}`).join(", ");
