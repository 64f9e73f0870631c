/** A contract's facts as billing reads them (BIL2). */

import type { PricedCoverage, Withdrawal } from "../billing/index.ts";
import { subjectKey } from "../coverage/in-force.ts";
import { coveredDays } from "./changes-of.ts";
import type { AgreedDays, ContractFacts } from "./facts.ts";

/** What is priced, and what was once: days that are suspended are days without coverage. Subjects are keyed by {@link billedSubject}. */
export function billedDays({ coverage, ended }: Pick<ContractFacts, "coverage" | "ended">): {
  coverage: PricedCoverage[];
  withdrawn: Withdrawal[];
} {
  return {
    coverage: coveredDays(coverage).map(({ startsOn, endsBefore, yearlyMinor, amendmentId, ...of }) => ({
      lineId: of.lineId,
      subject: billedSubject(of),
      startsOn,
      endsBefore,
      amendmentId,
      yearlyMinor: BigInt(yearlyMinor),
    })),
    withdrawn: coveredDays(ended).map(({ startsOn, endsBefore, endedBy, ...of }) => ({
      lineId: of.lineId,
      subject: billedSubject(of),
      startsOn,
      endsBefore,
      amendmentId: endedBy,
    })),
  };
}

/** Who is billed for whom: days that go to another account are credited to the one and charged to the other. */
export function billedSubject({ subject, accountId }: Pick<AgreedDays, "subject" | "accountId">): string {
  return `${subjectKey(subject)} for ${accountId}`;
}
