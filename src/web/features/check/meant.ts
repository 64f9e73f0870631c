import type { SearchHit } from "#api/search.ts";
import { clueOf, type Clue } from "#web/domain/question/question-search.ts";

/** A text as it is meant, for comparing only: case, blanks and dashes do not count. */
const folded = (text: string): string => text.toLowerCase().replaceAll(/[\s-]/g, "");

/** What the text means without any doubt: the one hit that it names, or the only hit there is. null where it could be several. */
export function unambiguous(text: string, hits: readonly SearchHit[]): Clue | null {
  const typed = folded(text);
  const named = hits.filter(
    (hit) => hit.clue !== null && !hit.alike && (folded(hit.title) === typed || folded(hit.clue.value) === typed),
  );
  if (named.length === 1) return named[0]?.clue ?? null;
  return named.length === 0 && hits.length === 1 && !hits[0]?.alike ? (hits[0]?.clue ?? null) : null;
}

/** The ticket that the text names, or that is the only hit there is. undefined where it could be something else. */
export function ticketNamed(text: string, hits: readonly SearchHit[]): SearchHit | undefined {
  const only = hits.length === 1 ? hits[0] : hits.find(({ title }) => folded(title) === folded(text));
  return only?.kind === "ticket" ? only : undefined;
}

/**
 * What Enter asks: what the text names without doubt; the first account or contact that a name could
 * mean; and a number as it stands, known or not, since a
 * near miss is offered and never assumed (COV12).
 */
export function meant(text: string, hits: readonly SearchHit[]): Clue {
  const certain = unambiguous(text, hits);
  if (certain) return certain;
  const best = hits.find(({ kind }) => kind === "account" || kind === "contact")?.clue;
  return best && !/\d/.test(text) ? best : clueOf(text);
}
