/** What was reckoned and may be asked for again, within a bound: where it is full it is emptied, and what is asked for often is soon there again. */
export class Remembered<K, V> extends Map<K, V> {
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override set(key: K, value: V): this {
    if (this.size >= this.#most && !this.has(key)) this.clear();
    return super.set(key, value);
  }
}
