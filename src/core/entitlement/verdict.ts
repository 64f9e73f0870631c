import type { Candidate, Condition, Decision, Outcome, Reason, Source } from "./decision.ts";

/** What the order of work comes to. `candidates` only where they are not the standings. */
export type Verdict = {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly source: Source | null;
  readonly conditions: readonly Condition[];
  readonly targets: Decision["targets"];
  readonly candidates?: readonly Candidate[];
};
