import type { WireChange } from "#api/amendments.ts";
import type { AmendedContract } from "./amended-contract.ts";

/** What can be done to a contract (COV8), as the wire calls it. */
export type Kind = WireChange["kind"];

/** *Change* and *correct* are different verbs (COV13). */
export type Verb = "change" | "correct";

/** A sentence each, so that nobody takes one for the other. */
export const verbs: Record<Verb, { readonly title: string; readonly sentence: string }> = {
  change: {
    title: "Change",
    sentence: "Something is different from a day on. Until then it was rightly as recorded.",
  },
  correct: {
    title: "Correct",
    sentence: "The record is wrong: given days were different all along. What was believed stays readable.",
  },
};

/** A day of a change: what it is called, and whether its line stands where the day begins or where it ends. */
export type DayRole = { readonly label: string; readonly edge: "start" | "end" };

type KindFacts = {
  readonly title: string;
  readonly does: string;
  /** What it is about: things the contract covers, one of them, things to be covered, or the contract itself. */
  readonly about: "covered" | "one_covered" | "new" | "contract";
  readonly day: DayRole;
  /** Its second day, and what it means to leave that out; null where it may not be. */
  readonly until?: DayRole & { readonly without: string | null };
};

const lastCovered: DayRole = { label: "Last day covered", edge: "end" };
const from: DayRole = { label: "From", edge: "start" };
const firstCovered: DayRole = { label: "First day covered", edge: "start" };

/** Each kind in words, and which days it has. */
export const kinds: Record<Kind, KindFacts> = {
  remove: { title: "Drop", does: "ends cover", about: "covered", day: lastCovered },
  add: {
    title: "Add",
    does: "covers more",
    about: "new",
    day: firstCovered,
    until: { ...lastCovered, without: "as long as the line" },
  },
  replace: {
    title: "Swap",
    does: "another asset in its place",
    about: "one_covered",
    day: { ...lastCovered, label: "Last day of the old one" },
  },
  move: { title: "Move plan", does: "other terms, same price", about: "covered", day: from },
  reprice: { title: "Re-price", does: "another price, same terms", about: "covered", day: from },
  extend: { title: "Extend", does: "a later end", about: "contract", day: { label: "New last day", edge: "end" } },
  shorten: { title: "Shorten", does: "an earlier end", about: "contract", day: { label: "New last day", edge: "end" } },
  suspend: {
    title: "Suspend",
    does: "nothing covered for a while",
    about: "contract",
    day: { label: "First day suspended", edge: "start" },
    until: { label: "Covered again from", edge: "start", without: "until it is resumed" },
  },
  resume: { title: "Resume", does: "covered again", about: "contract", day: { label: "Covered again from", edge: "start" } },
  cancel: { title: "Cancel", does: "ends the contract", about: "contract", day: lastCovered },
  transfer: { title: "Transfer", does: "to another account", about: "contract", day: from },
  correct: {
    title: "Correct",
    does: "how given days were",
    about: "one_covered",
    day: { label: "First day that was different", edge: "start" },
    until: { label: "Last day that was different", edge: "end", without: null },
  },
};

/** In the order in which they are offered. */
export const changesToSubjects: readonly Kind[] = ["remove", "add", "replace", "move", "reprice"];
export const changesToContract: readonly Kind[] = ["extend", "shorten", "suspend", "resume", "cancel", "transfer"];

/** Whether a contract can be changed like this at all: one without an end is not extended, and one that is not suspended not resumed. */
export function suits(kind: Kind, contract: Pick<AmendedContract, "endsBefore" | "cancelledOn" | "suspensions">): boolean {
  const { endsBefore, cancelledOn, suspensions } = contract;
  if (kind === "extend") return endsBefore !== null && cancelledOn === null;
  if (kind === "shorten" || kind === "cancel") return cancelledOn === null;
  return kind !== "resume" || suspensions.length > 0;
}
