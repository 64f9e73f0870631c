/** The changes of a contract (COV8) as the command line says them, and as the wire takes them. */

import type { WireChange, WireCovered, WireSubject } from "#api/amendments.ts";
import type { Clause, Grammar } from "./clauses.ts";
import { UsageError } from "./command.ts";
import { dayAfter, dayIn, Said } from "./said.ts";

const about = (needs: readonly string[], may: readonly string[] = []) =>
  ({ words: "several", needs, may: ["line", ...may] }) as const;
const whole = (needs: readonly string[], may: readonly string[] = []) => ({ words: "one", needs, may }) as const;

export const changeGrammar: Pick<Grammar, "verbs" | "flags"> = {
  verbs: {
    remove: about(["last-day"]),
    add: about(["from", "plan", "yearly"], ["until", "new-line", "service", "with-parts", "sub-accounts"]),
    swap: about(["last-day"]),
    reprice: about(["from"], ["yearly", "by-percent"]),
    move: about(["from", "plan"]),
    extend: whole([], ["carry"]),
    shorten: whole([], ["agree"]),
    suspend: whole([], ["until"]),
    resume: whole([], ["agree"]),
    cancel: whole([]),
    transfer: whole(["from"]),
    correct: about(["from", "until"], ["plan", "yearly", "not-covered"]),
  },
  flags: ["with-parts", "sub-accounts", "not-covered"],
};

/** What the words of a command are understood by. */
export type Understanding = {
  /** Of the contract: amounts are in it. */
  readonly currency: string;
  readonly laterFacts: "keep" | "supersede" | undefined;
  /** The id of an account by its name or reference. */
  readonly accountNamed: (typed: string) => Promise<string>;
};

/** The changes of one clause: one, but a swap or a correction for each word. Throws UsageError where a word is not what it must be. */
export async function changesOf(clause: Clause, known: Understanding): Promise<WireChange[]> {
  const { laterFacts } = known;
  const choice = laterFacts === undefined ? {} : { laterFacts };
  const said = new Said(clause, known.currency);
  const covered = (): WireCovered[] => clause.words.map((word) => ({ ...subjectOf(word), ...said.line() }));
  switch (clause.verb) {
    case "remove":
      return [{ kind: "remove", covered: covered(), lastDay: said.day("last-day"), ...choice }];
    case "add":
      return [addOf(clause, said, choice)];
    case "swap":
      return clause.words.map((word) => ({ ...swapOf(word, said), lastDay: said.day("last-day"), ...choice }));
    case "reprice":
      return [{ kind: "reprice", covered: covered(), ...priceOf(said), effectiveOn: said.day("from"), ...choice }];
    case "move":
      return [{ kind: "move", covered: covered(), plan: said.text("plan"), effectiveOn: said.day("from"), ...choice }];
    case "correct":
      return covered().map((one) => ({
        kind: "correct",
        covered: one,
        startsOn: said.day("from"),
        endsBefore: dayAfter(said.day("until")),
        to: correctedTo(said),
      }));
    default:
      return [await wholeContractChange(clause, said, known, choice)];
  }
}

async function wholeContractChange(
  { verb, words }: Clause,
  said: Said,
  { accountNamed }: Understanding,
  choice: { laterFacts?: "keep" | "supersede" },
): Promise<WireChange> {
  const word = words[0]!;
  const agreed = said.has("agree") ? { agreedClamps: said.text("agree").split(",").map(subjectOf) } : {};
  switch (verb) {
    case "extend":
      return { kind: "extend", endsBefore: word === "open" ? null : dayAfter(dayIn(word, "--extend")), carries: carriesOf(said) };
    case "shorten":
      return { kind: "shorten", lastDay: dayIn(word, "--shorten"), ...agreed };
    case "suspend":
      return {
        kind: "suspend",
        startsOn: dayIn(word, "--suspend"),
        resumesOn: said.has("until") ? dayAfter(said.day("until")) : null,
      };
    case "resume":
      return { kind: "resume", effectiveOn: dayIn(word, "--resume"), ...agreed };
    case "cancel":
      return { kind: "cancel", lastDay: dayIn(word, "--cancel"), ...choice };
    default:
      return { kind: "transfer", accountId: await accountNamed(word), effectiveOn: said.day("from"), ...choice };
  }
}

function addOf({ words }: Clause, said: Said, choice: { laterFacts?: "keep" | "supersede" }): WireChange {
  const parts = said.has("with-parts") ? { coversParts: true } : {};
  const below = said.has("sub-accounts") ? { coversSubAccounts: true } : {};
  return {
    kind: "add",
    ...addedLine(said),
    subjects: words.map((word) => ({ ...subjectOf(word), ...parts, ...below })),
    plan: said.text("plan"),
    yearlyMinor: said.minor("yearly"),
    startsOn: said.day("from"),
    ...untilOf(said),
    ...choice,
  };
}

function correctedTo(said: Said): { plan: string; yearlyMinor: string } | null {
  if (!said.has("not-covered")) return { plan: said.text("plan"), yearlyMinor: said.minor("yearly") };
  if (said.has("plan") || said.has("yearly"))
    throw new UsageError("--not-covered says that there was none: it takes no --plan and no --yearly.");
  return null;
}

/** A line that is there, or one that is new: named, or numbered after the last. */
function addedLine(said: Said): { line?: Extract<WireChange, { kind: "add" }>["line"] } {
  const service = said.has("service") ? { service: said.text("service") } : {};
  if (said.has("line")) {
    if (said.has("new-line") || said.has("service"))
      throw new UsageError("--line is a line that is there; a new one is --new-line.");
    return said.line();
  }
  if (!said.has("new-line") && !said.has("service")) return {};
  return { line: { ...(said.has("new-line") ? { number: said.text("new-line") } : {}), ...service } };
}

function untilOf(said: Said): { endsBefore?: string | null } {
  if (!said.has("until")) return {};
  return { endsBefore: said.text("until") === "open" ? null : dayAfter(said.day("until")) };
}

function swapOf(word: string, said: Said) {
  const [old, ...rest] = word.split("=");
  const by = rest.join("=");
  if (!old || by === "")
    throw new UsageError(`--swap "${word}" names no pair. Write OLD=NEW, the serial that goes and the one that comes.`);
  return { kind: "replace", covered: { ...subjectOf(old), ...said.line() }, by: subjectOf(by) } as const;
}

function priceOf(said: Said): { yearlyMinor: string } | { byPercent: string } {
  if (said.has("yearly") === said.has("by-percent")) {
    throw new UsageError(
      "--reprice needs --yearly, the new price of a year, or --by-percent, what is added to the old: one of the two.",
    );
  }
  return said.has("yearly") ? { yearlyMinor: said.minor("yearly") } : { byPercent: said.text("by-percent") };
}

function carriesOf(said: Said): "what_runs_to_the_end" | "nothing" {
  if (!said.has("carry")) return "what_runs_to_the_end";
  const typed = said.text("carry");
  if (typed === "all") return "what_runs_to_the_end";
  if (typed === "nothing") return "nothing";
  throw new UsageError(`--carry is "${typed}". It is all (what runs to the end goes with it) or nothing.`);
}

const KINDS = { tag: "assetTag", asset: "assetId", product: "productId", site: "siteId", account: "accountId" } as const;

/** A serial, however typed; else what stands before the colon says what it is. */
function subjectOf(word: string): WireSubject & WireCovered {
  const [kind, ...rest] = word.split(":");
  const field =
    kind !== undefined && rest.length > 0 && Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : undefined;
  return field === undefined ? { serial: word } : { [field]: rest.join(":") };
}
