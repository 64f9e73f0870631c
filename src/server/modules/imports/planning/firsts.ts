/** What the rows of one import have said already, over all its files. */

export type Place = { readonly file: string; readonly sheet: string | undefined; readonly row: number };

/** The row that spoke of a thing first, and what it said. */
export type First = { readonly place: Place; readonly content: string };

export class Firsts {
  readonly #firsts = new Map<string, First>();
  readonly #refused = new Map<string, Place>();
  readonly #values = new Map<string, { currency: string; minor: bigint }>();

  /** The same, to go on from without changing this. */
  copy(): Firsts {
    const copy = new Firsts();
    for (const [key, first] of this.#firsts) copy.#firsts.set(key, first);
    for (const [key, place] of this.#refused) copy.#refused.set(key, place);
    for (const [key, value] of this.#values) copy.#values.set(key, value);
    return copy;
  }

  first(key: string): First | undefined {
    return this.#firsts.get(key);
  }

  claim(key: string, first: First): void {
    this.#firsts.set(key, first);
  }

  release(key: string): void {
    this.#firsts.delete(key);
  }

  /** Remembers where something was refused, so that what depends on it can say so. */
  refuse(key: string, place: Place): void {
    if (!this.#refused.has(key)) this.#refused.set(key, place);
  }

  refusedAt(key: string): Place | undefined {
    return this.#refused.get(key);
  }

  addValue(key: string, currency: string, minor: bigint): void {
    this.#values.set(key, { currency, minor });
  }

  /** The yearly value of everything taken, in minor units by currency, each line once. */
  yearlyValue(): Map<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const { currency, minor } of this.#values.values()) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
    return sums;
  }
}

/** The key under which a contract's refusal is remembered for its lines. */
export const contractKey = (numberKey: string): string => `contract ${numberKey}`;

/** "row 7", with file and sheet where they are not those of `from`. */
export function formatPlace(place: Place, from: Omit<Place, "row">): string {
  if (place.file === from.file && place.sheet === from.sheet) return `row ${place.row}`;
  const sheet = place.sheet === undefined ? "" : `, sheet “${place.sheet}”`;
  return `row ${place.row} of ${place.file}${sheet}`;
}
