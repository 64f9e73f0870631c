import { slipsBetween } from "#core/identification/near.ts";

/** Slips of typing beyond which a word is another word. */
const MOST_SLIPS = 2;

/** The word that was probably meant, or undefined where none is near. */
export function closest(typed: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((word) => ({ word, slips: slipsBetween(typed.toLowerCase(), word) }))
    .filter(({ slips }) => slips <= MOST_SLIPS)
    .toSorted((a, b) => a.slips - b.slips);
  return best?.word;
}
