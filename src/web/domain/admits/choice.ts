import type { Admits } from "#core/entitlement/terms.ts";

/** A term of any, only these, or none (ENT5) while somebody makes it; `only` is what is listed, also while it is not asked for. */
export type Choice<T> = { readonly how: "any" | "only" | "none"; readonly only: readonly T[] };

export const anyChoice = <T>(): Choice<T> => ({ how: "any", only: [] });

export function choiceOf<T extends string | number>(term: "any" | "none" | { readonly only: readonly T[] }): Choice<T> {
  return typeof term === "object" ? { how: "only", only: term.only } : { how: term, only: [] };
}

/** The term; null where only these are to be admitted and none is listed. */
export function admitsOf<T extends string | number>({ how, only: [first, ...others] }: Choice<T>): Admits<T> | null {
  if (how !== "only") return how;
  return first === undefined ? null : { only: [first, ...others] };
}
