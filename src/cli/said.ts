/** What the modifiers of a clause say: text, days, amounts. */

import { parseAmount } from "#core/money/parse-amount.ts";
import type { Clause } from "./clauses.ts";
import { UsageError } from "./command.ts";

/** The modifiers of a clause, read as what they must be. */
export class Said {
  readonly #clause: Clause;
  readonly #currency: string;
  constructor(clause: Clause, currency: string) {
    this.#clause = clause;
    this.#currency = currency;
  }

  has(name: string): boolean {
    return this.#clause.given.has(name);
  }

  text(name: string): string {
    const typed = this.#clause.given.get(name)?.trim();
    if (typed === undefined) throw new UsageError(`--${this.#clause.verb} needs --${name} after it.`);
    if (typed === "") throw new UsageError(`--${name} is empty. Write its value after it, or leave --${name} out.`);
    return typed;
  }

  day(name: string): string {
    return dayIn(this.text(name), `--${name}`);
  }

  /** An amount as typed, in minor units of the contract's currency. */
  minor(name: string): string {
    const amount = parseAmount(this.text(name), this.#currency);
    if (!amount.ok) throw new UsageError(`--${name}: ${amount.refusal.message}`);
    if (amount.value.minor < 0n) throw new UsageError(`--${name} is less than nothing. A price is 0 or more.`);
    return String(amount.value.minor);
  }

  line(): { line?: string } {
    return this.has("line") ? { line: this.text("line") } : {};
  }
}

/** A day as typed. Throws UsageError for what is none. */
export function dayIn(typed: string, option: string): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) return Temporal.PlainDate.from(typed, { overflow: "reject" }).toString();
  } catch {
    // No such day, as 30 February: said below.
  }
  throw new UsageError(`${option} is "${typed}". Write a day of the calendar as 2026-03-20.`);
}

/** Where days end that a person names by their last (COV3). */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
