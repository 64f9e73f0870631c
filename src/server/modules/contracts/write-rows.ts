/** Agreed days as a row of coverage. */

import type { CoverageFact, Header, Line } from "#core/amendments/index.ts";
import type { Subject } from "#core/coverage/coverage.ts";
import { noProduct } from "./record.ts";
import type { CoverageRow } from "./write-store.ts";

/** The row of a fact on its line. */
export function coverageRow({ contractId, timeZone }: Header, line: Line, fact: CoverageFact): CoverageRow {
  const { id, startsOn, endsBefore, accountId, planId, yearlyMinor, suspended, endReason, amendmentId } = fact;
  return {
    id,
    contractId,
    lineId: line.id,
    lineNumber: line.number,
    service: line.service,
    timeZone,
    ...subjectColumns(fact.subject),
    accountId,
    planId,
    yearlyMinor,
    suspended,
    startsOn,
    endsBefore,
    endReason,
    amendmentId,
  };
}

/** The subject is one id, narrowed by a product where a product at an account is meant. */
function subjectColumns(
  subject: Subject,
): Pick<CoverageRow, "subjectKind" | "subjectId" | "productId" | "coversParts" | "coversSubAccounts"> {
  const none = { subjectKind: subject.kind, productId: noProduct, coversParts: false, coversSubAccounts: false };
  switch (subject.kind) {
    case "asset":
      return { ...none, subjectId: subject.assetId, coversParts: subject.coversParts };
    case "product": {
      const { productId, coversSubAccounts } = subject;
      return { ...none, subjectId: subject.accountId, productId, coversSubAccounts };
    }
    case "site":
      return { ...none, subjectId: subject.siteId };
    case "account":
      return { ...none, subjectId: subject.accountId, coversSubAccounts: subject.coversSubAccounts };
  }
}
