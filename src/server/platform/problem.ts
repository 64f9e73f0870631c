import { problems, problemType, type FieldError, type ProblemCode } from "#api/problems.ts";

type Extra = {
  /** Bad fields, as JSON Pointers. */
  readonly errors?: readonly FieldError[];
  /** The rule that refuses, such as COV2. */
  readonly rule?: string;
  readonly [field: string]: unknown;
};

/** A declared refusal. Thrown by use cases, turned into RFC 9457 `application/problem+json` in one place. */
export class Problem extends Error {
  override name = "Problem";
  readonly code: ProblemCode;
  readonly extra: Extra;

  /** `detail` is for the person: what happened here and what to do about it. */
  constructor(code: ProblemCode, detail?: string, extra: Extra = {}) {
    super(detail ?? problems[code].title);
    this.code = code;
    this.extra = extra;
  }

  get status(): number {
    return problems[this.code].status;
  }

  /** The body on the wire. */
  toJSON(): Record<string, unknown> {
    const { status, title } = problems[this.code];
    return { type: problemType(this.code), title, status, code: this.code, detail: this.message, ...this.extra };
  }
}
