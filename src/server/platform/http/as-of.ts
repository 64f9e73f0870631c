/** What a read asks for: a day, today when left out, and as known when, now when left out (COV9). */
export type AsOf = { readonly at: string | undefined; readonly knownAt: Temporal.Instant | undefined };

/** The same from a query, whose instant is text. */
export function asOf({ at, knownAt }: { readonly at?: string | undefined; readonly knownAt?: string | undefined }): AsOf {
  return { at, knownAt: knownAt === undefined ? undefined : Temporal.Instant.from(knownAt) };
}
