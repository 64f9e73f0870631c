import type { Refusal } from "../outcome.ts";

/** Carries a refusal from deep inside a specification up to `makeCalendar`, which hands it back as a value. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: string, message: string, path: readonly (string | number)[]) {
    super(message);
    this.refusal = { code, message, path };
  }
}
