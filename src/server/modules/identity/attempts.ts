import { Problem } from "#platform/problem.ts";

/** Attempts at one address or from one place, before it has to wait. A person who forgot a password needs fewer. */
const ATTEMPTS = 10;
const WINDOW_MS = 5 * 60_000;
/** Names remembered at once; beyond it the oldest are let go, so that a flood of names cannot fill the memory. */
const REMEMBERED = 10_000;

type Count = { made: number; readonly until: number };

/** Counts attempts to sign in, by e-mail address and by network address, in windows of five minutes. */
export class Attempts {
  readonly #counts = new Map<string, Count>();
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Counts one attempt. Throws `too_many_requests`, with the seconds to wait, when there were too many already. */
  count(...names: string[]): void {
    const now = this.#clock();
    for (const name of names) {
      const count = this.#current(name, now);
      if (count.made >= ATTEMPTS) {
        const retryAfterSeconds = Math.ceil((count.until - now) / 1000);
        throw new Problem("too_many_requests", `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`, {
          retryAfterSeconds,
        });
      }
      count.made += 1;
    }
  }

  /** A success shows that the person knows the password: the count begins anew. */
  clear(...names: string[]): void {
    for (const name of names) this.#counts.delete(name);
  }

  #current(name: string, now: number): Count {
    const found = this.#counts.get(name);
    if (found !== undefined && found.until > now) return found;
    this.#counts.delete(name);
    if (this.#counts.size >= REMEMBERED) this.#counts.delete(this.#counts.keys().next().value!);
    const fresh = { made: 0, until: now + WINDOW_MS };
    this.#counts.set(name, fresh);
    return fresh;
  }
}
