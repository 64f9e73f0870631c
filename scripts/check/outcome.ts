/** What a step of the check found: how many tests (or, of other tools, one) passed and failed, and what to read when one failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
  /** What is to be told though nothing failed. */
  readonly notes?: readonly string[];
}

/** The outcome of a step that is a single yes or no. */
export function verdict(good: boolean, output: string): Outcome {
  return good ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
}
