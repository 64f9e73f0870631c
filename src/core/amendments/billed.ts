/** A contract's facts as billing reads them (BIL2). */

import type { PricedCoverage, Withdrawal } from "../billing/index.ts";
import { subjectKey } from "../coverage/in-force.ts";
import { coveredDays } from "./changes-of.ts";
import type { ContractFacts } from "./facts.ts";

/** What is priced, and what was once: days that are suspended are days without coverage. A subject's key is its kind and its id. */
export function billedDays({ coverage, ended }: Pick<ContractFacts, "coverage" | "ended">): {
  coverage: PricedCoverage[];
  withdrawn: Withdrawal[];
} {
  return {
    coverage: coveredDays(coverage).map(({ lineId, subject, startsOn, endsBefore, yearlyMinor, amendmentId }) => ({
      lineId,
      subject: subjectKey(subject),
      startsOn,
      endsBefore,
      amendmentId,
      yearlyMinor: BigInt(yearlyMinor),
    })),
    withdrawn: coveredDays(ended).map(({ lineId, subject, startsOn, endsBefore, endedBy }) => ({
      lineId,
      subject: subjectKey(subject),
      startsOn,
      endsBefore,
      amendmentId: endedBy,
    })),
  };
}
