/** What is wrong with changes as they were asked for, collected: whoever hands in ten thousand wants to hear of all that is wrong. */

import { Problem } from "#platform/problem.ts";

export type Wrong = { readonly code: string; readonly pointer: string; readonly message: string };

/** How many are told at once. */
const toldAtMost = 100;

export class Refusals {
  readonly #all: Wrong[] = [];

  /** Notes a refusal and gives back nothing, for whoever looked for something. */
  refuse(code: string, pointer: string, message: string): undefined {
    this.#all.push({ code, pointer, message });
  }

  get all(): readonly Wrong[] {
    return this.#all;
  }

  /** Throws `refused` with everything that is wrong, if anything is. */
  throwIfAny(): void {
    const [first, ...others] = this.#all;
    if (first === undefined) return;
    const more = others.length === 0 ? "" : ` And ${others.length} more.`;
    const errors = this.#all.slice(0, toldAtMost).map(({ pointer, message }) => ({ pointer, message }));
    const change = /^\/body\/changes\/(\d+)/.exec(first.pointer)?.[1];
    throw new Problem("refused", first.message + more, {
      rule: "COV8",
      refusal: first.code,
      ...(change !== undefined && { change: Number(change) }),
      errors,
    });
  }
}
