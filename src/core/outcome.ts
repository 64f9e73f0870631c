/** Why something was refused: a stable code for programs, a sentence for people that says what to do, and where it went wrong. */
export type Refusal = {
  readonly code: string;
  readonly message: string;
  /** The way to the offending value inside what was given, such as `["weekly", "mon", 0]`. */
  readonly path?: readonly (string | number)[];
};

/** What comes back where a refusal is an ordinary answer rather than a bug. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(code: string, message: string, path?: readonly (string | number)[]): Outcome<never> {
  return { ok: false, refusal: path === undefined ? { code, message } : { code, message, path } };
}
