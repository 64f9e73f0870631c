import { z } from "zod";
import { wireChange, type AmendmentRow, type WireChange, type WireCovered } from "#api/amendments.ts";
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

const recorded = z.object({ changes: z.array(wireChange) });

/** The changes as they were asked for, where the amendment was made by some; none for an import's, or for one that took another back. */
export function changesIn({ changes }: Pick<AmendmentRow, "changes">): readonly WireChange[] {
  const read = recorded.safeParse(changes);
  return read.success ? read.data.changes : [];
}

/** What people call something that a change is about; undefined where nobody told. */
export type NameOf = (subject: WireCovered) => string | undefined;

/** One of them in a line: "Dropped CVP19898C and CVX40074D, last day 20 March 2026". */
export const changeWords = (change: WireChange, nameOf: NameOf): string =>
  `${past[change.kind]} ${aboutWords(change, nameOf)}, ${dayOf(change)}`;

/** What it is about: by name as far as names are known and few, else counted. */
export function aboutWords(change: WireChange, nameOf: NameOf): string {
  if (change.kind === "replace") return `${nameOf(change.covered) ?? "one"} by ${nameOf(change.by) ?? "another"}`;
  const about = subjectsOf(change);
  if (about === null) return "the contract";
  const names = about.slice(0, NAMED).flatMap((subject) => nameOf(subject) ?? []);
  if (names.length < Math.min(NAMED, about.length)) return plural(about.length, "line");
  return listFormat.format(about.length > NAMED ? [...names, `${about.length - NAMED} more`] : names);
}

/** As many as are read; the rest is counted. */
const NAMED = 3;
const listFormat = new Intl.ListFormat("en", { type: "conjunction" });

function subjectsOf(change: WireChange): readonly WireCovered[] | null {
  if (change.kind === "add") return change.subjects;
  if (change.kind === "correct") return [change.covered];
  return change.kind === "remove" || change.kind === "move" || change.kind === "reprice" ? change.covered : null;
}

function dayOf(change: WireChange): string {
  if ("lastDay" in change) return `last day ${dayWords(change.lastDay)}`;
  if ("effectiveOn" in change) return `from ${dayWords(change.effectiveOn)}`;
  if ("startsOn" in change) return `from ${dayWords(change.startsOn)}`;
  return change.endsBefore === null ? "with no end" : `last day ${dayWords(lastDay(change.endsBefore))}`;
}
