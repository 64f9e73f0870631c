import { dayWords, plural } from "#web/ui/format/words.ts";
import type { Draft } from "./draft.ts";
import { kinds } from "./kinds.ts";

/** "CVP19898C", "CVP19898C and 2 more", "the contract". */
function aboutWords({ kind, chosen }: Draft): string {
  if (kinds[kind].about === "contract") return "the contract";
  const [first] = chosen;
  if (!first) return "…";
  return chosen.length === 1 ? first.words : `${first.words} and ${plural(chosen.length - 1, "other")}`;
}

function daysWords(draft: Draft): string {
  const { day, until, kind } = draft;
  const facts = kinds[kind];
  if (kind === "extend" && draft.openEnded) return "no end";
  const first = `${facts.day.label.toLowerCase()} ${dayWords(day)}`;
  return until && facts.until ? `${first}, ${facts.until.label.toLowerCase()} ${dayWords(until)}` : first;
}

/** A change in one line: "Drop CVP19898C and 2 others: last day covered 20 March 2026". */
export const draftWords = (draft: Draft): string => `${kinds[draft.kind].title} ${aboutWords(draft)}: ${daysWords(draft)}`;
