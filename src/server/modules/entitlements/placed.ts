/** What is made in groups, in whatever order, each told its place in a list. */
export type Placed<T> = { readonly item: T; readonly place: number };

/** The list: something made of each item, in its place. Each place below `length` is to be given once. */
export async function inOrder<T, R>(
  groups: AsyncIterable<readonly Placed<T>[]>,
  length: number,
  make: (item: T) => R,
): Promise<R[]> {
  const made: R[] = Array.from({ length });
  for await (const group of groups) for (const { item, place } of group) made[place] = make(item);
  return made;
}
