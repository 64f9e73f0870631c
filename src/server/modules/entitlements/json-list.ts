/** `{"name":[…]}`, its array written as it grows. What has been written needs no memory but its bytes. */
export class JsonList {
  readonly #name: string;
  readonly #written: Buffer[] = [];
  #pending: string[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  add(value: unknown): void {
    this.#pending.push(JSON.stringify(value));
    if (this.#pending.length === atOnce) this.#write();
  }

  /** The whole text, as UTF-8. */
  bytes(): Buffer {
    if (this.#pending.length > 0) this.#write();
    return Buffer.concat([Buffer.from(`{${JSON.stringify(this.#name)}:[`), ...this.#written, Buffer.from("]}")]);
  }

  #write(): void {
    const text = this.#pending.join(",");
    this.#written.push(Buffer.from(this.#written.length === 0 ? text : `,${text}`));
    this.#pending = [];
  }
}

/** Values turned to bytes together: so few that they die young, so many that a buffer is worth making. */
const atOnce = 50;
