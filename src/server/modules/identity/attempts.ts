import { Problem } from "#platform/problem.ts";

/** Failures at one e-mail address before it has to wait. A person who forgot a password needs fewer. */
const FAILURES_AT_EMAIL = 10;
/** Failures from one network address: an office, or everybody where a proxy stands between, shares it on a Monday morning. */
const FAILURES_FROM_PLACE = 100;
const WINDOW_MS = 5 * 60_000;
/** Names remembered at once; beyond it the oldest are let go, so that a flood of names cannot fill the memory. */
const REMEMBERED = 10_000;

export type Attempt = { readonly email: string; readonly ip: string };
type Count = { failures: number; readonly until: number };

/** Counts failures to sign in, by e-mail address and by network address apart, in windows of five minutes. */
export class Attempts {
  readonly #counts = new Map<string, Count>();
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /**
   * Counts an attempt as failed until it is told to have succeeded, so that many at once are counted too. Throws
   * `too_many_requests`, with the seconds to wait, when there were too many failures already; that one is not counted.
   */
  begin(attempt: Attempt): void {
    const now = this.#clock();
    const atEmail = this.#current(emailOf(attempt), now);
    const fromPlace = this.#current(placeOf(attempt), now);
    if (atEmail.failures >= FAILURES_AT_EMAIL) throw tooMany(atEmail, now);
    if (fromPlace.failures >= FAILURES_FROM_PLACE) throw tooMany(fromPlace, now);
    atEmail.failures += 1;
    fromPlace.failures += 1;
  }

  /**
   * Who succeeds knows this one's password: its count begins anew. Of the place only this attempt is taken back, or whoever
   * has one password could go on guessing the others' from there.
   */
  succeed(attempt: Attempt): void {
    this.#counts.delete(emailOf(attempt));
    const fromPlace = this.#counts.get(placeOf(attempt));
    if (fromPlace !== undefined && fromPlace.failures > 0) fromPlace.failures -= 1;
  }

  #current(name: string, now: number): Count {
    const found = this.#counts.get(name);
    if (found !== undefined && found.until > now) return found;
    this.#counts.delete(name);
    if (this.#counts.size >= REMEMBERED) this.#counts.delete(this.#counts.keys().next().value!);
    const fresh = { failures: 0, until: now + WINDOW_MS };
    this.#counts.set(name, fresh);
    return fresh;
  }
}

const emailOf = ({ email }: Attempt): string => `email ${email.toLowerCase()}`;
const placeOf = ({ ip }: Attempt): string => `from ${ip}`;

function tooMany({ until }: Count, now: number): Problem {
  const retryAfterSeconds = Math.ceil((until - now) / 1000);
  return new Problem("too_many_requests", `Too many attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`, {
    retryAfterSeconds,
  });
}
