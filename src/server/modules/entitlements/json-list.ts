/** `{"name":[…]}`, its array written as it grows, in whatever order its items come. What has been written needs no memory but its bytes. */
export class JsonList {
  readonly #name: string;
  readonly #written: Buffer[] = [];
  /** Texts by their places, from the first that is not written. */
  #pending: string[] = [];
  /** The place of the first that is not written. */
  #first = 0;
  /** How many of the pending stand one after the other. */
  #ready = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Puts an item, as JSON, in its place. Each place from 0 to the last is to be given once. */
  put(place: number, json: string): void {
    this.#pending[place - this.#first] = json;
    while (this.#pending[this.#ready] !== undefined) this.#ready += 1;
    if (this.#ready >= atOnce) this.#write();
  }

  /** The whole text, as UTF-8 in pieces: put together they would be copied once more. */
  pieces(): readonly Buffer[] {
    if (this.#ready > 0) this.#write();
    return [Buffer.from(`{${JSON.stringify(this.#name)}:[`), ...this.#written, Buffer.from("]}")];
  }

  #write(): void {
    const text = this.#pending.splice(0, this.#ready).join(",");
    this.#written.push(Buffer.from(this.#first === 0 ? text : `,${text}`));
    this.#first += this.#ready;
    this.#ready = 0;
  }
}

/** Values turned to bytes together: so few that they die young, so many that a buffer is worth making. */
const atOnce = 50;
