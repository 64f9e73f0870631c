/** Chance that repeats itself: the same seed draws the same demo data, whoever runs it and when. */

export type Random = {
  /** From `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the values, by weight. */
  weighted<T>(from: readonly (readonly [value: T, weight: number])[]): T;
  /** `count` different values, in a drawn order. */
  some<T>(from: readonly T[], count: number): T[];
  /** A UUIDv7 of the given instant: later ones sort later. */
  id(at: Temporal.Instant): string;
};

/** The generator is mulberry32: 32 bits of state are plenty for a few thousand draws. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(from: readonly T[]): T => from[int(0, from.length - 1)]!;
  return {
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted(from) {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      return (from.find(([, weight]) => (left -= weight) < 0) ?? from.at(-1)!)[0];
    },
    some(from, count) {
      const left = [...from];
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(int(0, left.length - 1), 1)[0]!);
    },
    id(at) {
      const hex = (bits: number): string =>
        Math.floor(next() * 2 ** bits)
          .toString(16)
          .padStart(bits / 4, "0");
      const time = at.epochMilliseconds.toString(16).padStart(12, "0");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-${(8 + int(0, 3)).toString(16)}${hex(12)}-${hex(24)}${hex(24)}`;
    },
  };
}
