/** A contract's facts as a bridge reads them, for tests. */

import type { ContractFacts } from "../amendments/index.ts";
import { earningsOf, type RecordedEarning } from "./index.ts";

export function recordedOf({ coverage, ended }: Pick<ContractFacts, "coverage" | "ended">): RecordedEarning[] {
  return [...coverage.map((one) => ({ ...one, endedBy: null })), ...ended].flatMap((one) =>
    earningsOf([one]).map((earning) => ({ ...earning, amendmentId: one.amendmentId, endedBy: one.endedBy })),
  );
}
