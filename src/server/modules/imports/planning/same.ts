/** Whether what is recorded already says all that a row says. */
export function sameRecord<T extends object>(recorded: T | undefined, said: T): boolean {
  if (recorded === undefined) return false;
  return Object.entries(said).every(([name, value]) => Object.is(recorded[name as keyof T], value));
}
