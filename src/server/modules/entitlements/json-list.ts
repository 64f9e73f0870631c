/** Lists too long to be kept as objects, written as JSON while they are made. */

import type { Placed } from "./placed.ts";

/**
 * The text of `{"name":[…]}`, piece by piece, its items in the order of their places from 0, in whatever order they come. Each place is to
 * be given once. What comes before its turn waits as text.
 */
export async function* jsonList<T>(name: string, made: AsyncIterable<readonly Placed<T>[]>): AsyncGenerator<string> {
  const waiting = new Map<number, string>();
  let next = 0;
  let before = `{${JSON.stringify(name)}:[`;
  for await (const items of made) {
    for (const { item, place } of items) waiting.set(place, JSON.stringify(item));
    const ready: string[] = [];
    for (let text = waiting.get(next); text !== undefined; text = waiting.get(next)) {
      ready.push(text);
      waiting.delete(next);
      next += 1;
    }
    if (ready.length === 0) continue;
    yield before + ready.join(",");
    before = ",";
  }
  yield `${next === 0 ? before : ""}]}`;
}

/** The same values, the first of which is there: what is wrong from the beginning is thrown at once, and not at whoever reads them. */
export async function begun<T>(values: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await values.next();
  return {
    async *[Symbol.asyncIterator]() {
      if (first.done === true) return;
      yield first.value;
      yield* values;
    },
  };
}
