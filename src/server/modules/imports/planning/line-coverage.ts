/** What a line covers, from the line's own dates and its contract's (COV3, COV4, COV7). */

import type { EndReason } from "#core/coverage/coverage.ts";
import { endsBeforeOf } from "#core/coverage/days.ts";
import type { DayRange } from "#core/coverage/in-force.ts";
import type { BelievedCoverage, ContractRecord, CoverageRecord, LineRecord } from "#modules/contracts/contracts.ts";

/** A coverage before it is recorded. */
export type CoverageFacts = Omit<CoverageRecord, "id" | "contract">;

/** From *From* to the earliest of *To*, *Removed on* and the contract's *Cancelled on*; null where that leaves no day. */
export function coverageOf(line: LineRecord, contract: ContractRecord, yearlyMinor: bigint): CoverageFacts | null {
  const { endsBefore, endReason } = endOf(line, contract);
  if (endsBefore !== null && endsBefore <= line.startsOn) return null;
  return {
    accountId: contract.accountId,
    subjectKind: line.subjectKind,
    subjectId: line.assetId ?? line.siteId ?? contract.accountId,
    productId: line.productId,
    coversParts: line.coversParts,
    coversSubAccounts: line.coversSubAccounts,
    service: line.service,
    planId: contract.planId,
    timeZone: contract.timeZone,
    yearlyMinor,
    startsOn: line.startsOn,
    endsBefore,
    endReason,
  };
}

function endOf(line: LineRecord, contract: ContractRecord): { endsBefore: string | null; endReason: EndReason } {
  let end: { endsBefore: string | null; endReason: EndReason } = { endsBefore: line.endsBefore, endReason: "term" };
  for (const [lastDay, endReason] of [
    [line.removedOn, "removed"],
    [contract.cancelledOn, "cancelled"],
  ] as const) {
    if (lastDay === null) continue;
    const endsBefore = endsBeforeOf(lastDay);
    if (end.endsBefore === null || endsBefore < end.endsBefore) end = { endsBefore, endReason };
  }
  return end;
}

/** Whether what is believed of a line is just this. */
export function isBelieved(believed: readonly BelievedCoverage[], facts: CoverageFacts | null): boolean {
  if (facts === null) return believed.length === 0;
  const [one, another] = believed;
  if (one === undefined || another !== undefined) return false;
  return comparable.every((name) => one[name] === facts[name]);
}

const comparable = [
  "subjectId",
  "productId",
  "service",
  "planId",
  "timeZone",
  "yearlyMinor",
  "startsOn",
  "endsBefore",
  "endReason",
] as const satisfies readonly (keyof BelievedCoverage & keyof CoverageFacts)[];

/** Whether every day of the line is a day of its contract, a cancellation aside (COV7). */
export function isOutside(line: DayRange, contract: DayRange): boolean {
  if (line.startsOn < contract.startsOn) return true;
  return contract.endsBefore !== null && (line.endsBefore === null || line.endsBefore > contract.endsBefore);
}
