/** The list with one of it at another place, the others in their order; the same list where it stands there already or there is no such place. */
export function movedTo<T>(list: readonly T[], item: T, to: number): T[] {
  const from = list.indexOf(item);
  if (from < 0 || to < 0 || to >= list.length || to === from) return list as T[];
  return list.filter((each) => each !== item).toSpliced(to, 0, item);
}
