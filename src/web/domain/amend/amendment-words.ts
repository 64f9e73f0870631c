import type { AmendmentRow, WireChange } from "#api/amendments.ts";
import { lastDay } from "#web/ui/format/days.ts";
import { dayWords, plural } from "#web/ui/format/words.ts";
import { kinds, type Kind } from "./kinds.ts";

const others: Record<Exclude<AmendmentRow["kind"], Kind>, string> = {
  activate: "Taken into force",
  several: "Several changes",
  reverse: "Took an amendment back",
};

const past: Record<Kind, string> = {
  add: "Added",
  remove: "Dropped",
  replace: "Swapped",
  move: "Moved to another plan",
  reprice: "Re-priced",
  extend: "Extended",
  shorten: "Shortened",
  suspend: "Suspended",
  resume: "Resumed",
  cancel: "Cancelled",
  transfer: "Transferred",
  correct: "Corrected",
};

/** What an amendment did, in a word or two. */
export const kindWords = (kind: AmendmentRow["kind"]): string =>
  kind in past ? past[kind as Kind] : others[kind as keyof typeof others];

/** Its effective day as people say it: the last day covered where something ends, else the first on new terms. */
export function effectiveWords({ kind, effectiveOn }: Pick<AmendmentRow, "kind" | "effectiveOn">): string {
  const ends = kind in past && kinds[kind as Kind].day.edge === "end";
  return ends ? `last day ${dayWords(lastDay(effectiveOn))}` : `from ${dayWords(effectiveOn)}`;
}

/** The changes as they were asked for, where the amendment was made here; none for an import's. */
export const changesIn = ({ changes }: Pick<AmendmentRow, "changes">): readonly WireChange[] =>
  Array.isArray(changes) ? (changes as readonly WireChange[]).filter((change) => change !== null && change.kind in past) : [];

/** One of them in a line: "Dropped 2 subjects, last day 20 March 2026". */
export function changeWords(change: WireChange): string {
  const count =
    "covered" in change && Array.isArray(change.covered)
      ? change.covered.length
      : "subjects" in change
        ? change.subjects.length
        : 1;
  const about = kinds[change.kind].about === "contract" ? "the contract" : plural(count, "subject");
  return `${past[change.kind]} ${about}, ${dayOf(change)}`;
}

function dayOf(change: WireChange): string {
  if ("lastDay" in change) return `last day ${dayWords(change.lastDay)}`;
  if ("effectiveOn" in change) return `from ${dayWords(change.effectiveOn)}`;
  if ("startsOn" in change) return `from ${dayWords(change.startsOn)}`;
  return change.endsBefore === null ? "with no end" : `last day ${dayWords(lastDay(change.endsBefore))}`;
}
