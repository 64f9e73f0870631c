/**
 * A map that holds what was used lately, within a bound: values have weights, and when those that came or were used since
 * the last time weigh as much as is allowed, all that was not used since then is forgotten. So it holds at most twice the
 * bound and one value.
 */
export class Recent<V> {
  readonly #bound: number;
  readonly #weigh: (value: V) => number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  #weight = 0;

  constructor(bound: number, weigh: (value: V) => number = () => 1) {
    this.#bound = bound;
    this.#weigh = weigh;
  }

  get(id: string): V | undefined {
    const young = this.#young.get(id);
    if (young !== undefined) return young;
    const old = this.#old.get(id);
    if (old !== undefined) this.set(id, old);
    return old;
  }

  set(id: string, value: V): void {
    this.#forgetYoung(id);
    if (this.#weight >= this.#bound) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    this.#young.set(id, value);
    this.#weight += this.#weigh(value);
  }

  delete(id: string): void {
    this.#forgetYoung(id);
    this.#old.delete(id);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#weight = 0;
  }

  /** What is set anew with each piece of news weighs as much as it does, not as often as it came. */
  #forgetYoung(id: string): void {
    const young = this.#young.get(id);
    if (young === undefined) return;
    this.#young.delete(id);
    this.#weight -= this.#weigh(young);
  }
}
