/**
 * The same text as one run of characters. What was put together, or cut out of another, V8 keeps as a tree of its parts (or as a place
 * in the other, which then stays in memory as well), and JSON.stringify leaves its fast way at the first such text that it meets.
 */
export function flat(text: string): string {
  return text.length < leastTree ? text : [text.slice(0, 1), text.slice(1)].join("");
}

/** Shorter texts are always kept flat. */
const leastTree = 13;
