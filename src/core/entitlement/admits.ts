/** What terms of plans, allowances and policies tell requests apart by, and how a term says what it admits. */

/** A term of a plan (ENT5): anything, only what is listed, or nothing. An empty list is not a way to say any of these. */
export type Admits<T extends string | number> = "any" | "none" | { readonly only: readonly [T, ...T[]] };

export const channels = ["portal", "email", "phone", "fax", "api", "chat"] as const;
export type Channel = (typeof channels)[number];

export const severities = [1, 2, 3, 4] as const;
/** 1 is the gravest. */
export type Severity = (typeof severities)[number];

/** Whether a term admits a value (ENT5). */
export function admits<T extends string | number>(term: Admits<T>, value: T): boolean {
  return term === "any" || (term !== "none" && term.only.includes(value));
}
