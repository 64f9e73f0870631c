/** A question as it is put to the shell: clues for the core, moments and wishes for the shell. */

import type { Question } from "#core/entitlement/facts.ts";
import { Problem } from "#platform/problem.ts";
import { readMoment, type Moment } from "./moment.ts";

/** As it came in, and as it is kept with a recorded decision. */
export type AskedQuestion = Question & {
  /** The moment asked about, as written; now when absent. */
  readonly at?: string | undefined;
  /** Only what was recorded by then counts (COV9), as written; all that is recorded when absent. */
  readonly knownAt?: string | undefined;
  readonly record?: boolean | undefined;
};

/** A question read and found to be one. */
export type Asked = {
  readonly question: Question;
  readonly at: Moment | null;
  readonly knownAt: Moment | null;
  readonly record: boolean;
};

/** Reads a question. Throws `validation_failed`, pointing below `pointer`, for a moment that does not exist. */
export function readAsked({ at, knownAt, record, ...question }: AskedQuestion, pointer = "/body"): Asked {
  return {
    question,
    at: momentAt(at, `${pointer}/at`),
    knownAt: momentAt(knownAt, `${pointer}/knownAt`),
    record: record === true,
  };
}

function momentAt(text: string | undefined, pointer: string): Moment | null {
  if (text === undefined) return null;
  const moment = readMoment(text);
  if (moment !== undefined) return moment;
  const message = `There is no such moment as ${text}.`;
  throw new Problem("validation_failed", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
