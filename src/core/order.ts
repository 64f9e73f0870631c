/** Order by code units, which for ISO days and ids of one form is the order meant: negative where `a` comes first, 0 where they are the same. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
