const attempts = new Map<string, number>();

/** A name for what a journey makes: as it is, or numbered where an earlier attempt at the same journey has taken it. */
export function anew(name: string): string {
  const attempt = (attempts.get(name) ?? 0) + 1;
  attempts.set(name, attempt);
  return attempt === 1 ? name : `${name}-${attempt}`;
}
