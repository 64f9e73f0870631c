import { randomInt } from "node:crypto";
import type { Database } from "./db/database.ts";

type Held = { readonly number: bigint; readonly end: () => void };

/**
 * By which other processes on the same database see that this one lives: an advisory lock, held on a connection of its own. What a
 * process keeps on record as its doing, with the lock's number, was broken off once nobody holds that lock.
 */
export class SignOfLife {
  readonly #database: Database;
  #held: Promise<Held> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The number of the lock, taken when it is first asked for. null on an embedded database, which has no other users: what says to be
   * under way there when it is opened was broken off.
   */
  async number(): Promise<bigint | null> {
    if (this.#database.kind === "embedded") return null;
    this.#held ??= this.#take();
    return (await this.#held).number;
  }

  /** Lets go of it. */
  async end(): Promise<void> {
    (await this.#held)?.end();
  }

  async #take(): Promise<Held> {
    const client = await this.#database.libraries.connect();
    const number = BigInt(randomInt(2 ** 47));
    // A connection that breaks takes the lock with it; whoever asks next takes another.
    client.on("error", () => (this.#held = undefined));
    await client.query("select pg_advisory_lock($1)", [number.toString()]);
    return { number, end: () => client.release(true) };
  }
}
